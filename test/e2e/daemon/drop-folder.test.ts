import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { StationStatus } from '../../../src/web/status.js';
import { bwc, bwcJson } from '../support/bwc.js';
import { media } from '../support/cards.js';
import { startDaemon, until, type TestDaemon } from '../support/daemon.js';
import { clipsOf, eventsOf, newStation, verify, type TestStation } from '../support/station.js';

/** `来源：张三手机` in GBK. */
const GBK_NOTE = Buffer.from('c0b4d4b4a3bad5c5c8fdcad6bbfa', 'hex');

async function stationWithDrop(
  source = 'phone',
  settleSeconds = 0.5,
): Promise<TestStation & { readonly drop: string; readonly daemon: TestDaemon }> {
  const station = await newStation();
  const drop = join(station.dir, 'drop');
  mkdirSync(drop);
  appendFileSync(
    join(station.data, 'config.toml'),
    `\n[[drop_folder]]\npath = ${JSON.stringify(drop)}\nsource = "${source}"\nsettle_seconds = ${String(settleSeconds)}\n`,
  );
  return { ...station, drop, daemon: await startDaemon(station.data) };
}

const waitingIn = async (data: string): Promise<readonly string[]> =>
  (await bwcJson<StationStatus>(['status', '--data', data])).dropWaiting.map((w) => w.path);

describe('a drop folder', () => {
  it('PD-10, SP-06: takes in what comes with a note, and keeps waiting for the note of the rest', async () => {
    const { data, drop, daemon } = await stationWithDrop('camcorder');
    writeFileSync(join(drop, 'with.mp4'), media('segment-1.mp4'));
    writeFileSync(join(drop, 'with.mp4.note.txt'), 'handed in by 林晓\n');
    writeFileSync(join(drop, 'without.mp4'), media('segment-2.mp4'));
    const closed = await daemon.event('closed');
    expect(closed).toMatchObject({ outcome: 'complete', tally: { stored: 1 } });
    expect(await clipsOf(data)).toMatchObject([
      { sourcePath: 'with.mp4', sourceType: 'camcorder', note: 'handed in by 林晓', camera: null },
    ]);
    await until(
      async () => (await waitingIn(data)).join() === 'without.mp4',
      () => 'the file without a note does not wait',
    );
    expect((await bwc(['status', '--data', data])).stdout).toContain('without.mp4.note.txt');
    // The note comes later, as GBK from an old editor.
    writeFileSync(join(drop, 'without.mp4.note.txt'), GBK_NOTE);
    await daemon.event('closed', undefined, 2);
    const clips = await clipsOf(data);
    expect(clips.find((c) => c.sourcePath === 'without.mp4')?.note).toBe('来源：张三手机');
    expect(await waitingIn(data)).toEqual([]);
    const [stored] = await eventsOf(data, '--kind', 'clip.stored');
    expect(stored?.body).toMatchObject({ note: '来源：张三手机', sourceType: 'camcorder' });
    await daemon.stop();
    expect((await verify(data)).findings).toEqual([]);
  });

  it('SH-05, TJ-11: serves every file below it under one note for the folder, and refuses a note that says nothing', async () => {
    const { data, drop, daemon } = await stationWithDrop('other');
    const folder = join(drop, '2026-03', '案件');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'note.txt'), '  \n');
    writeFileSync(join(folder, 'a.mp4'), media('segment-1.mp4'));
    await until(
      async () => (await waitingIn(data)).length === 1,
      () => 'no file waits',
    );
    expect(await clipsOf(data)).toEqual([]);
    writeFileSync(join(folder, 'note.txt'), '群众提供');
    await daemon.event('closed');
    expect(await clipsOf(data)).toMatchObject([
      { sourcePath: '2026-03/案件/a.mp4', note: '群众提供', sourceType: 'other' },
    ]);
  });

  it('does not touch a file that is still growing', async () => {
    // Far longer than this test may be kept waiting between two writes, far shorter than it writes altogether.
    const { data, drop, daemon } = await stationWithDrop('phone', 4);
    writeFileSync(join(drop, 'note.txt'), 'phone of 林晓');
    const whole = media('segment-1.mp4');
    const path = join(drop, 'growing.mp4');
    for (let at = 0; at < whole.length; at += 2048) {
      appendFileSync(path, whole.subarray(at, at + 2048));
      await sleep(600);
    }
    await daemon.event('closed');
    expect(await clipsOf(data)).toMatchObject([{ bytes: whole.length }]);
    await until(
      async () => (await clipsOf(data))[0]?.media.state === 'read',
      () => 'its media facts were never read',
    );
    expect(daemon.events.filter((e) => e.type === 'failed')).toEqual([]);
  });

  it('says what became of a file that is no footage', async () => {
    const { data, drop, daemon } = await stationWithDrop();
    writeFileSync(join(drop, 'note.txt'), 'phone');
    writeFileSync(join(drop, 'contract.docx'), 'PK');
    writeFileSync(join(drop, 'a.mp4'), media('segment-1.mp4'));
    const ignored = async (): Promise<boolean> => {
      // Files that become quiet at different moments may be taken in by different visits.
      for (const { visit } of daemon.events.filter((e) => e.type === 'closed')) {
        const { remarks } = await bwcJson<{ remarks: { path: string; class: string }[] }>([
          'visits',
          visit,
          '--data',
          data,
        ]);
        if (remarks.some((r) => r.path === 'contract.docx' && r.class === 'ignored')) return true;
      }
      return false;
    };
    await until(ignored, () => 'no visit says that the document is no footage');
    expect(await waitingIn(data)).toEqual([]);
  });
});
