/** What verify finds of a clip goes on record, bars it, and is taken back by a later run only. */
import { readFileSync, chmodSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStationReader } from '../../../src/store/station-store.js';
import type { ClipFinding } from '../../../src/store/verify/clip-findings.js';
import { verifyStation, type VerifySummary } from '../../../src/store/verify/verify-station.js';
import { recordFindings, recordVerification } from '../../../src/records/verification/record.js';
import { OVER, ordinaryClip } from '../disposal/support.js';
import { OnRecord } from '../support.js';

interface Run {
  readonly findings: readonly ClipFinding[];
  readonly summary: VerifySummary;
}

/** Looks beside the open station, as `bwc verify` does beside a daemon. */
async function look(station: OnRecord, budgetMs: number | null = null): Promise<Run> {
  const reader = openStationReader(station.store.paths);
  try {
    const run = verifyStation(reader, { budgetMs, daemonRunning: false, onProgress: () => undefined });
    const findings: ClipFinding[] = [];
    for (;;) {
      const next = await run.next();
      if (next.done === true) return { findings, summary: next.value };
      findings.push(next.value);
    }
  } finally {
    reader.close();
  }
}

async function verifyAndRecord(station: OnRecord, budgetMs: number | null = null): Promise<Run> {
  const run = await look(station, budgetMs);
  recordFindings(station.acting('verifier'), run.findings);
  recordVerification(station.acting('verifier'), run.summary);
  return run;
}

const fileOf = (station: OnRecord, clip: string): string =>
  join(station.store.paths.root, station.store.clips.get(clip)?.storedPath ?? '');

/** Changes a stored file, keeping its size. @returns how to mend it */
function alter(file: string): () => void {
  const before = readFileSync(file);
  chmodSync(file, 0o640);
  writeFileSync(file, Buffer.alloc(before.length, 'x'));
  return () => {
    writeFileSync(file, before);
  };
}
const bars = (station: OnRecord, clip: string): string[] =>
  station.ask('gate.clip', { clip }).missing.map((m) => m.what);
const kinds = (station: OnRecord, kind: string): number =>
  station.store.custody.list({ kind, limit: 100, newestFirst: true }).length;

describe('a finding of verify', () => {
  it('bars its clip from the archive and from disposal until a later run finds it no more', async () => {
    const station = await OnRecord.open();
    const [bad, good] = [await ordinaryClip(station), await ordinaryClip(station)];
    const mend = alter(fileOf(station, bad));
    const first = await verifyAndRecord(station);
    expect(first.findings).toMatchObject([{ kind: 'original.altered', clips: [bad] }]);
    expect(bars(station, bad)).toEqual(['altered']);
    expect(bars(station, good)).toEqual([]);
    expect(station.ask('gate.clip', { clip: bad }).findings).toMatchObject([
      { kind: 'original.altered', by: 'verifier', detail: expect.stringContaining('SHA-256') as string },
    ]);
    expect(station.ask('gate.summary', {}).missing).toEqual([{ what: 'altered', clips: 1, first: [bad] }]);
    expect(station.ask('retention.clip', { clip: bad }).findings).toHaveLength(1);
    const listed = station.ask('finding.list', { limit: 1 });
    expect(listed).toMatchObject({ findings: [{ kind: 'original.altered', clipId: bad }], next: 1 });
    expect(station.ask('finding.list', { after: listed.next ?? 0 })).toEqual({ findings: [], next: null });
    const sight = { by: 'x', reach: 'own', own: [], recorders: [], units: [], known: [], cleared: [] } as const;
    expect(station.askAs(sight, 'finding.list', {}).findings).toEqual([]);
    station.now = OVER;
    const { proposal, barred } = station.do('dispose.propose', { reason: '保存期满' });
    expect(barred).toMatchObject([{ clip: bad, bars: ['finding'] }]);
    expect(station.store.disposals.items(proposal?.id ?? '').map((item) => item.clipId)).toEqual([good]);

    // The same again is not said again.
    await verifyAndRecord(station);
    expect(kinds(station, 'finding.recorded')).toBe(1);
    mend();
    expect((await verifyAndRecord(station)).summary).toMatchObject({ findings: 0, settled: [1] });
    expect(bars(station, bad)).toEqual([]);
    expect(station.ask('gate.summary', {}).missing).toEqual([]);
    expect(kinds(station, 'finding.settled')).toBe(1);
    expect(station.ask('finding.list', {}).findings).toEqual([]);
    expect(station.store.alarms.open()).toEqual([]);
    expect((await look(station)).findings).toEqual([]);
  });

  it('of the station as a whole is listed for those who see everything, until a later run finds it no more', async () => {
    const station = await OnRecord.open();
    const clip = await ordinaryClip(station);
    const strange = join(dirname(fileOf(station, clip)), '<script>来历不明.mp4');
    writeFileSync(strange, 'x');
    const first = await verifyAndRecord(station);
    expect(first.findings).toMatchObject([{ kind: 'original.unexpected', clips: [] }]);
    await verifyAndRecord(station);
    expect(kinds(station, 'finding.recorded')).toBe(1);
    expect(station.ask('finding.list', {}).findings).toMatchObject([
      { kind: 'original.unexpected', clipId: null, subject: expect.stringContaining('<script>来历不明') as string },
    ]);
    const sight = { by: 'x', reach: 'unit', own: [], recorders: [], units: [], known: [], cleared: [] } as const;
    expect(station.askAs(sight, 'finding.list', {}).findings).toEqual([]);
    expect(bars(station, clip)).toEqual([]);
    rmSync(strange);
    // Nothing of the clip's files has to be read for that.
    expect((await verifyAndRecord(station, 0)).summary).toMatchObject({ findings: 0, settled: [1] });
    expect(station.ask('finding.list', {}).findings).toEqual([]);
    expect((await look(station)).findings).toEqual([]);
  });

  it('found after a proposal keeps the clip from being disposed of', async () => {
    const station = await OnRecord.open();
    const clip = await ordinaryClip(station);
    station.now = OVER;
    const { proposal } = station.do('dispose.propose', { reason: '保存期满' });
    alter(fileOf(station, clip));
    await verifyAndRecord(station);
    station.now = '2027-04-02T02:00:00.000Z';
    const decided = station.do('dispose.approve', { proposal: proposal?.id ?? '' }, 'li');
    expect(decided).toMatchObject({ approved: [], barred: [{ clip, bars: ['finding'] }] });
  });

  it('is not taken back by a run that did not read the file', async () => {
    const station = await OnRecord.open();
    const clip = await ordinaryClip(station);
    const mend = alter(fileOf(station, clip));
    await verifyAndRecord(station);
    mend();
    expect((await verifyAndRecord(station, 0)).summary).toMatchObject({ findings: 0, originalsRead: 0, settled: [] });
    expect(bars(station, clip)).toEqual(['altered']);
    await verifyAndRecord(station);
    expect(bars(station, clip)).toEqual([]);
  });

  it('of a sidecar, of a label or of the clip’s row is one of the clip', async () => {
    const station = await OnRecord.open();
    const clip = await ordinaryClip(station);
    station.store.db.exec('DROP TRIGGER label_versions_no_update');
    const note = (text: string | null): void => {
      station.store.db.prepare('UPDATE label_versions SET note = ?').run(text);
    };
    note('x');
    station.store.db.prepare('UPDATE clips SET officer_no = ? WHERE id = ?').run('999999', clip);
    const { findings } = await verifyAndRecord(station);
    expect(findings.map((f) => [f.kind, f.clips])).toEqual([
      ['row.altered', [clip]],
      ['row.altered', [clip]],
    ]);
    // One of the two is mended: a run that still names the clip takes nothing back.
    note(null);
    expect((await verifyAndRecord(station)).summary.settled).toEqual([]);
    expect(station.store.findings.openOf(clip)).toHaveLength(2);
  });

  it('taken off the record behind the station’s back is named, and on record again', async () => {
    const station = await OnRecord.open();
    const clip = await ordinaryClip(station);
    alter(fileOf(station, clip));
    await verifyAndRecord(station);
    station.store.db.exec('DROP TRIGGER findings_no_delete');
    station.store.db.exec('DELETE FROM findings');
    expect(bars(station, clip)).toEqual([]);
    const { findings } = await verifyAndRecord(station);
    expect(findings.map((f) => f.kind)).toEqual(['row.missing', 'original.altered']);
    expect(bars(station, clip)).toEqual(['altered']);
  });

  it('settled behind the station’s back is named', async () => {
    const station = await OnRecord.open();
    const clip = await ordinaryClip(station);
    const mend = alter(fileOf(station, clip));
    await verifyAndRecord(station);
    station.store.db.exec(
      "INSERT INTO findings_settled (finding_id, verified, by, at, entry) VALUES (1, 0, 'x', 'x', 0)",
    );
    mend();
    expect((await look(station)).findings).toMatchObject([
      { kind: 'row.unexpected', subject: `findings_settled ${clip}`, clips: [clip] },
    ]);
  });
});
