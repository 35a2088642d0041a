/** What a restored station holds against what its backup says it held, and everything in it verified from the bytes up. */
import type { BackupManifest } from '../../archive/backup/manifest.js';
import { countsOf } from '../../store/snapshot.js';
import { openStationReader } from '../../store/station-store.js';
import type { DataPaths } from '../../store/paths.js';
import type { Finding } from '../../store/verify/finding.js';
import { verifyStation } from '../../store/verify/verify-station.js';
import type { RestoreOptions } from './options.js';

export interface Proof {
  /** Rows of each table: as the manifest has it, and now. */
  readonly counts: Readonly<Record<string, { readonly backup: number; readonly now: number }>>;
  readonly findings: readonly Finding[];
  readonly entries: number;
  readonly originalsRead: number;
}

export async function proveRestored(
  paths: DataPaths,
  manifest: BackupManifest,
  { onProgress }: Pick<RestoreOptions, 'onProgress'>,
): Promise<Proof> {
  const reader = openStationReader(paths);
  try {
    const now = countsOf(reader.db);
    const counts = Object.fromEntries(
      Object.entries(manifest.counts).map(([table, backup]) => [table, { backup, now: now[table] ?? 0 }]),
    );
    const findings: Finding[] = [];
    const run = verifyStation(reader, {
      budgetMs: null,
      daemonRunning: false,
      onProgress: ({ doneFiles, totalFiles, doneBytes, totalBytes }) => {
        onProgress({ what: 'verify', done: doneFiles, total: totalFiles, doneBytes, totalBytes });
      },
    });
    for (;;) {
      const next = await run.next();
      if (next.done === true)
        return { counts, findings, entries: next.value.entries, originalsRead: next.value.originalsRead };
      const { kind, subject, detail } = next.value;
      findings.push({ kind, subject, detail });
    }
  } finally {
    reader.close();
  }
}
