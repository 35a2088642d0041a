/** docs/regulations.md says what is so: it is as the generator makes it now, and what it says is there is there. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { leavesOf } from '../../src/policy/rulebook/leaves.js';
import { parseRulebook } from '../../src/policy/rulebook/parse.js';
import { missingRuns } from '../policy/rulebook/text-grams.js';
import { citedIds } from './cited-ids.js';
import { regulationsPage } from './regulations-page.js';
import { readRequirements, type Requirement } from './requirements.js';

const ROOT = resolve(import.meta.dirname, '../..');
const regulations = readRequirements(ROOT);
const rows = regulations.flatMap((r) => r.rows);
const shownBy = citedIds(ROOT);

/** The ids of rows that break a rule. */
const those = (rule: (row: Requirement) => boolean): string[] => rows.filter(rule).map((row) => row.id);
const untested = ({ id }: Requirement): boolean => !shownBy.has(id);

describe('docs/regulations.md', () => {
  it('is as the rows and the tests are now; if not: npm run docs:regulations', () => {
    expect(readFileSync(join(ROOT, 'docs/regulations.md'), 'utf8')).toBe(regulationsPage(regulations, shownBy));
  });

  it('has every requirement of the five regulations, once and in order', () => {
    const numbered = (prefix: string, count: number): string[] =>
      Array.from({ length: count }, (_, i) => `${prefix}-${String(i + 1).padStart(2, '0')}`);
    expect(Object.fromEntries(regulations.map((r) => [r.regulation, r.rows.map((row) => row.id)]))).toEqual({
      'shanghai-2017': numbered('SH', 27),
      'siping-tiedong-2020': numbered('SP', 34),
      'pudong-2024': numbered('PD', 35),
      'tianjin-2024': numbered('TJ', 40),
      'xiamen-2021': numbered('XM', 37),
    });
  });
});

describe('a requirement', () => {
  it('is quoted word for word', () => {
    for (const { regulation, rows: own } of regulations)
      expect(own.filter(({ phrase }) => missingRuns(phrase, regulation).length > 0).map((r) => r.id)).toEqual([]);
  });

  it('that the station has to meet is shown by a test, unless it is still planned', () => {
    const awaited = ['planned', 'not software'];
    expect(those((row) => row.type.includes('S') && !awaited.includes(row.state) && untested(row))).toEqual([]);
  });

  it('that is done is shown by a test and says what does it', () => {
    expect(those((row) => row.state === 'done' && (untested(row) || row.implementedBy.length === 0))).toEqual([]);
  });

  it('that is not done says what is missing, and one that is done has nothing to add', () => {
    expect(those((row) => (row.state === 'done') !== (row.note === undefined))).toEqual([]);
  });

  it('that is done in part says what does that part', () => {
    expect(those((row) => row.state === 'partial' && row.implementedBy.length === 0)).toEqual([]);
  });

  it('names files, folders and keys that are there', () => {
    const places = [...new Set(rows.flatMap((row) => row.implementedBy))];
    expect(places.filter((place) => !isThere(place))).toEqual([]);
    expect(['src/none.ts', 'src/policy/rulebooks/xiamen-2021.json#none'].filter(isThere)).toEqual([]);
  });
});

it('every id that a test cites is a requirement', () => {
  const ids = new Set(rows.map((row) => row.id));
  expect([...shownBy].filter(([id]) => !ids.has(id))).toEqual([]);
});

function isThere(place: string): boolean {
  const [path = '', key] = place.split('#');
  if (!existsSync(join(ROOT, path))) return false;
  if (key === undefined) return true;
  const rulebook = parseRulebook({ file: path, text: readFileSync(join(ROOT, path), 'utf8') });
  return leavesOf(rulebook).some((leaf) => leaf.key === key || leaf.key.startsWith(`${key}.`));
}
