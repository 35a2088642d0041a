/** One row held against what its custody entry says, column by column. */
import { canonicalJson, type Json } from '../../domain/canonical-json.js';
import type { Finding } from './finding.js';

export type Body = { readonly [key: string]: Json };

/** Column → value, as the entry has it. */
export type Expected = Readonly<Record<string, unknown>>;

/** What an altered entry may lack is empty here: the difference is then named, not tripped over. */
export const asBody = (value: unknown): Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {};

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A path in an entry: text where that is exact, else text and base64 of the bytes. */
export function pathColumns(path: Json | undefined): Expected {
  const { text, base64 } = asBody(path);
  return typeof path === 'string'
    ? { source_path: path, source_path_raw: null }
    : { source_path: text, source_path_raw: base64 };
}

const JSON_COLUMNS = new Set([
  'media',
  'times',
  'value',
  'fields',
  'officers',
  'witnesses',
  'goods',
  'services',
  'secrecy',
  'retention',
  'bars',
  'verdict',
  'facts',
  'checks',
  'numbers',
  'cleared',
  'tally',
]);

export function* compare(row: Expected, subject: string, expected: Expected): Generator<Finding> {
  for (const [column, want] of Object.entries(expected)) {
    const have = row[column] ?? null;
    const same = JSON_COLUMNS.has(column) ? sameJson(have, want) : have === (want ?? null);
    if (!same) {
      yield {
        kind: 'row.altered',
        subject,
        detail: `${column} is ${shown(have)}; the custody log says ${shown(want)}`,
      };
    }
  }
}

function sameJson(have: unknown, want: unknown): boolean {
  if (have === null || want === null || want === undefined) return have === (want ?? null);
  try {
    return typeof have === 'string' && canonicalJson(JSON.parse(have) as Json) === canonicalJson(want as Json);
  } catch {
    return false;
  }
}

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
};
