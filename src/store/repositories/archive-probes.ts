/** What each archive was found to hold to when it was tried last. */
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';

export interface ProbeOnRecord {
  readonly at: Instant;
  /** Whether anything may be called archived there. */
  readonly mayArchive: boolean;
  /** Who holds the retention of an archived object; null where nothing may be archived. */
  readonly enforcement: string | null;
  /** The checks that forbid it. */
  readonly inTheWay: readonly string[];
  /** Those, and what is missing without standing in the way. */
  readonly lacking: readonly string[];
  /** Station minus archive; null where the archive tells no time. */
  readonly clockAheadMs: number | null;
  /** Null where the archive does not say. */
  readonly freeBytes: number | null;
}

interface ProbeRow extends Omit<ProbeOnRecord, 'mayArchive' | 'inTheWay' | 'lacking'> {
  readonly mayArchive: number;
  readonly inTheWay: string;
  readonly lacking: string;
}

export class ArchiveProbes {
  readonly #latest;
  readonly #keep;

  constructor(db: Db) {
    this.#latest = db.prepare<[string], ProbeRow>(
      `SELECT at, may_archive AS mayArchive, enforcement, in_the_way AS inTheWay, lacking, clock_ahead_ms AS clockAheadMs,
         free_bytes AS freeBytes FROM archive_probes WHERE target = ?`,
    );
    this.#keep =
      db.prepare(`INSERT OR REPLACE INTO archive_probes (target, at, may_archive, enforcement, in_the_way, lacking, clock_ahead_ms, free_bytes)
      VALUES (@target, @at, @mayArchive, @enforcement, @inTheWay, @lacking, @clockAheadMs, @freeBytes)`);
  }

  latest(target: string): ProbeOnRecord | undefined {
    const row = this.#latest.get(target);
    return (
      row && {
        ...row,
        mayArchive: row.mayArchive !== 0,
        inTheWay: JSON.parse(row.inTheWay) as string[],
        lacking: JSON.parse(row.lacking) as string[],
      }
    );
  }

  keep(target: string, probe: ProbeOnRecord): void {
    const { mayArchive, inTheWay, lacking } = probe;
    this.#keep.run({
      ...{ ...probe, target, mayArchive: Number(mayArchive) },
      inTheWay: JSON.stringify(inTheWay),
      lacking: JSON.stringify(lacking),
    });
  }
}
