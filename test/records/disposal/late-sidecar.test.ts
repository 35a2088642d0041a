/** A sidecar that a camera brings after its clip was disposed of: nobody has decided on it, so it stays until two people do. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { finishDisposals } from '../../../src/store/disposal/finish.js';
import { disposalCertificate } from '../../../src/store/disposal/certificate.js';
import { fixedClock } from '../../store/fixed-clock.js';
import { openReaderAt, TestVisit } from '../../store/support.js';
import { verifyStation } from '../../../src/store/verify/verify-station.js';
import { OnRecord } from '../support.js';
import { dispose, kindsOf, ordinaryClip, refusal } from './support.js';

const CONTENT = 'clip 1 of 7654321';
const LATER = '2027-06-01T02:00:00.000Z';
const NOTICE_OVER = '2027-07-01T02:00:00.000Z';

async function withLateSidecar(): Promise<{ station: OnRecord; clip: string; file: string }> {
  const station = await OnRecord.open();
  const clip = await ordinaryClip(station);
  await dispose(station);
  const visit = TestVisit.open(station.store);
  await visit.ingest('DCIM/1.nmea', 'a late track', await visit.ingest('DCIM/1.mp4', CONTENT));
  const [late] = station.store.clips.sidecarsOf(clip);
  station.now = LATER;
  return { station, clip, file: join(station.store.paths.root, late?.storedPath ?? '') };
}

async function findings(station: OnRecord): Promise<string[]> {
  const run = verifyStation(openReaderAt(station.store.paths), {
    budgetMs: null,
    daemonRunning: false,
    onProgress: () => undefined,
  });
  const found: string[] = [];
  for await (const { kind, subject } of run) found.push(`${kind} ${subject}`);
  return found;
}

describe('a sidecar that comes after its clip was disposed of', () => {
  it('is stored and stays until two people decide on it as well, after a notice of its own', async () => {
    const { station, clip, file } = await withLateSidecar();
    const { store } = station;
    expect(existsSync(file)).toBe(true);
    expect(await findings(station)).toEqual([]);
    const { proposal } = station.do('dispose.propose', { reason: '到期后补采的附属文件' });
    const id = proposal?.id ?? '';
    expect(proposal).toMatchObject({ clips: 1 });
    expect(refusal(() => station.do('dispose.approve', { proposal: id }, 'li'), 'bwc.disposal.notice')).toBe(true);
    station.now = NOTICE_OVER;
    expect(station.do('dispose.approve', { proposal: id }, 'li')).toMatchObject({ approved: [clip], barred: [] });
    expect(await finishDisposals(store, fixedClock)).toBe(1);
    expect(existsSync(file)).toBe(false);
    await store.signer.sign();
    const [item] = disposalCertificate(store, id).items;
    expect(item?.files).toMatchObject([{ role: 'sidecar', fate: 'removed' }]);
    expect(kindsOf(station, clip).filter((kind) => kind === 'clip.disposed')).toHaveLength(2);
    expect(await findings(station)).toEqual([]);
    // Nothing more of it is left to decide on.
    const again = station.do('dispose.propose', { clips: [clip], reason: '再次' });
    expect(again).toMatchObject({ proposal: null, barred: [{ clip, bars: ['disposed'] }] });
  });

  it('can be held, and is then not disposed of', async () => {
    const { station, clip, file } = await withLateSidecar();
    const { proposal } = station.do('dispose.propose', { clips: [clip], reason: '到期' });
    station.do('hold.place', { subject: { kind: 'clip', id: clip }, reason: '诉讼' });
    station.now = NOTICE_OVER;
    const decided = station.do('dispose.approve', { proposal: proposal?.id ?? '' }, 'li');
    expect(decided).toMatchObject({ approved: [], barred: [{ clip }] });
    await finishDisposals(station.store, fixedClock);
    expect(existsSync(file)).toBe(true);
  });

  it('keeps its content where another clip’s sidecar of the same content goes', async () => {
    const { station, file } = await withLateSidecar();
    const other = await ordinaryClip(station);
    const visit = TestVisit.open(station.store);
    await visit.ingest('DCIM/2.nmea', 'a late track', await visit.ingest('DCIM/2.mp4', 'clip 2 of 7654321'));
    const { proposal } = station.do('dispose.propose', { clips: [other], reason: '到期' });
    station.now = NOTICE_OVER;
    station.do('dispose.approve', { proposal: proposal?.id ?? '' }, 'li');
    await finishDisposals(station.store, fixedClock);
    expect(existsSync(file)).toBe(true);
  });

  it('whose tombstone was taken away behind the station’s back is named', async () => {
    const { station, clip } = await withLateSidecar();
    const { store } = station;
    const { proposal } = station.do('dispose.propose', { clips: [clip], reason: '到期' });
    station.now = NOTICE_OVER;
    station.do('dispose.approve', { proposal: proposal?.id ?? '' }, 'li');
    await finishDisposals(store, fixedClock);
    store.db.exec('DROP TRIGGER disposed_later_no_delete');
    store.db.exec('DELETE FROM disposed_later');
    expect(await findings(station)).toContain(`row.missing ${clip}`);
  });
});
