/** The last step of a restore: what became of the station goes into its log, and what is known to be lost with it. */
import { isBwcError } from '../../domain/errors.js';
import type { Instant } from '../../domain/time.js';
import { runAct } from '../../records/index.js';
import type { StationStore } from '../../store/station-store.js';
import { loadConfig } from '../config.js';
import { loadRules } from '../rules.js';
import type { ChosenManifest } from './choose-backup.js';
import type { FetchedOriginals } from './fetch-originals.js';
import type { LaterRecord } from './later-records.js';

export interface ComingBack {
  /** Of this restore. */
  readonly id: string;
  readonly chosen: ChosenManifest;
  readonly archives: readonly string[];
  /** The most that any archive has witnessed; 0 for nothing. */
  readonly witnessed: number;
  /** Number of the highest backup that lies at an archive. */
  readonly highest: number;
  /** The station whose log goes on under another name; null where it is the same one. */
  readonly former: string | null;
  readonly originals: FetchedOriginals;
  readonly later: readonly LaterRecord[];
  readonly by: string;
  readonly now: () => Instant;
}

/** As one transaction; done before, it does nothing. */
export function comeBack(store: StationStore, coming: ComingBack): void {
  if (store.backups.lastRestore() === coming.id) return;
  const { chosen, later, by, now } = coming;
  const { manifest, manifestSha256, manifestBytes } = chosen;
  const { seq, at, log } = manifest;
  store.transaction(() => {
    const lost = coming.witnessed > log.size ? { from: log.size, to: coming.witnessed - 1 } : null;
    const { seq: entry } = store.log.append('station.restored', {
      restore: coming.id,
      backup: seq,
      madeAt: at,
      manifestSha256,
      logSize: log.size,
      root: log.root,
      archives: [...coming.archives],
      witnessed: coming.witnessed,
      lostEntries: lost,
      formerStation: coming.former,
      newerRecords: later.length,
      missingOriginals: coming.originals.missing.length,
      by,
    });
    const bytes = manifest.database.bytes + manifest.files.bytes;
    const signedSize = Math.min(log.size, store.custody.lastCheckpoint(log.size)?.size ?? 0);
    store.backups.addRestored(
      { seq, at, logSize: log.size, signedSize, bytes, manifestSha256, manifestBytes, entry },
      coming.id,
      Math.max(seq, coming.highest),
    );
    for (const record of later) takeIn(store, record, coming.former === null);
    const differing = later.filter(({ differs }) => differs.length > 0);
    const missing = coming.originals.missing;
    if (lost !== null || differing.length > 0 || missing.length > 0)
      store.raiseAlarm('restore.incomplete', coming.id, {
        lostEntries: lost,
        newerRecords: differing.length,
        missingOriginals: missing.length,
      });
  });
  for (const record of later) if (record.held && record.known) hold(store, record, by, now);
}

/** @param same whether records go on under the same name: then this version is the one before the next */
function takeIn(store: StationStore, later: LaterRecord, same: boolean): void {
  const { clip, version, sha256, archive, known, follows, differs } = later;
  const told = { clip, version, sha256, archive, known, follows, differs: [...differs] };
  store.log.append('archive.record_found', told, known ? { clipId: clip } : {});
  if (same && follows) store.archives.adoptRecord(clip, later);
}

/** The archive still holds it by this record: released it is by people only. Without rules to judge the clip by, it is named and no more. */
function hold(store: StationStore, { clip, version }: LaterRecord, by: string, now: () => Instant): void {
  try {
    const rules = loadRules(loadConfig(store.paths));
    const reason = `恢复：局档案中的记录第 ${String(version)} 版载有保全，备份中没有`;
    runAct({ store, rules, by, now }, 'hold.place', { subject: { kind: 'clip', id: clip }, reason });
  } catch (error) {
    if (!isBwcError(error)) throw error;
  }
}
