/** `bwc rules` as it ships: the built program with the rulebooks and the calendar beside it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bwc, bwcJson, errorCode, scratch } from '../support/bwc.js';

const write = (name: string, value: unknown): string => {
  const file = join(scratch(), name);
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
};

it('SH-27: lists the five rulebooks, with the expired one', async () => {
  const books = await bwcJson<{ id: string; inForce: boolean }[]>(['rules', 'show']);
  expect(books.map((b) => b.id)).toEqual(
    expect.arrayContaining(['xiamen-2021', 'pudong-2024', 'tianjin-2024', 'siping-tiedong-2020', 'shanghai-2017']),
  );
  expect(books.find((b) => b.id === 'shanghai-2017')?.inForce).toBe(false);
});

it('XM-12: judges a facts document without a data directory, with the gate and what it does not know', async () => {
  const facts = write('facts.json', { activityEnd: '2026-03-02T15:00:00+08:00' });
  const args = ['rules', 'eval', '--facts', facts, '--now', '2026-03-03T16:00:00+08:00'];
  expect(await bwcJson(args)).toMatchObject({
    deadlines: [
      { rule: 'upload', due: '2026-03-03T15:00:00+08:00', state: 'late' },
      { rule: 'label', due: '2026-03-04T15:00:00+08:00', state: 'running' },
    ],
    gate: {
      may: false,
      missing: [{ what: 'label', article: '五' }, { what: 'name' }],
      unknown: ['notVerified', 'altered'],
    },
  });
  const [english, chinese] = [await bwc(args), await bwc([...args, '--lang', 'zh'])];
  expect(english.stdout).toContain('archive: may not go yet');
  expect(chinese.stdout).toContain('? 原件是否仍与入库时一致');
});

it('PD-15: counts working days by the calendar that ships', async () => {
  const facts = write('facts.json', { sourceKind: 'phone', activityEnd: '2026-09-30T15:00:00+08:00' });
  const args = ['rules', 'eval', '--rulebook', 'pudong-2024', '--facts', facts, '--now', '2026-10-01T09:00:00+08:00'];
  const { deadlines } = await bwcJson<{ deadlines: { rule: string; due: string }[] }>(args);
  expect(deadlines.find((d) => d.rule === 'phoneDelivery')?.due).toBe('2026-10-11T00:00:00+08:00');
});

it('refuses an extension that is more lenient, a facts document without an offset, and a rulebook nobody knows', async () => {
  const lenient = write('ours.json', {
    id: 'ours-2026',
    extends: 'xiamen-2021',
    title: '本局规定',
    issuer: '本局',
    set: { 'deadlines.upload.limit': { value: { hours: 72 }, article: '第三条', phrase: '72小时内' } },
  });
  expect((await bwc(['rules', 'check', lenient])).code).toBe(1);
  const noOffset = await bwc([
    'rules',
    'eval',
    '--facts',
    write('f.json', { activityEnd: '2026-03-02T15:00:00' }),
    '--json',
  ]);
  expect([noOffset.code, errorCode(noOffset)]).toEqual([1, 'bwc.facts.no_zone']);
  const unknown = await bwc(['rules', 'show', 'xiamen-2031', '--json']);
  expect([unknown.code, errorCode(unknown)]).toEqual([1, 'bwc.rules.unknown']);
});

it('explains a value, and what two rulebooks say differently', async () => {
  const explained = await bwc(['rules', 'explain', 'deadlines.upload.limit', '--lang', 'zh']);
  expect(explained.stdout).toMatch(/24 小时/);
  expect(explained.stdout).toMatch(/第十五条/);
  expect((await bwc(['rules', 'diff', 'xiamen-2021', 'tianjin-2024'])).stdout).toContain('retention');
});
