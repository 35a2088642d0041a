/** Where everything lies in a data directory. The only file that knows. */
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface DataPaths {
  readonly root: string;
  readonly config: string;
  /** Written last by `bwc init`: its presence says that the directory is whole. */
  readonly marker: string;
  readonly database: string;
  readonly privateKey: string;
  readonly publicKey: string;
  /** Write-once originals, `<yyyy>/<mm>/<dd>/<sha256>[.ext]`. */
  readonly originals: string;
  /** Staging: parts being written, on the same file system as the originals, so that `link` can publish them. */
  readonly incoming: string;
  /** Deletable: thumbnails, previews, and below `making` what is being made. */
  readonly derived: string;
  readonly making: string;
  /** Signed checkpoints and the last size signed, outside the database, so that a restored old database shows. */
  readonly custody: string;
  readonly lastSigned: string;
  readonly verifyProgress: string;
  /** The backup that is on its way to the archives, and the key that all of this station's are sealed with. */
  readonly backup: string;
  readonly backupKey: string;
  readonly socket: string;
}

/** Linux: a Unix socket's path has at most 107 bytes. */
const MAX_SOCKET_PATH = 107;

export function dataPaths(dataDir: string): DataPaths {
  const root = resolve(dataDir);
  const inside = (...parts: string[]): string => join(root, ...parts);
  const socket = inside('control.sock');
  return {
    root,
    config: inside('config.toml'),
    marker: inside('station.json'),
    database: inside('station.db'),
    privateKey: inside('station.key'),
    publicKey: inside('station.pub'),
    originals: inside('originals'),
    incoming: inside('incoming'),
    derived: inside('derived'),
    making: inside('derived', 'making'),
    custody: inside('custody'),
    lastSigned: inside('custody', 'last-signed.json'),
    verifyProgress: inside('verify-progress.json'),
    backup: inside('backup'),
    backupKey: inside('backup.key'),
    socket:
      Buffer.byteLength(socket) <= MAX_SOCKET_PATH
        ? socket
        : join(tmpdir(), `bwc-${createHash('sha256').update(root).digest('hex').slice(0, 16)}.sock`),
  };
}
