/** The station's own backups: which key opens them, the newest, and whether any archive has a recent one. */
import { fingerprintOf, readRecoveryPublic } from '../archive/backup/recovery-key.js';
import { addMs, type Instant } from '../domain/time.js';
import type { Repositories } from '../store/station-store.js';
import type { BackupState } from '../web/station-health.js';
import type { Config } from './config.js';

/** A sync takes one along each night; one night may be missed. */
const LATE_MS = 48 * 3_600_000;

export function backupState(
  { backups, originals }: Pick<Repositories, 'backups' | 'originals'>,
  { archive, backup }: Config,
  now: Instant,
): BackupState {
  const key = readRecoveryPublic(backup.recovery_key);
  const last = backups.last();
  const there =
    archive.target
      .flatMap(({ name }) => backups.tally(name).last?.at ?? [])
      .sort()
      .at(-1) ?? null;
  // Before anything was stored there is nothing to lose.
  const since = there ?? originals.firstStoredAt();
  return {
    key: key === null ? null : fingerprintOf(key),
    last: last === undefined ? null : { seq: last.seq, at: last.at, bytes: last.bytes },
    late: key !== null && archive.target.length > 0 && since !== null && addMs(since, LATE_MS) < now,
  };
}
