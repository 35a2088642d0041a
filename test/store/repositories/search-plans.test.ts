/** How SQLite goes about questions to the index: by what leads, and never through all clips. */
import { describe, expect, it } from 'vitest';
import {
  firstBySize,
  gathered,
  howMany,
  howManyHold,
  inOrder,
  SEARCH_SORTS,
  type SearchTerms,
  type Statement,
} from '../../../src/store/repositories/search-sql.js';
import type { StationStore } from '../../../src/store/station-store.js';
import { newStore } from '../support.js';

const bySize = { kind: null, match: [] };
const ALL: SearchTerms = { match: [], bySize, since: null, until: null, sight: null };
const TEXT = { ...ALL, match: ['words : "检查"'], bySize: { kind: null, match: ['words : "检查"'] } };
const SIGHT = { by: 'x', own: ['1'], recorders: [], units: [], known: [], cleared: [] };
const TERMS: Readonly<Record<string, SearchTerms>> = {
  'a text': TEXT,
  'a day': { ...ALL, since: '2026-03-01T00:00:00.000Z', until: '2026-03-02T00:00:00.000Z' },
  'a moment between seconds': { ...ALL, since: '2026-03-01T00:00:00.001Z', until: '2026-03-02T00:00:00.001Z' },
  'a text of a day': { ...TEXT, since: '2026-03-01T00:00:00.000Z' },
  'a kind': { ...ALL, match: ['keys : "1"'], bySize: { kind: 'photo', match: [] } },
  'a text of a kind': {
    ...ALL,
    match: ['words : "检查"', 'keys : "1"'],
    bySize: { kind: 'photo', match: ['words : "检查"'] },
  },
  'one’s own': { ...ALL, match: ['keys : "1"'], sight: { ...SIGHT, reach: 'own' } },
  'a unit’s': { ...ALL, match: ['keys : "1"'], sight: { ...SIGHT, reach: 'unit' } },
  'everybody’s': { ...ALL, sight: { ...SIGHT, reach: 'all' } },
};
const PLACE = { n: 1, bytes: 1 };

/** Steps of the plan, without what they are called. */
const planOf = ({ db }: StationStore, { sql, values }: Statement): string[] =>
  db
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(values)
    .map(({ detail }) => detail);

/** What goes from one end of a table to the other, but for rows of the text that match and lists that came with the question. */
const gone = (plan: readonly string[]): string[] =>
  plan.filter(
    (step) =>
      step.startsWith('SCAN ') &&
      !/^SCAN (?:g$|f\d? VIRTUAL TABLE INDEX \d+:.*M|\w+ (?:EXISTS )?VIRTUAL TABLE INDEX 1:)/.test(step),
  );

const SIZES = 'SCAN s USING COVERING INDEX search_clips_sizes';

describe('a question to the index goes through nothing from end to end', () => {
  it.each(SEARCH_SORTS)('by %s', async (sort) => {
    const store = await newStore();
    const byStart = sort.endsWith('start');
    for (const [what, terms] of Object.entries(TERMS))
      for (const after of [null, PLACE]) {
        const { match, since } = terms;
        const plan = planOf(store, (byStart ? inOrder : gathered)(terms, sort, after, 51));
        const said = `${what}\n${plan.join('\n')}`;
        // By start and without a text and a time, rows come in their own order, and a page ends with its last.
        const all = match.length === 0 && since === null;
        const rows = byStart ? (after === null ? ['SCAN s'] : []) : [SIZES];
        expect(gone(plan), said).toEqual(all ? rows : []);
        const led = byStart ? plan[0] : plan[1];
        if (match.length > 0) expect(led, said).toMatch(/^SCAN f VIRTUAL TABLE INDEX \d+:.*M/);
        else if (since !== null) expect(led, said).toMatch(/^SEARCH s USING .*\((?:rowid|n)>\? AND (?:rowid|n)<\?\)$/);
        if (byStart && terms.sight === null) expect(said).not.toContain('ORDER BY');
      }
  });

  it.each(['-bytes', 'bytes'] as const)('the first by %s are so many, off the index of sizes', async (sort) => {
    const store = await newStore();
    for (const [what, terms] of Object.entries(TERMS))
      for (const after of [null, PLACE]) {
        const plan = planOf(store, firstBySize(terms, sort, after, 51, 3000));
        const said = `${what}\n${plan.join('\n')}`;
        const index = terms.bySize.kind === null ? 'search_clips_by_bytes' : 'search_clips_by_kind';
        expect(plan[0], said).toBe('CO-ROUTINE s');
        expect(plan[1], said).toMatch(new RegExp(`^(?:SCAN|SEARCH) s USING INDEX ${index}`));
        // Read in their order, each of them asked, and nothing else.
        expect(plan[2], said).toBe('SCAN s');
        expect(gone(plan.slice(3)), said).toEqual([]);
      }
  });

  it('to be counted', async () => {
    const store = await newStore();
    for (const [what, terms] of Object.entries(TERMS)) {
      const plan = planOf(store, howMany(terms, 1001));
      const said = `${what}\n${plan.join('\n')}`;
      // What was found, up to the cap; and where there is neither text nor time, the rows up to it.
      const rows = gone(plan).filter((step) => !step.startsWith('SCAN (subquery'));
      expect(rows, said).toEqual(terms.match.length === 0 && terms.since === null ? ['SCAN s'] : []);
      if (terms.match.length > 0)
        expect(planOf(store, howManyHold(terms, 1001)).at(-1)).toMatch(/^SCAN (?:f|\(subquery)/);
    }
  });
});
