/** Clearing a station's disk against a real directory: what it takes, what stays, and what the archive has the last word on. */
import { chmodSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { ArchivedReader } from '../../../src/archive/clear/archived-reader.js';
import { finishClear } from '../../../src/archive/clear/finish-clear.js';
import { returnClip } from '../../../src/archive/clear/return-clip.js';
import { buffer } from 'node:stream/consumers';
import { addMs } from '../../../src/domain/time.js';
import { ClearLook } from '../../../src/station/clear-plan.js';

import { sha256, TestVisit } from '../../store/support.js';
import { verify } from '../../store/verify/station.js';
import { MemoryTarget, TestSync } from '../sync/support.js';
import { clearConfig, TestClear } from './support.js';

describe('an archived clip', () => {
  let on: TestClear;
  let clip: string;
  beforeEach(async () => {
    on = await TestClear.open();
    clip = await on.archived();
  });

  it('leaves the disk, stays on record, and is read back where it lies', async () => {
    const { store } = on;
    const bytes = store.clips.get(clip)?.bytes ?? 0;
    const before = on.bytesHere();
    expect(await on.clear(clip)).toEqual({ cleared: true, bytes });
    expect(on.isHere(clip)).toBe(false);
    expect(store.clips.get(clip)).toMatchObject({
      cleared: { target: 'bureau', at: on.station.now },
      state: 'verified',
    });
    expect(on.bytesHere()).toBe(before - bytes);
    expect(store.cleared.totals()).toEqual({ clips: 1, bytes });
    const [entry] = store.custody.list({ clip, kind: 'clip.cleared', limit: 9, newestFirst: true });
    expect(entry?.body).toMatchObject({
      target: 'bureau',
      key: expect.stringContaining('originals/sha256/') as string,
      sha256: store.clips.get(clip)?.sha256,
      why: 'space',
      by: 'wang',
      // The last read-back was half a year ago.
      readBack: 'direct',
      authorised: { by: '队长 王', on: '2026-01-05' },
    });
    const row = on.row(clip);
    if (row === undefined) throw new Error('no row');
    expect(sha256(await buffer(await on.reader.readWhole(row)))).toBe(row.sha256);
    const whole = readFileSync(on.there(clip));
    expect(await buffer(await on.reader.read(row, { from: 2, length: 3 }))).toEqual(whole.subarray(2, 5));
    await store.signer.sign();
    const { findings, summary } = await verify(store.paths);
    expect(findings).toEqual([]);
    expect(summary).toMatchObject({ cleared: 1, complete: true });
    expect(await on.clear(clip)).toMatchObject({ cleared: false });
  });

  it('stays where anything of it is lacking', async () => {
    const { station, store } = on;
    const expectStays = async (bar: string): Promise<void> => {
      expect(on.look.judge(clip, station.now)).toContain(bar);
      expect(await on.clear(clip)).toMatchObject({ cleared: false });
      expect(on.isHere(clip)).toBe(true);
      expect(on.row(clip)).toBeUndefined();
    };
    const now = station.now;
    station.now = '2026-03-20T00:00:00.000Z';
    await expectStays('young');
    station.now = now;
    const back = store.db.prepare("UPDATE clips SET media_state = 'pending' WHERE id = ?");
    back.run(clip);
    await expectStays('describing');
    on.described(clip);
    on.making = clip;
    await expectStays('preview');
    on.making = null;
    const { hold } = station.do('hold.place', { subject: { kind: 'clip', id: clip }, reason: '复议' });
    await expectStays('hold');
    station.do('hold.askRelease', { hold: hold.id, reason: '结束' });
    await expectStays('hold');
    station.do('hold.consent', { hold: hold.id }, 'li');
    await on.sync.run();
    const file = store.clips.get(clip)?.storedPath ?? '';
    const finding = { kind: 'original.altered', subject: file, detail: 'x', clips: [clip] } as const;
    on.clearing.found(clip, finding, 'bureau');
    await expectStays('finding');
  });

  it('stays while the audit finds fault with it at the archive; what the audit read lately need not be read again', async () => {
    const { station, store, sync } = on;
    const nextNight = async (): Promise<void> => {
      on.later(addMs(station.now, 24 * 3_600_000));
      await sync.run();
    };
    sync.settings.auditNights = 1;
    const there = on.there(clip);
    const whole = readFileSync(there);
    chmodSync(there, 0o600);
    writeFileSync(there, 'something else');
    await nextNight();
    expect(on.look.judge(clip, station.now)).toEqual(['finding', 'notArchived']);
    expect(on.look.copies(clip, station.now)).toEqual([]);
    expect(await on.clear(clip)).toMatchObject({ cleared: false, bars: ['finding', 'notArchived'] });
    expect(on.isHere(clip)).toBe(true);
    writeFileSync(there, whole);
    await nextNight();
    const archivedAt = store.outbox.of(clip).find((o) => o.kind === 'original')?.doneAt;
    expect(on.look.copies(clip, station.now)).toMatchObject([{ archivedAt, readAt: station.now }]);
    // How long it has been archived is not how long ago it was read.
    const aged = new ClearLook(store, clearConfig(on.path, sync.place.archiveId, 'after_days = 100'), station.rules);
    expect(aged.look(clip, 0, station.now)).toMatchObject({ goes: { why: 'age' } });
    expect(await on.clear(clip)).toMatchObject({ cleared: true });
    const [entry] = store.custody.list({ clip, kind: 'clip.cleared', limit: 1, newestFirst: true });
    expect(entry?.body).toMatchObject({ readBack: 'before', readAt: station.now });
  });

  it('stays while its case runs, and for ever where the unit keeps a copy of its cases', async () => {
    for (const [rulebook, closed] of [
      ['xiamen-2021', []],
      ['tianjin-2024', ['caseCopy']],
    ] as const) {
      const one = await TestClear.open(rulebook);
      const { station } = one;
      const id = await one.archived();
      const { id: ofCase } = station.do('case.open', {
        kind: 'penalty',
        number: `〔2026〕${rulebook}`,
        party: '某店',
      });
      station.do('case.join', { case: ofCase, clips: [id] });
      expect(one.look.judge(id, station.now)).toContain('openCase');
      station.do('case.close', { case: ofCase, at: '2026-09-02T02:00:00.000Z' });
      expect(one.look.judge(id, station.now).filter((bar) => bar.endsWith('Case') || bar === 'caseCopy')).toEqual(
        closed,
      );
    }
  });

  it('stays where the archive says something else at the last moment, and that is a finding', async () => {
    const there = on.there(clip);
    const whole = readFileSync(there);
    const damage = (act: () => void) => async (): Promise<unknown> => {
      act();
      return on.clear(clip);
    };
    // Another byte, of the same length: only reading it back shows that.
    chmodSync(there, 0o600);
    const other = Buffer.from(whole);
    other[0] = (other[0] ?? 0) ^ 1;
    expect(
      await damage(() => {
        writeFileSync(there, other);
      })(),
    ).toMatchObject({ bars: ['notConfirmed'] });
    expect(on.foundThere).toMatchObject([{ kind: 'archive.altered', clip }]);
    expect([on.isHere(clip), on.row(clip)]).toEqual([true, undefined]);
    expect(await on.clear(clip)).toMatchObject({ bars: expect.arrayContaining(['finding']) as string[] });
  });

  it('stays where the archive has it no more, is not mounted, or is another one', async () => {
    renameSync(on.there(clip), `${on.there(clip)}.away`);
    expect(await on.clear(clip)).toMatchObject({ cleared: false, bars: ['notConfirmed'] });
    expect(on.foundThere).toMatchObject([{ kind: 'archive.missing', clip }]);
    expect(on.isHere(clip)).toBe(true);
    const second = await on.archived();
    renameSync(`${on.path}/.bwc-archive.json`, `${on.path}/away.json`);
    await expect(on.clear(second)).rejects.toMatchObject({ code: expect.stringMatching(/^bwc\.archive\./) as string });
    renameSync(on.path, `${on.path}.away`);
    await expect(on.clear(second)).rejects.toMatchObject({ code: expect.stringMatching(/^bwc\.archive\./) as string });
    renameSync(`${on.path}.away`, on.path);
    expect(on.isHere(second)).toBe(true);
    expect(on.row(second)).toBeUndefined();
  });

  it('is kept where a hold comes while the archive is asked', async () => {
    const head = on.target.head.bind(on.target);
    on.target.head = (key) => {
      on.station.do('hold.place', { subject: { kind: 'clip', id: clip }, reason: '投诉' });
      on.target.head = head;
      return head(key);
    };
    expect(await on.clear(clip)).toEqual({ cleared: false, bars: ['hold'], detail: null });
    expect(on.isHere(clip)).toBe(true);
  });

  it('comes back to the disk whole, is the station’s again, and is left alone for as long as a new one', async () => {
    const { store } = on;
    const before = on.bytesHere();
    await on.clear(clip);
    const row = on.row(clip);
    if (row === undefined) throw new Error('no row');
    await returnClip({ store, clock: on.clearing.clock, reader: on.reader }, row, 'wang');
    expect(on.isHere(clip)).toBe(true);
    expect(on.row(clip)).toBeUndefined();
    expect(on.bytesHere()).toBe(before);
    expect(store.clips.get(clip)?.cleared).toBeNull();
    expect(on.kinds(clip).slice(-2)).toEqual(['clip.cleared', 'clip.local_again']);
    await store.signer.sign();
    expect((await verify(store.paths)).findings).toEqual([]);
    expect(await on.clear(clip)).toMatchObject({ bars: ['young'] });
    on.later('2027-01-03T00:00:00.000Z');
    expect(await on.clear(clip)).toMatchObject({ cleared: true });
  });

  it('does not come back, and says why, where the archive hands over something else', async () => {
    const { store } = on;
    await on.clear(clip);
    const row = on.row(clip);
    if (row === undefined) throw new Error('no row');
    const there = on.there(clip);
    chmodSync(there, 0o600);
    writeFileSync(there, Buffer.alloc(row.bytes, 1));
    const back = returnClip({ store, clock: on.clearing.clock, reader: on.reader }, row, 'wang');
    await expect(back).rejects.toMatchObject({ code: 'bwc.archive.altered' });
    expect(on.isHere(clip)).toBe(false);
    expect(on.row(clip)?.id).toBe(row.id);
    expect(store.findings.openOf(clip)).toMatchObject([{ kind: 'archive.altered' }]);
    await store.signer.sign();
    // Looking at the station alone takes nothing back.
    expect((await verify(store.paths)).summary.settled).toEqual([]);
  });

  it('goes to an archive that is configured later from the one that has it', async () => {
    await on.clear(clip);
    const target = new MemoryTarget();
    const later = new TestSync(on.station, target, 'second', null, [on.sync.place]);
    later.now = on.sync.now;
    await later.run();
    expect(target.puts).toContain(on.row(clip)?.key);
    expect(later.orders([clip]).every((o) => o.state === 'done')).toBe(true);
    expect(readdirSync(on.store.paths.making)).toEqual([]);
    // Where one has it no more, the other hands it over; that it is gone is told.
    rmSync(on.there(clip));
    const row = on.row(clip);
    if (row === undefined) throw new Error('no row');
    const reader = new ArchivedReader(on.store, later.context.places, { found: on.clearing.found });
    expect(sha256(await buffer(await reader.readWhole(row)))).toBe(row.sha256);
    expect(on.foundThere).toMatchObject([{ kind: 'archive.missing' }]);
  });

  it('is known and not stored again when its camera brings it once more', async () => {
    const { store } = on;
    await on.clear(clip);
    const visit = TestVisit.open(store, '7654321', 'fs-uuid:7654321');
    const index = await visit.ingest('DCIM/1.mp4', 'clip 1 of 7654321');
    expect(store.entries.get(visit.subject.id, index)).toMatchObject({ state: 'already_known', clipId: clip });
    expect(on.isHere(clip)).toBe(false);
    await store.signer.sign();
    expect((await verify(store.paths)).findings).toEqual([]);
  });

  it('is missing again to whoever takes its row away, and named where somebody puts the file back', async () => {
    const { store } = on;
    await on.clear(clip);
    const file = join(store.paths.root, store.clips.get(clip)?.storedPath ?? '');
    await store.signer.sign();
    writeFileSync(file, readFileSync(on.there(clip)));
    expect((await verify(store.paths)).findings.map((f) => f.kind)).toEqual(['original.cleared']);
    rmSync(file);
    store.db.exec('DROP TRIGGER cleared_originals_no_delete; DELETE FROM cleared_originals');
    expect((await verify(store.paths)).findings.map((f) => f.kind).sort()).toEqual(['original.missing', 'row.missing']);
  });

  it('is not missing to its disposal, which says that the archive’s copy stays', async () => {
    const { station, store } = on;
    await on.clear(clip);
    station.now = '2027-05-03T02:00:00.000Z';
    const { proposal } = station.do('dispose.propose', { clips: [clip], reason: '保存期满' });
    station.now = '2027-07-03T02:00:00.000Z';
    expect(station.do('dispose.approve', { proposal: proposal?.id ?? '' }, 'li')).toMatchObject({ approved: [clip] });
    const [approved] = store.custody.list({ clip, kind: 'disposal.approved', limit: 1, newestFirst: true });
    expect(approved?.body).toMatchObject({
      files: [{ role: 'original', fate: 'cleared' }],
      atArchives: expect.arrayContaining([
        expect.objectContaining({ target: 'bureau', kind: 'original', sha256: on.row(clip)?.sha256 }),
      ]) as unknown[],
    });
    await store.signer.sign();
    expect((await verify(store.paths)).findings).toEqual([]);
  });
});

describe('a clear that a crash cut off', () => {
  it('is asked anew before its file goes, stays where the archive does not confirm it, and needs nobody where the file is gone', async () => {
    const on = await TestClear.open();
    const [first, second, third] = [await on.archived(), await on.archived(), await on.archived()];
    const { store, clearing } = on;
    // As after the commit: signing is the last thing before the file goes.
    const sign = store.signer.sign.bind(store.signer);
    for (const clip of [first, second, third]) {
      store.signer.sign = () => Promise.reject(new Error('killed'));
      await expect(on.clear(clip)).rejects.toThrow('killed');
    }
    store.signer.sign = sign;
    expect(store.cleared.unfinished(0, 9)).toHaveLength(3);
    chmodSync(on.there(second), 0o600);
    writeFileSync(on.there(second), 'x');
    rmSync(`${store.paths.root}/${store.clips.get(third)?.storedPath ?? ''}`);
    await sign();
    expect((await verify(store.paths)).findings).toEqual([]);
    for (const row of store.cleared.unfinished(0, 9)) await finishClear(clearing, row, on.signal);
    expect(store.cleared.unfinished(0, 9)).toEqual([]);
    expect([first, second, third].map((clip) => on.isHere(clip))).toEqual([false, true, false]);
    expect([first, second, third].map((clip) => on.row(clip) !== undefined)).toEqual([true, false, true]);
    expect(on.foundThere).toMatchObject([{ clip: second, kind: 'archive.altered' }]);
    await sign();
    expect((await verify(store.paths)).findings).toEqual([]);
  });
});
