import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failure, OnRecord } from '../support.js';

const SPAN = ['2026-03-02T06:50:00.000Z', '2026-03-02T07:00:00.000Z'] as const;
const PARTS = { unit: '思明中队', party: '某店', date: '2026-03-02', content: '检查' };

describe('a name, as it is typed', () => {
  it('shows what is still missing', async () => {
    const station = await OnRecord.open();
    const typed = station.ask('name.check', { parts: { unit: '思明中队' } });
    expect(typed.check).toMatchObject({ name: null, preview: '思明中队+〔行政执法相对人〕+〔检查日期〕+〔检查内容〕' });
    expect(typed.wouldBe).toBeNull();
  });

  it('says which part fails and how to mend it', async () => {
    const station = await OnRecord.open();
    const typed = station.ask('name.check', { parts: { ...PARTS, party: '甲+乙' } });
    expect(typed.check?.problems).toMatchObject([
      { code: 'bwc.name.separator', part: 'party', title: '行政执法相对人', suggestion: '甲＋乙' },
    ]);
  });

  it('has the number that it would get', async () => {
    const station = await OnRecord.open();
    const [one, two] = [await station.clip(SPAN), await station.clip(SPAN)];
    expect(station.ask('name.check', { parts: PARTS }).wouldBe).toBe('思明中队+某店+20260302+检查');
    const fields = { unit: '思明中队', party: '某店', inspectionDate: '2026-03-02', inspectionContent: '检查' };
    station.do('label.put', { clips: [one], fields });
    expect(station.ask('name.check', { parts: PARTS }).wouldBe).toBe('思明中队+某店+20260302+检查(2)');
    // It has that name itself.
    expect(station.ask('name.check', { clip: one })).toMatchObject({
      wouldBe: '思明中队+某店+20260302+检查',
      given: '思明中队+某店+20260302+检查',
      originalName: 'DCIM/1.mp4',
    });
    expect(station.ask('name.check', { clip: two, parts: { content: '复查' } }).check?.preview).toContain('+复查');
  });

  it('where the rulebook gives none is none', async () => {
    const station = await OnRecord.open('tianjin-2024');
    expect(station.ask('name.check', { parts: PARTS })).toMatchObject({ check: null, parts: [] });
  });

  it('of a clip that is not there is refused', async () => {
    const station = await OnRecord.open();
    expect(failure(() => station.ask('name.check', { clip: 'c_0' }))).toMatchObject({ code: 'bwc.store.not_found' });
  });
});

describe('names on record', () => {
  it('C10: a clip that goes back to an older name gets that very name again, and no other clip ever had it', async () => {
    const station = await OnRecord.open();
    const [one, two] = [await station.clip(SPAN), await station.clip(SPAN)];
    const fields = { unit: '思明中队', party: '某店', inspectionDate: '2026-03-02', inspectionContent: '检查' };
    const nameOf = (clip: string): string | null | undefined => station.ask('label.history', { clip }).state?.name;
    station.do('label.put', { clips: [one], fields });
    station.do('label.put', { clips: [one], fields: { inspectionContent: '复查' } });
    station.do('label.put', { clips: [two], fields });
    expect(nameOf(two)).toBe('思明中队+某店+20260302+检查(2)');
    station.do('label.put', { clips: [one], fields: { inspectionContent: '检查' } });
    expect(nameOf(one)).toBe('思明中队+某店+20260302+检查');
  });

  it('are lost with the part that they were made of', async () => {
    const station = await OnRecord.open();
    const clip = await station.clip(SPAN);
    const fields = { unit: '思明中队', party: '某店', inspectionDate: '2026-03-02', inspectionContent: '检查' };
    station.do('label.put', { clips: [clip], fields });
    station.do('label.put', { clips: [clip], fields: { unit: null } });
    expect(station.ask('label.history', { clip })).toMatchObject({
      state: { name: null },
      names: [{}, { name: null }],
    });
  });

  it('and labels: versions are never overwritten, names are unique, and one act for all is as one for each', async () => {
    const word = fc.constantFrom('甲店', '乙店', 'A店', 'a店');
    const step = fc.record({
      clips: fc.uniqueArray(fc.nat(3), { minLength: 1 }),
      party: word,
      content: fc.constantFrom('检查', '复查'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const [bulk, single] = [await OnRecord.open(), await OnRecord.open()];
        const ids: [string, string][] = [];
        for (let i = 0; i < 4; i += 1) ids.push([await bulk.clip(SPAN), await single.clip(SPAN)]);
        const all = (station: OnRecord, which: 0 | 1) =>
          ids.map((pair) => station.ask('label.history', { clip: pair[which] }));
        for (const { clips, party, content } of steps) {
          const before = all(bulk, 0);
          const fields = { unit: '思明', inspectionDate: '2026-03-02', party, inspectionContent: content };
          bulk.do('label.put', { clips: clips.map((i) => ids[i]?.[0] ?? ''), fields });
          for (const i of clips) single.do('label.put', { clips: [ids[i]?.[1] ?? ''], fields });
          all(bulk, 0).forEach((now, i) => {
            expect(now.versions.slice(0, before[i]?.versions.length)).toEqual(before[i]?.versions);
            expect(now.names.slice(0, before[i]?.names.length)).toEqual(before[i]?.names);
          });
          const names = all(bulk, 0).flatMap((h) => [...new Set(h.names.map((n) => n.name?.toLowerCase()))]);
          expect(new Set(names).size).toBe(names.length);
        }
        const essence = (histories: ReturnType<typeof all>) =>
          histories.map(({ versions, names }) => [
            versions.map(({ version, fields, complete }) => ({ version, fields, complete })),
            names.map(({ version, name }) => ({ version, name: name?.replace(/\(\d+\)$/, '') })),
          ]);
        expect(essence(all(bulk, 0))).toEqual(essence(all(single, 1)));
      }),
      { numRuns: 12 },
    );
  });
});

describe('names given together', () => {
  it('are numbered in the order of recording, whatever the order of storing', async () => {
    const station = await OnRecord.open();
    const late = await station.clip(['2026-03-02T08:00:00.000Z', '2026-03-02T08:01:00.000Z']);
    const early = await station.clip(['2026-03-02T07:00:00.000Z', '2026-03-02T07:01:00.000Z']);
    const fields = { unit: '思明中队', party: '某店', inspectionDate: '2026-03-02', inspectionContent: '检查' };
    station.do('label.put', { clips: [late, early], fields });
    const nameOf = (clip: string): string | null | undefined => station.ask('label.history', { clip }).state?.name;
    expect([nameOf(early), nameOf(late)]).toEqual(['思明中队+某店+20260302+检查', '思明中队+某店+20260302+检查(2)']);
  });
});
