/** Where everything lies in a data directory. The only file that knows. */
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
/** Linux: a Unix socket's path has at most 107 bytes. */
const MAX_SOCKET_PATH = 107;
export function dataPaths(dataDir) {
  const root = resolve(dataDir);
  const inside = (...parts) => join(root, ...parts);
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
    custody: inside('custody'),
    lastSigned: inside('custody', 'last-signed.json'),
    verifyProgress: inside('verify-progress.json'),
    socket:
      Buffer.byteLength(socket) <= MAX_SOCKET_PATH
        ? socket
        : join(tmpdir(), `bwc-${createHash('sha256').update(root).digest('hex').slice(0, 16)}.sock`),
  };
}
