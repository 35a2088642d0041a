/** Holds, the gate and a disposal from the list to the certificate, through the command line and a daemon. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ActOutput, QuestionOutput } from '../../../src/records/index.js';
import { connectStation } from '../../../src/web/client.js';
import { bwc, bwcJson, errorCode } from '../support/bwc.js';
import { folderOf, media } from '../support/cards.js';
import { startDaemon } from '../support/daemon.js';
import { clipsOf, configure, eventsOf, ingest, newStation, verify } from '../support/station.js';

/** A bureau that gives no notice: nobody can wait thirty days in a test. */
const OURS = {
  id: 'ours-2026',
  extends: 'xiamen-2021',
  title: '本局规定',
  issuer: '本局',
  set: { 'retention.noticeDays': { value: 0, article: '第三条', phrase: '当日公示' } },
};
const FIELDS = {
  unit: '思明中队',
  party: '某店',
  inspectionDate: '2024-03-01',
  inspectionContent: '检查',
  category: '行政检查',
};

async function stationWithOldFootage() {
  const station = await newStation();
  const { data, dir } = station;
  writeFileSync(join(data, 'ours.json'), JSON.stringify(OURS));
  configure(data, { rulebook: '"ours-2026"', extensions: '["ours.json"]' });
  const root = folderOf(dir, {
    'PARAM.INI': '[ZFY]\r\nDevNo=ZFY0042\r\nPolNo=350213\r\n',
    'VIDEO/20240301_080000.MP4': media('segment-1.mp4'),
    'PHOTO/20240301_100000.jpg': media('photo.jpg'),
  });
  await ingest(data, root);
  const clips = await clipsOf(data, '--sort', 'start');
  const [video, photo] = clips;
  if (video === undefined || photo === undefined) throw new Error('two clips were expected');
  return { ...station, root, video, photo };
}

/** The commands, as the certificate's own README gives them. */
function commandsIn(certificate: string): string {
  const lines = readFileSync(join(certificate, 'README.txt'), 'utf8').split('\n');
  const first = lines.findIndex((l) => l.startsWith('# 1.'));
  return lines.slice(first, lines.findLastIndex((l) => l.startsWith('openssl pkeyutl')) + 1).join('\n');
}

const check = (certificate: string): string =>
  spawnSync('sh', ['-c', commandsIn(certificate)], {
    env: { PATH: process.env['PATH'], CERT: certificate, LC_ALL: 'C' },
    encoding: 'utf8',
  }).stdout;

describe('footage whose time is over', () => {
  it('XM-18, XM-28: is disposed of by two people, with a certificate that an outsider checks, and does not come back', async () => {
    const { data, dir, root, video, photo } = await stationWithOldFootage();
    const daemon = await startDaemon(data);
    const { socket } = await daemon.event('ready');
    const li = connectStation(socket);
    const at = ['--data', data] as const;

    const before = await bwcJson<QuestionOutput<'retention.clip'>>(['retention', 'explain', video.id, ...at]);
    expect(before).toMatchObject({ earliestDisposal: 'never', settledUntil: '2025-03-01', rulebook: 'ours-2026' });
    expect(await bwcJson(['gate', ...at])).toMatchObject({
      ready: { clips: 0 },
      missing: [
        { what: 'label', clips: 2 },
        { what: 'name', clips: 2 },
      ],
    });
    await li.act('label.put', { clips: [video.id, photo.id], fields: FIELDS }, 'zhao');
    expect(await bwcJson(['gate', video.id, ...at])).toMatchObject({ may: true, missing: [] });

    const { hold } = await bwcJson<ActOutput<'hold.place'>>([
      'hold',
      'place',
      '--clip',
      photo.id,
      '--reason',
      '行政诉讼',
      ...at,
    ]);
    const { proposal } = await bwcJson<ActOutput<'dispose.propose'>>([
      'dispose',
      'propose',
      '--reason',
      '保存期满',
      ...at,
    ]);
    expect(proposal).toMatchObject({ clips: 1, decision: null });
    const id = proposal?.id ?? '';
    const named = await bwcJson<ActOutput<'dispose.propose'>>(
      ['dispose', 'propose', photo.id, '--reason', 'x', ...at],
      1,
    );
    expect(named).toMatchObject({
      proposal: null,
      barred: [{ clip: photo.id, bars: ['kept'], reasons: [{ kind: 'hold' }, { kind: 'base' }] }],
    });

    const alone = await bwc(['dispose', 'approve', id, '--json', ...at]);
    expect([alone.code, errorCode(alone)]).toEqual([1, 'bwc.approval.same_person']);
    await bwcJson(['hold', 'ask-release', hold.id, '--reason', '已结', ...at]);
    const release = await bwc(['hold', 'consent', hold.id, '--json', ...at]);
    expect([release.code, errorCode(release)]).toEqual([1, 'bwc.approval.same_person']);

    expect(await li.act('dispose.approve', { proposal: id }, 'li')).toMatchObject({ approved: [video.id], barred: [] });
    expect(existsSync(join(data, video.storedPath))).toBe(false);
    expect(existsSync(join(data, photo.storedPath))).toBe(true);
    expect(await bwcJson(['show', video.id, ...at])).toMatchObject({
      clip: { id: video.id },
      gate: { may: false, missing: [{ what: 'disposed' }] },
      retention: { disposed: { proposalId: id } },
    });
    expect((await verify(data)).findings).toEqual([]);

    const certificate = join(dir, 'certificate');
    await bwcJson(['dispose', 'certificate', id, '--out', certificate, ...at]);
    const page = readFileSync(join(certificate, 'certificate.html'), 'utf8');
    for (const text of ['音视频资料处置证明', video.sha256, '保存期满', id]) expect(page).toContain(text);
    const said = check(certificate);
    expect(said.match(/^entry \d+: OK$/gm)).toHaveLength(5);
    expect(said).toContain('Signature Verified Successfully');
    const entries = await eventsOf(data, '--clip', video.id);
    const disposed = entries.find((e) => e.kind === 'clip.disposed');
    const entry = join(certificate, 'proof', String(disposed?.seq), 'entry.json');
    writeFileSync(entry, readFileSync(entry, 'utf8').replace(video.sha256, '0'.repeat(64)));
    expect(check(certificate)).toContain(`entry ${String(disposed?.seq)}: NOT under the root`);

    const again = await ingest(data, root);
    expect(again.visit.tally).toMatchObject({ stored: 0, alreadyKnown: 1, disposed: 1, failed: 0 });
    expect(again.remarks.map((r) => r.state)).toEqual(['disposed', 'listed']);
    expect(existsSync(join(data, video.storedPath))).toBe(false);
    expect(await clipsOf(data)).toHaveLength(2);
    expect((await verify(data)).findings).toEqual([]);
  });

  it('what was decided and not finished is finished by the next command that opens the station', async () => {
    const { data, video } = await stationWithOldFootage();
    const at = ['--data', data] as const;
    const daemon = await startDaemon(data);
    const li = connectStation((await daemon.event('ready')).socket);
    await li.act('label.put', { clips: [video.id], fields: FIELDS }, 'zhao');
    const { proposal } = await li.act('dispose.propose', { reason: '到期' }, 'wang');
    await daemon.stop();
    expect(
      (await bwcJson<ActOutput<'dispose.approve'>>(['dispose', 'approve', proposal?.id ?? '', ...at])).approved,
    ).toEqual([video.id]);
    expect(existsSync(join(data, video.storedPath))).toBe(false);
    expect(await bwcJson(['dispose', 'show', proposal?.id ?? '', ...at])).toMatchObject({
      proposal: { disposed: 1 },
      items: [{ clipId: video.id, outcome: 'approved' }],
    });
  });
});

describe('commands of retention and disposal', () => {
  it.each([
    [2, 'bwc.usage', ['hold', 'place', '--reason', 'x']],
    [2, 'bwc.usage', ['hold', 'place', '--clip', 'c_0', '--case', 'k_0', '--reason', 'x']],
    [1, 'bwc.store.not_found', ['hold', 'place', '--clip', 'c_0', '--reason', 'x']],
    [1, 'bwc.store.not_found', ['hold', 'consent', 'h_0']],
    [2, 'bwc.usage', ['dispose', 'propose']],
    [1, 'bwc.store.not_found', ['dispose', 'propose', 'c_0', '--reason', 'x']],
    [1, 'bwc.store.not_found', ['dispose', 'approve', 'd_0']],
    [1, 'bwc.store.not_found', ['dispose', 'certificate', 'd_0']],
    [1, 'bwc.store.not_found', ['retention', 'explain', 'c_0']],
    [1, 'bwc.store.not_found', ['gate', 'c_0']],
    [2, 'bwc.usage', ['approval', 'ladder', '--asker', 'mayor']],
    [2, 'bwc.usage', ['approval', 'record', '--for', 'mayor', '--purpose', 'access']],
  ] as const)('end with %i and %s: %j', async (code, error, args) => {
    const { data } = await newStation();
    const answer = await bwc([...args, '--json', '--data', data]);
    expect([answer.code, errorCode(answer)]).toEqual([code, error]);
  });

  it('print for people, in both languages', async () => {
    const { data, video } = await stationWithOldFootage();
    for (const [lang, kept, missing] of [
      ['zh', '未完成标注', '不能同步到局档案'],
      ['en', 'not labelled', 'does not go to the archive'],
    ] as const) {
      const say = async (...args: string[]): Promise<string> =>
        (await bwc([...args, '--lang', lang, '--data', data])).stdout;
      expect(await say('retention', 'explain', video.id)).toContain(kept);
      expect(await say('gate', video.id)).toContain(missing);
      expect(await say('show', video.id)).toContain(missing);
      expect(await say('approval', 'ladder', '--asker', 'otherUnit')).toContain('六（三）');
      expect(await say('dispose', 'list')).not.toBe('');
      expect(await say('hold', 'list')).not.toBe('');
    }
  });
});
