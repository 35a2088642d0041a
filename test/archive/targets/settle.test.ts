/** Many writers of one share at once: everything is there, read back, locked, once. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { originalKey } from '../../../src/archive/keys.js';
import { DirectoryTarget } from '../../../src/archive/targets/directory/directory-target.js';
import { initialiseDirectoryArchive } from '../../../src/archive/targets/directory/initialise.js';
import { systemClock } from '../../../src/domain/time.js';
import { contentOf, putOptions, sha256 } from './contract.js';

const UNTIL = '2030-01-01T00:00:00.000Z';

it.each([
  ['with a command that syncs a file system', process.env['PATH'] ?? ''],
  ['without one', '/nowhere'],
])('stores what many write at once, %s', async (_how, path) => {
  const root = mkdtempSync(join(tmpdir(), 'bwc-settle-'));
  const before = process.env['PATH'];
  process.env['PATH'] = path;
  try {
    const archiveId = await initialiseDirectoryArchive(root, systemClock);
    const target = new DirectoryTarget({ path: root, archiveId }, systemClock);
    const contents = Array.from({ length: 40 }, (_, i) => randomBytes(1 + i * 997));
    const lock = { until: UNTIL, legalHold: true };
    // Each of them twice, as two stations might.
    const puts = await Promise.all(
      [...contents, ...contents].map((data) =>
        target.put(originalKey(sha256(data)), contentOf(data), putOptions({ lock })),
      ),
    );
    expect(puts.filter((p) => p.outcome === 'stored')).toHaveLength(contents.length);
    for (const data of contents)
      expect(await target.head(originalKey(sha256(data)))).toMatchObject({
        bytes: data.length,
        sha256: sha256(data),
        retention: { until: UNTIL, enforcement: 'recorded' },
        legalHold: true,
      });
    expect(readdirSync(join(root, '.bwc', 'incoming'))).toEqual([]);
  } finally {
    process.env['PATH'] = before;
    rmSync(root, { recursive: true });
  }
});
