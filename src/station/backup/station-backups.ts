/**
 * The station's own backups, as its sync takes them along: before an archive is shown the log, it is given a backup that
 * holds at least as much of it. So whatever an archive has witnessed, it can give back; a station that is restored from its
 * newest backup goes on from what the archive saw last, and no entry that was witnessed is lost.
 */
import type { Logger } from 'pino';
import { makeBackup, type BackupMaking } from '../../archive/backup/make-backup.js';
import { readRecoveryPublic } from '../../archive/backup/recovery-key.js';
import { sendBackup } from '../../archive/backup/send-backup.js';
import { Spool } from '../../archive/backup/spool.js';
import { failureOf } from '../../archive/errors.js';
import type { Carrying } from '../../archive/sync/carry-order.js';
import type { ArchivePlace } from '../../archive/sync/context.js';
import { BwcError, isBwcError, messageOf } from '../../domain/errors.js';
import { toInstant, type Clock } from '../../domain/time.js';
import type { Gate } from '../../ingest/preview/gate.js';
import type { RulesInForce } from '../../policy/rules-in-force.js';
import type { StationStore } from '../../store/station-store.js';
import type { Config } from '../config.js';
import { VERSION } from '../version.js';
import { stationFiles } from './station-files.js';

export class StationBackups {
  /** One is made at a time; whoever comes meanwhile waits, and takes it where it holds enough. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly making: Omit<BackupMaking, 'isFree' | 'whenFree'>,
    private readonly days: number,
    private readonly log: Logger,
  ) {}

  /** Null where no recovery key is configured: then there is nobody to seal to, and nothing leaves the station. */
  static of(
    store: StationStore,
    config: Config,
    { rulebook }: RulesInForce,
    clock: Clock,
    log: Logger,
  ): StationBackups | null {
    const recipient = readRecoveryPublic(config.backup.recovery_key);
    if (recipient === null) return null;
    const files = () => stationFiles(store.paths, config, rulebook);
    return new StationBackups({ store, clock, recipient, files, program: VERSION }, config.backup.days, log);
  }

  /** @returns what `RunnerHooks.cover` asks for */
  coverWhen(gate: Gate): (place: ArchivePlace, sending: Carrying) => Promise<number | null> {
    return async (place, sending) => {
      try {
        return await this.#cover(place, sending, gate);
      } catch (error) {
        if (sending.signal.aborted || this.#passesOver(place, error)) throw error;
        // The log is shown all the same: what was witnessed cannot be taken back, backup or not.
        return null;
      }
    };
  }

  async #cover(place: ArchivePlace, { signal, sent }: Carrying, gate: Gate): Promise<number> {
    const { store, clock } = this.making;
    const seq = await this.#upToDate(signal, gate);
    store.backups.orderAt(seq, place.name, toInstant(clock.now()));
    if (!store.backups.isDone(seq, place.name))
      await sendBackup({ store, clock, days: this.days, signal, sent }, place, seq);
    store.clearAlarm('backup.failed', place.name);
    return store.backups.get(seq)?.signedSize ?? 0;
  }

  /** The number of a backup that holds the log as it stands: a new one, unless nothing was added since the last. */
  #upToDate(signal: AbortSignal, gate: Gate): Promise<number> {
    const turn = this.#turn.then(async () => {
      const { store } = this.making;
      const last = store.backups.last();
      const isHere = last !== undefined && (await new Spool(store.paths, last.seq).manifest()) !== undefined;
      if (isHere && store.log.head().size <= last.entry + 1) return last.seq;
      const isFree = (): boolean => gate.isOpen;
      return makeBackup({ ...this.making, isFree, whenFree: (stop) => gate.whenOpen(stop) }, signal);
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** @returns whether the archive as a whole is in trouble: then it is left alone, and everything is tried again */
  #passesOver(place: ArchivePlace, error: unknown): boolean {
    const { store } = this.making;
    const code = isBwcError(error) ? error.code : 'bwc.internal';
    const last = store.backups.last();
    if (last !== undefined) store.backups.failed(last.seq, place.name, code, messageOf(error));
    if (isBwcError(error) && error.code.startsWith('bwc.archive.') && failureOf(error).kind !== 'never') return true;
    this.log.error({ err: error, target: place.name }, 'no backup could be made or sent');
    store.raiseAlarm('backup.failed', place.name, { code, reason: messageOf(error) });
    return false;
  }
}

/** @throws BwcError `bwc.backup.no_key` */
export function mustBeConfigured(config: Config): void {
  if (config.backup.recovery_key === '')
    throw new BwcError('bwc.backup.no_key', 'no recovery key is configured', { key: 'backup.recovery_key' });
}
