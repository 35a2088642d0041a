/** What a mounted directory holds to, found out by trying. */
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { newUlid } from '../../../domain/ids.js';
import { toInstant, type Clock } from '../../../domain/time.js';
import type { ProbeReport } from '../../probe-report.js';
import { judge } from '../../verdict.js';
import { MARKER } from './layout.js';
import { createSmallFile } from './small-file.js';
import type { Share } from './share.js';

/**
 * A part is written, made durable and offered for the marker's own name: that must be refused, and nothing is left.
 * Whoever may write here may delete and shorten as well, and nothing in a directory can forbid it: those are `no`.
 */
export async function probeDirectory(share: Share, archiveId: string, clock: Clock): Promise<ProbeReport> {
  const overwritten = await createSmallFile(share, join(share.root, MARKER), `${newUlid()}\n`);
  const checks = {
    // By this program: every object is read back from the share before it gets its name.
    wrongContentRefused: 'yes',
    overwriteRefused: overwritten ? 'no' : 'yes',
    versioned: 'no',
    lockReadBack: 'no',
    shorteningRefused: 'no',
    deletionRefused: 'no',
    defaultRetention: 'no',
  } as const;
  const { bavail, bsize } = await statfs(share.root);
  return {
    archiveId,
    at: toInstant(clock.now()),
    checks,
    clockAheadMs: null,
    freeBytes: bavail * bsize,
    verdict: judge(checks, 'recorded'),
  };
}
