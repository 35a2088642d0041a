import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parseConfig } from '../../src/station/config.js';
import type { Diagnosis } from '../../src/station/diagnosis.js';
import { checkRules } from '../../src/station/doctor-rules.js';

const YEAR = (year: number): unknown => ({
  year,
  source: 'test',
  issued: `${String(year - 1)}-11-04`,
  holidays: [{ name: '元旦', from: `${String(year)}-01-01`, to: `${String(year)}-01-01` }],
  makeUpDays: [],
});

/** @param rules lines of `[rules]` @param files JSON beside the configuration */
function look(rules: string, now: string, files: Readonly<Record<string, unknown>> = {}): Diagnosis[] {
  const dir = mkdtempSync(join(tmpdir(), 'bwc-doctor-'));
  onTestFinished(() => {
    rmSync(dir, { recursive: true });
  });
  for (const [name, value] of Object.entries(files))
    writeFileSync(join(dir, name), typeof value === 'string' ? value : JSON.stringify(value));
  return checkRules(parseConfig(`[station]\n[rules]\n${rules}\n`, join(dir, 'config.toml')), now);
}

const of = (found: readonly Diagnosis[], check: string): Diagnosis | undefined => found.find((d) => d.check === check);

it('says which rulebook is in force and how far working days are known', () => {
  const found = look('rulebook = "tianjin-2024"', '2026-11-21T02:00:00.000Z');
  expect(found.map((d) => d.result)).toEqual(['ok', 'ok']);
  expect(of(found, 'calendar')?.detail).toBe('working days are known through 2026-12-31 (40 days)');
});

it('SH-27: warns of a rulebook that is no longer in force, or not yet', () => {
  for (const [book, now] of [
    ['shanghai-2017', '2026-03-01T00:00:00.000Z'],
    ['xiamen-2021', '2020-01-01T00:00:00.000Z'],
  ] as const)
    expect(of(look(`rulebook = "${book}"`, now), 'rulebook')).toMatchObject({ result: 'warn' });
});

it('says what the rulebook takes from another one, for the bureau to confirm', () => {
  expect(
    look('rulebook = "pudong-2024"', '2026-03-01T00:00:00.000Z')
      .map((d) => d.detail)
      .join('\n'),
  ).toMatch(/retention\.base is taken from shanghai-2017/);
});

it('PD-15, TJ-21: nags from 1 December, in local time, for the notice of the coming year, with the days left', () => {
  const calendar = (now: string): Diagnosis | undefined => of(look('', now), 'calendar');
  expect(calendar('2026-11-30T15:59:59.000Z')?.result).toBe('ok');
  expect(calendar('2026-11-30T16:00:00.000Z')).toMatchObject({ result: 'warn' });
  expect(calendar('2026-12-20T02:00:00.000Z')?.detail).toContain('of 2027 are not known, 12 days before it begins');
  expect(calendar('2026-12-20T02:00:00.000Z')?.fix?.zh).toContain('2027 年节假日安排');
});

it('warns all year while the running year is missing, and is content with a bureau’s own file', () => {
  expect(of(look('', '2027-03-01T02:00:00.000Z'), 'calendar')?.detail).toContain('and it has begun');
  const files = { 'days.json': { years: [YEAR(2027)] } };
  expect(of(look('calendar = "days.json"', '2026-12-20T02:00:00.000Z', files), 'calendar')?.result).toBe('ok');
});

it.each([
  ['rulebook = "xiamen-2031"', {}, 'rulebook', /xiamen-2031/],
  ['extensions = ["a.json"]', {}, 'rulebook', /a\.json/],
  ['extensions = ["a.json"]', { 'a.json': '{' }, 'rulebook', /a\.json/],
  ['calendar = "days.json"', { 'days.json': { years: [{}] } }, 'calendar', /days\.json/],
])('%s with %j fails, and says what to correct in both languages', (rules, files, check, detail) => {
  const [found, ...more] = look(rules, '2026-03-01T00:00:00.000Z', files);
  expect(more).toEqual([]);
  expect(found).toMatchObject({ check, result: 'fail' });
  expect(found?.detail).toMatch(detail);
  expect(found?.fix?.zh).toMatch(/改正/);
  expect(found?.fix?.en).toMatch(/correct/);
});
