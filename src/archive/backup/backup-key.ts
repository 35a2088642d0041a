/** The key that all backups of this station are sealed with. It lies here so that the next backup can leave out what is there already. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { errnoOf } from '../../domain/errors.js';
import { replaceFileDurable } from '../../store/durable.js';
import type { DataPaths } from '../../store/paths.js';

const schema = z.object({ recipient: z.string(), key: z.base64() });

/** @param recipient fingerprint of the recovery key; with another one everything is sealed, and sent, anew */
export async function ensureBackupKey(paths: DataPaths, recipient: string): Promise<Buffer> {
  const kept = readKey(paths);
  if (kept?.recipient === recipient) return Buffer.from(kept.key, 'base64');
  const key = randomBytes(32);
  await keepBackupKey(paths, recipient, key);
  return key;
}

export const keepBackupKey = (paths: DataPaths, recipient: string, key: Buffer): Promise<void> =>
  replaceFileDurable(paths.backupKey, `${JSON.stringify({ recipient, key: key.toString('base64') })}\n`, 0o600);

function readKey(paths: DataPaths): z.infer<typeof schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(readFileSync(paths.backupKey, 'utf8'))).data;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
