/** Finding clips of all stations: every filter against a plain look at every clip, and pages that neither repeat nor leave out. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { termsOf, type BureauFilter, type Place, type Sort } from '../../../../src/bureau/search/filter.js';
import { searchBureau } from '../../../../src/bureau/search/search.js';
import { gather, walk } from '../../../../src/bureau/search/statements.js';
import { comparable } from '../../../../src/bureau/search/tokens.js';
import type { Database } from '../../../../src/bureau/database/database.js';
import { addMs, localDay } from '../../../../src/domain/time.js';
import { SimulatedStation } from '../../../bureau/simulated-station.js';
import { archiveOf, importFrom, newCatalogue, register, ZONE } from './support.js';

const PARTIES = ['张伟', '张三', '某某食品店', '阿伟（北）烧烤', 'ＡＢＣ Food & Co.', "O'Neil"];
const PLACES = ['湖滨南路77号', '湖滨北路7号', '鹭江道', '演武路'];
const EVENTS = ['行政检查', '行政处罚'];
const OFFICERS = ['王伟', '李芳'];

const pick = <T>(all: readonly T[], i: number): T => all[i % all.length] as T;
const saidOf = (i: number) => ({
  party: pick(PARTIES, i),
  place: pick(PLACES, i * 3),
  event: pick(EVENTS, Math.floor(i / 3)),
  officer: pick(OFFICERS, Math.floor(i / 2)),
  late: i % 5 === 0,
  // Several begin in one instant, and a day of the bureau ends in between; the last are weeks and decades away from the others.
  start:
    i < 44
      ? addMs('2026-03-02T15:30:00.000Z', Math.floor(i / 4) * 600_000)
      : addMs(
          pick(['1969-12-31T20:00:00.000Z', '2026-01-05T00:00:00.000Z', '2099-12-28T12:00:00.000Z'], i),
          i * 86_400_000,
        ),
});

async function filled() {
  const { db } = await newCatalogue();
  const stations = [new SimulatedStation('st-1'), new SimulatedStation('st-2')];
  const clips = Array.from({ length: 60 }, (_, i) => {
    const station = pick(stations, i);
    const said = saidOf(i);
    return { ...said, station: station.id, clip: station.clip(said).clip };
  });
  await register(db, ...stations);
  await importFrom(db, await archiveOf(...stations));
  return { db, clips };
}

type Known = Awaited<ReturnType<typeof filled>>['clips'][number];

/** A plain look: what the filter means. */
function fits(clip: Known, filter: BureauFilter): boolean {
  const holds = (text: string, words: string | undefined): boolean =>
    (words ?? '').split(/\s+/u).every((word) => comparable(text).includes(comparable(word)));
  const day = localDay(clip.start, ZONE);
  return (
    holds(clip.party, filter.party) &&
    holds(clip.place, filter.place) &&
    holds(`${clip.party} ${clip.place} ${clip.event} ${clip.officer}`, filter.text) &&
    (filter.event ?? clip.event) === clip.event &&
    (filter.officer ?? clip.officer) === clip.officer &&
    (filter.station ?? clip.station) === clip.station &&
    (filter.marks?.includes('late') !== true || clip.late) &&
    day >= (filter.from ?? day) &&
    day <= (filter.to ?? day)
  );
}

async function allPages(db: Database, filter: BureauFilter, sort: Sort, limit: number): Promise<string[]> {
  const found: string[] = [];
  for (let after: Place | null = null; ;) {
    const page = await searchBureau(db, filter, sort, after, limit);
    found.push(...page.rows.map(({ station, clip }) => `${station}/${clip}`));
    if (page.next === null) return found;
    expect(page.rows).toHaveLength(limit);
    after = page.next;
  }
}

const maybe = <T>(...all: readonly T[]): fc.Arbitrary<T | undefined> =>
  fc.option(fc.constantFrom(...all), { nil: undefined });

describe('a search', () => {
  it('finds what a plain look finds, by either way through the indexes, in pages of any length', async () => {
    const { db, clips } = await filled();
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          party: maybe('张伟', '食品', 'abc', 'food co', '烧烤'),
          place: maybe('湖滨', '湖滨南路', '77号', '鹭江道'),
          text: maybe('张伟 湖滨', '行政处罚', '没有', '李芳 鹭江'),
          event: maybe(...EVENTS),
          officer: maybe(...OFFICERS),
          station: maybe('st-1', 'st-2', 'st-3'),
          from: maybe('1970-01-02', '2026-03-02', '2026-03-03'),
          to: maybe('2026-02-28', '2026-03-02', '2026-03-04'),
          marks: maybe(['late' as const]),
        }),
        fc.constantFrom<Sort>('-start', 'start'),
        fc.integer({ min: 1, max: 70 }),
        async (filter, sort, limit) => {
          const expected = clips.filter((clip) => fits(clip, filter)).map(({ station, clip }) => `${station}/${clip}`);
          const found = await allPages(db, filter, sort, limit);
          expect([...found].sort()).toEqual(expected.sort());
          const terms = termsOf(filter, ZONE);
          if (terms.tokens.length === 0) return;
          for (const way of [walk, gather]) {
            const { sql, values } = way(terms, sort, null, 500);
            const rows = await db.query<{ station: string; clip: string }>(sql, values);
            expect(rows.map(({ station, clip }) => `${station}/${clip}`)).toEqual(found);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('looks in the index of tokens where the way in order is long', async () => {
    const { db } = await filled();
    const { sql, values } = gather(termsOf({ text: '独一无二' }, ZONE), '-start', null, 50);
    // So few rows are read faster without any index: it is asked which one can be used.
    await db.run('SET enable_seqscan = off');
    const plan = await db.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, values);
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('clips_by_tokens');
  });

  it('says what cannot be looked for', async () => {
    const { db } = await newCatalogue();
    for (const text of ['张', '!!', '， 。'])
      await expect(searchBureau(db, { text }, '-start', null, 9)).rejects.toMatchObject({ code: 'bwc.usage' });
  });
});
