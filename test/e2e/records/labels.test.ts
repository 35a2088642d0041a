import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bwc, bwcJson, errorCode } from '../support/bwc.js';
import { folderOf, media } from '../support/cards.js';
import { startDaemon } from '../support/daemon.js';
import { clipsOf, eventsOf, ingest, newStation, verify, type TestStation } from '../support/station.js';

async function withClips(rulebook?: string): Promise<TestStation & { readonly clips: readonly string[] }> {
  const station = await newStation(rulebook === undefined ? {} : { rulebook: `"${rulebook}"` });
  const root = folderOf(station.dir, {
    'PARAM.INI': '[ZFY]\r\nDevNo=ZFY0042\r\nPolNo=350213\r\n',
    'VIDEO/20260301_080000.MP4': media('segment-1.mp4'),
    'VIDEO/20260301_080002.MP4': media('segment-2.mp4'),
    'PHOTO/20260301_100000.jpg': media('photo.jpg'),
  });
  await ingest(station.data, root);
  const clips = await clipsOf(station.data, '--sort', 'start');
  return { ...station, clips: clips.map((c) => c.id) };
}

const CONTENT = [
  '--unit',
  '思明中队',
  '--party',
  '某店',
  '--inspection-date',
  '2026-03-01',
  '--inspection-content',
  '检查',
];

interface Put {
  readonly actId: string;
  readonly changed: readonly string[];
  readonly labels: readonly {
    readonly clip: string;
    readonly name: string | null;
    readonly missing: readonly string[];
  }[];
}

describe.each(['without a daemon', 'with a daemon'])('labels on the command line, %s', (how) => {
  it('XM-12, XM-13: a recording is labelled in one act, named, found, shown and verified', async () => {
    const { data, clips } = await withClips();
    if (how === 'with a daemon') await startDaemon(data);
    const [first = '', second = '', photo = ''] = clips;
    expect((await clipsOf(data, '--unlabelled')).map((c) => c.id).sort()).toEqual([...clips].sort());
    const recording = (await clipsOf(data)).find((c) => c.id === first)?.recording ?? '';
    const put = await bwcJson<Put>(['label', 'put', '--data', data, '--recording', recording, ...CONTENT]);
    expect([...put.changed].sort()).toEqual([first, second].sort());
    expect(put.labels.map((l) => l.name).sort()).toEqual([
      '思明中队+某店+20260301+检查',
      '思明中队+某店+20260301+检查(2)',
    ]);
    expect((await clipsOf(data, '--unlabelled')).map((c) => c.id)).toEqual([photo]);
    const [shown] = (await clipsOf(data)).filter((c) => c.id === first);
    expect(shown).toMatchObject({ label: 'complete', name: expect.stringContaining('思明中队+某店') as unknown });
    const kinds = (await eventsOf(data, '--clip', first)).map((e) => e.kind);
    expect(kinds).toEqual(expect.arrayContaining(['label.put', 'name.given']));
    const relabel = ['label', 'put', '--data', data, '--clip', first, '--party', '李某', '--note', '更正'];
    expect((await bwc(relabel)).stdout).toContain('思明中队+李某+20260301+检查');
    const history = await bwcJson<{ versions: unknown[]; names: unknown[] }>(['label', 'show', first, '--data', data]);
    expect(history).toMatchObject({ versions: [{ version: 1 }, { version: 2, note: '更正' }], names: [{}, {}] });
    expect((await bwc(['label', 'show', first, '--data', data])).stdout).toContain('version 2');
    expect((await verify(data)).findings).toEqual([]);
  });

  it('a label is read from a file, and a case completes it', async () => {
    const { data, dir, clips } = await withClips();
    if (how === 'with a daemon') await startDaemon(data);
    const [first = '', second = ''] = clips;
    const file = join(dir, 'label.json');
    writeFileSync(file, JSON.stringify({ clips: [first], fields: { unit: '思明中队' }, witnesses: ['陈某'] }));
    const put = await bwcJson<Put>(['label', 'put', '--data', data, '--from', file, '--party-status', 'absent']);
    expect(put.labels).toMatchObject([{ clip: first, missing: ['inspectionDate', 'inspectionContent'] }]);
    const opened = await bwcJson<{ id: string }>([
      'case',
      'open',
      '--data',
      data,
      '--number',
      '厦1',
      '--kind',
      'penalty',
    ]);
    const join_ = ['case', 'join', '厦1', '--data', data, '--clip', first, '--clip', second];
    expect((await bwc([...join_, '--ordinal', 'next', '--record-item', '现场检查'])).stdout).toContain(
      '2 clips joined',
    );
    const shown = await bwcJson<{ case: { id: string }; clips: { name: string }[] }>([
      'case',
      'show',
      '厦1',
      '--data',
      data,
    ]);
    expect(shown.case.id).toBe(opened.id);
    expect(shown.clips.map((c) => c.name)).toEqual(['1+现场检查', '1+现场检查(2)']);
    expect((await bwc(['case', 'show', '厦1', '--data', data])).stdout).toContain('现场检查');
    expect((await clipsOf(data)).filter((c) => c.case === opened.id).map((c) => c.label)).toEqual([
      'complete',
      'complete',
    ]);
    await bwcJson(['case', 'change', '厦1', '--data', data, '--retention', '10y', '--why', '定卷']);
    await bwcJson(['case', 'close', '厦1', '--data', data, '--at', '2026-03-02T18:00:00+08:00']);
    await bwcJson(['case', 'leave', '厦1', '--data', data, '--clip', second, '--why', '误']);
    expect(await bwcJson<unknown[]>(['case', 'list', '--data', data])).toMatchObject([
      { number: '厦1', retention: { years: 10 }, closedAt: '2026-03-02T10:00:00.000Z', clips: 1 },
    ]);
    expect((await verify(data)).findings).toEqual([]);
  });

  it('C1: an activity is proposed, begun, ended; facts are said, corrected and shown', async () => {
    const { data, clips } = await withClips();
    if (how === 'with a daemon') await startDaemon(data);
    const [first = ''] = clips;
    const proposals = await bwcJson<{ clips: string[] }[]>([
      'activity',
      'propose',
      '--data',
      data,
      '--since',
      '2026-02-01',
    ]);
    const together = proposals.find((p) => p.clips.includes(first))?.clips ?? [];
    expect(together).toHaveLength(2);
    const begun = await bwcJson<{ activity: { id: string } }>([
      ...['activity', 'begin', '--data', data, '--title', '早市检查'],
      ...together.flatMap((id) => ['--clip', id]),
    ]);
    const { id } = begun.activity;
    const facts = () =>
      bwcJson<{ facts: { moments: Record<string, { at: string; confidence: string }> } }>([
        'facts',
        'show',
        first,
        '--data',
        data,
      ]);
    expect((await facts()).facts.moments['activityEnd']).toMatchObject({ confidence: 'estimated' });
    await bwcJson(['activity', 'end', id, '--data', data, '--at', '2026-03-01T08:30:00+08:00']);
    expect((await facts()).facts.moments['activityEnd']).toMatchObject({
      at: '2026-03-01T00:30:00.000Z',
      confidence: 'certain',
    });
    const say = ['facts', 'say', `activity:${id}`, '--data', data, '--moment', 'activityEnd=2026-03-01T08:20:00+08:00'];
    expect(errorCode(await bwc([...say, '--json']))).toBe('bwc.facts.no_reason');
    await bwcJson([...say, '--why', '看错']);
    await bwcJson(['facts', 'say', `clip:${first}`, '--data', data, '--flag', 'complaint=no']);
    const text = (await bwc(['facts', 'show', first, '--data', data])).stdout;
    expect(text).toContain('complaint: no (person, certain)');
    expect(text).toContain('2026-03-01 08:20:00');
    expect((await bwc(['activity', 'show', id, '--data', data])).stdout).toContain('早市检查');
    expect((await bwc(['activity', 'list', '--data', data])).stdout).toContain(id);
    expect((await bwc(['show', first, '--data', data])).stdout).toContain(id);
    expect((await verify(data)).findings).toEqual([]);
  });
});

describe.each(['without a daemon', 'with a daemon'])('what else the texts want noted, %s', (how) => {
  it('SP-03, SP-04: goods and service of documents are asked for, put, shown, verified', async () => {
    const { data, dir, clips } = await withClips('siping-tiedong-2020');
    if (how === 'with a daemon') await startDaemon(data);
    const [clip = ''] = clips;
    const form = (await bwc(['label', 'form', '--data', data])).stdout;
    expect(form).toContain('service (留置送达): document, what the recipient looked like');
    expect(form).toContain('goods (confiscated): kind, quantity, main features');
    const put = ['label', 'put', '--data', data, '--clip', clip];
    const goods = ['--goods', 'measure=seized; kind=音响设备; quantity=2台', '--goods', 'name=炉具'];
    const said = (await bwc([...put, ...goods, '--service', 'kind＝公告送达；document=催告书'])).stdout;
    expect(said).toContain('goods 1 does not say: main features (第九条)');
    expect(said).toContain('service 1 does not say: address (第九条)');
    const file = join(dir, 'details.json');
    const services = [{ kind: '公告送达', document: '催告书', address: '铁东区政府公告栏' }];
    writeFileSync(file, JSON.stringify({ services }));
    await bwcJson([...put, '--from', file]);
    expect(await bwcJson(['label', 'show', clip, '--data', data])).toMatchObject({
      versions: [{ goods: [{ measure: 'seized' }, { measure: 'involved' }] }, { services }],
      state: { lacking: [{ of: 'goods', place: 1 }] },
    });
    expect((await bwc(['label', 'show', clip, '--data', data])).stdout).toContain('address 铁东区政府公告栏');
    for (const [code, ...bad] of [
      ['bwc.usage', '--goods', '炉具'],
      ['bwc.usage', '--goods', 'measure=stolen; name=炉具'],
      ['bwc.usage', '--goods', 'colour=red'],
      ['bwc.usage', '--service', 'document=催告书'],
      ['bwc.label.unknown_word', '--service', 'kind=邮寄送达'],
      ['bwc.label.not_a_time', '--service', 'kind=留置送达; servedOn=2099-01-01'],
    ] as const)
      expect([bad, errorCode(await bwc([...put, ...bad, '--json']))]).toEqual([bad, code]);
    expect((await verify(data)).findings).toEqual([]);
  });

  it('SH-04: an act that was not suitable to be recorded is on record without recordings', async () => {
    const { data } = await withClips('shanghai-2017');
    if (how === 'with a daemon') await startDaemon(data);
    const begin = ['activity', 'begin', '--data', data, '--kind', '举行听证', '--start', '2026-03-01T09:00:00+08:00'];
    const { id } = (await bwcJson<{ activity: { id: string } }>(begin)).activity;
    const say = ['facts', 'say', `activity:${id}`, '--data', data, '--not-recorded', 'whole'];
    expect(errorCode(await bwc([...say, '--json']))).toBe('bwc.usage');
    await bwcJson([...say, '--ground', 'stateSecret', '--because', '听证内容涉密', '--decided-by', '赵某']);
    const shown = (await bwc(['activity', 'show', id, '--data', data])).stdout;
    expect(shown).toContain('not recorded at all: state secret, 听证内容涉密 (decided by 赵某)——第十条');
    expect((await bwc(['activity', 'list', '--data', data])).stdout).toContain('0 (not recorded, or in part)');
    expect((await verify(data)).findings).toEqual([]);
  });
});

describe('hostile input to labels on the command line', () => {
  it('is refused by its code, and nothing is stored', async () => {
    const { data, clips } = await withClips();
    const [clip = ''] = clips;
    const entries = async (): Promise<number> => (await eventsOf(data, '--kind', 'label.put')).length;
    for (const [code, ...args] of [
      ['bwc.name.too_long', '--clip', clip, '--party', '某'.repeat(300)],
      ['bwc.name.separator', '--clip', clip, '--party', '甲+乙'],
      ['bwc.name.illegal_character', '--clip', clip, '--party', '某店\u202e'],
      ['bwc.name.illegal_character', '--clip', clip, '--party', '😀'],
      ['bwc.label.officers', '--clip', clip, '--officer', '张三:闽A001'],
      ['bwc.label.officers', '--clip', clip, '--officer', '张三', '--officer', '李四:1'],
      ['bwc.label.not_a_time', '--clip', clip, '--inspection-date', '2099-01-01'],
      ['bwc.store.not_found', '--clip', 'c_0', '--party', '某店'],
      ['bwc.store.not_found', '--recording', 'r_0', '--party', '某店'],
      ['bwc.usage', '--party', '某店'],
      ['bwc.usage', '--clip', clip, '--secrecy', 'top'],
      ['bwc.usage', '--clip', clip, '--important', 'maybe'],
      ['bwc.usage', '--clip', clip, '--from', '/nowhere.json'],
    ] as const) {
      const answer = await bwc(['label', 'put', '--data', data, ...args, '--json']);
      expect([args, answer.code === 0, errorCode(answer)]).toEqual([args, false, code]);
    }
    expect(await entries()).toBe(0);
  });
});

describe('bwc name check', () => {
  it('needs no database, names the part that fails and how to mend it, and says so by its exit code', async () => {
    const typed = ['name', 'check', '--part', 'unit=思明中队', '--part', 'date=2026-03-02', '--part', 'content=检查'];
    const fine = await bwc([...typed, '--part', 'party=某店', '--data', '/nowhere']);
    expect([fine.code, fine.stdout]).toEqual([0, 'fine: 思明中队+某店+20260302+检查\n']);
    const bad = await bwc([...typed, '--part', 'party=甲+乙']);
    expect(bad.code).toBe(1);
    expect(bad.stdout).toContain('甲＋乙');
    const none = await bwcJson<{ check: null }>(['name', 'check', '--rulebook', 'tianjin-2024'], 1);
    expect(none.check).toBeNull();
    expect(errorCode(await bwc(['name', 'check', '--part', 'colour=red', '--json']))).toBe('bwc.usage');
  });

  it('of a clip takes the parts from its label', async () => {
    const { data, clips } = await withClips();
    const [clip = ''] = clips;
    await bwcJson(['label', 'put', '--data', data, '--clip', clip, ...CONTENT]);
    const checked = await bwcJson<{ wouldBe: string; given: string }>(['name', 'check', clip, '--data', data]);
    expect(checked).toMatchObject({ wouldBe: '思明中队+某店+20260301+检查', given: '思明中队+某店+20260301+检查' });
    const other = ['name', 'check', clip, '--data', data, '--part', 'content=复查'];
    expect((await bwc(other)).stdout).toContain('思明中队+某店+20260301+复查');
  });

  it('the form of a label shows the words of the rulebook', async () => {
    const { data, clips } = await withClips();
    const { stdout } = await bwc(['label', 'form', clips[0] ?? '', '--data', data]);
    expect(stdout).toContain('单位名称+行政执法相对人+检查日期+检查内容');
    expect(stdout).toContain('suggested: 2026-03-01');
  });
});
