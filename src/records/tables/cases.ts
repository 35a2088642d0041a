import type { CasePeriod } from '../../policy/facts/facts.js';
import { caseChange, caseOpen } from '../cases/acts.js';
import { pageFor } from '../lists.js';
import { CellFault, NOTHING } from './cells.js';
import type { TableKind } from './table-kind.js';

const PERIOD = /^(\d{1,4})\s*(years|months)$/;

/** `5 years`, `18 months`, `permanent`. */
const periodText = (period: CasePeriod | null): string => {
  if (period === null || period === 'permanent') return period ?? '';
  return 'years' in period ? `${String(period.years)} years` : `${String(period.months)} months`;
};

/** @throws CellFault */
function readPeriod(column: string, text: string): CasePeriod {
  if (text === 'permanent') return text;
  const [, count, unit] = PERIOD.exec(text) ?? [];
  if (count === undefined) throw new CellFault(column, `${text.slice(0, 40)} is no period`);
  return unit === 'years' ? { years: Number(count) } : { months: Number(count) };
}

/** By number. When a case was closed is an act of its own. */
export const CASES: TableKind = {
  columns: ['number', 'kind', 'party', 'stage', 'retention'],
  shown: ['closedAt', 'clips'],
  key: 'number',
  subject: 'case',
  read: (_, column, text) => {
    if (text === NOTHING) return null;
    return column === 'retention' ? readPeriod(column, text) : text;
  },
  find: ({ store }, number) => {
    const [found] = store.cases.numbered(number);
    return found === undefined ? null : { ...found };
  },
  add: caseOpen,
  change: caseChange,
  rows: (context) =>
    [...allCases(context)].map(({ number, kind, party, stage, retention, closedAt, id }) => ({
      number: number ?? '',
      kind: kind ?? '',
      party: party ?? '',
      stage: stage ?? '',
      retention: periodText(retention),
      closedAt: closedAt ?? '',
      clips: String(context.store.cases.clipsNow(id).length),
    })),
};

const PAGE = 1000;

function* allCases(context: Parameters<TableKind['rows']>[0]) {
  const { cases } = context.store;
  for (let after: string | null = null; ;) {
    const page = cases.list(pageFor(context, { after, limit: PAGE }));
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.id;
  }
}
