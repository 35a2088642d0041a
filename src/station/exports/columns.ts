/** The columns of a list of clips, in both languages. */
import { forPeople, type Instant } from '../../domain/time.js';
import type { Language } from '../../i18n/language.js';
import { LIST_TITLES, LIST_WORDS, type ListColumn } from '../../i18n/list-words.js';
import type { SearchRow } from '../../records/search/rows.js';
import type { Cell, Line } from './cells.js';

interface Reader {
  readonly zone: string;
  readonly language: Language;
}

interface Column {
  /** In characters. */
  readonly width: number;
  readonly cell: (row: SearchRow, reader: Reader) => Cell;
}

const at = (instant: Instant | null, { zone }: Reader): string => (instant === null ? '' : forPeople(instant, zone));
const yes = (is: boolean, { language }: Reader): string => (is ? LIST_WORDS.yes[language] : '');

const COLUMNS: Readonly<Record<ListColumn, Column>> = {
  start: { width: 20, cell: (row, reader) => at(row.start, reader) },
  end: { width: 20, cell: (row, reader) => at(row.end, reader) },
  seconds: { width: 9, cell: ({ durationMs }) => (durationMs === null ? '' : Math.round(durationMs / 1000)) },
  kind: { width: 8, cell: ({ kind }, { language }) => LIST_WORDS[kind][language] },
  party: { width: 24, cell: ({ party }) => party ?? '' },
  place: { width: 30, cell: ({ place }) => place ?? '' },
  event: { width: 20, cell: ({ event }) => event ?? '' },
  content: { width: 24, cell: ({ content }) => content ?? '' },
  category: { width: 14, cell: ({ category }) => category ?? '' },
  unit: { width: 16, cell: ({ unit }) => unit ?? '' },
  officers: { width: 20, cell: ({ officers }) => officers.join('、') },
  officer: { width: 14, cell: ({ officer }) => officer ?? '' },
  camera: { width: 14, cell: ({ camera, cameraId }) => camera ?? cameraId },
  case: { width: 24, cell: ({ caseNumber }) => caseNumber ?? '' },
  label: { width: 10, cell: ({ label }, { language }) => LIST_WORDS[label][language] },
  state: { width: 10, cell: ({ state }, { language }) => LIST_WORDS[state][language] },
  important: { width: 6, cell: ({ important }, reader) => yes(important, reader) },
  disposed: { width: 8, cell: ({ disposed }, reader) => yes(disposed, reader) },
  stored: { width: 20, cell: (row, reader) => at(row.storedAt, reader) },
  name: { width: 40, cell: ({ name }) => name ?? '' },
  path: { width: 30, cell: ({ sourcePath }) => sourcePath },
  bytes: { width: 14, cell: ({ bytes }) => bytes },
  id: { width: 30, cell: ({ id }) => id },
  sha256: { width: 66, cell: ({ sha256 }) => sha256 },
  lies: {
    width: 10,
    cell: ({ cleared, disposed }, { language }) =>
      disposed ? '' : LIST_WORDS[cleared ? 'atArchive' : 'onStation'][language],
  },
};

const ALL = Object.entries(COLUMNS) as readonly (readonly [ListColumn, Column])[];

export const WIDTHS: readonly number[] = ALL.map(([, { width }]) => width);

export const titlesIn = (language: Language): readonly string[] => ALL.map(([name]) => LIST_TITLES[name][language]);

export const lineOf = (row: SearchRow, reader: Reader): Line => ALL.map(([, { cell }]) => cell(row, reader));
