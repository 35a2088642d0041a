/** The station's account at an S3 engine: from a file that nobody else may read. Nothing here ever shows what it holds. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ArchiveError } from '../archive/errors.js';
import type { S3Access } from '../archive/targets/s3/settings.js';
import { errnoOf } from '../domain/errors.js';
import { absolutePath } from './absolute-path.js';

/** A file of its own, or one that systemd hands to the service (`LoadCredential=`), by its name there. */
export const credentialsSchema = z.union(
  [
    z.strictObject({ file: absolutePath }),
    z.strictObject({ systemd: z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/) }),
  ],
  'write { file = "/path" }, or { systemd = "name" } for a credential of the service',
);

export type Credentials = z.infer<typeof credentialsSchema>;

/** Everybody but the owner; a credential of systemd is given to the service by an access list, which shows as the group's. */
const OTHERS = 0o077;
const WORLD = 0o007;
const MOST_BYTES = 65_536;

/**
 * @param ca path of a PEM file; null for the system's authorities
 * @throws ArchiveError `bwc.archive.key_file` naming the file and what is wrong with it
 */
export function readAccess(credentials: Credentials, ca: string | null): S3Access {
  const file = 'file' in credentials ? credentials.file : systemdFile(credentials.systemd);
  const text = readText(file, 'file' in credentials ? OTHERS : WORLD);
  const value = (name: string): string => {
    const lines = [...text.matchAll(new RegExp(`^[ \\t]*(?:aws_)?${name}[ \\t]*=[ \\t]*(.*?)[ \\t]*\\r?$`, 'gm'))];
    const [one, ...more] = lines.map(([, found = '']) => /^"(.*)"$/.exec(found)?.[1] ?? found);
    if (one === undefined || more.length > 0 || !/^[\x21-\x7E]{1,512}$/.test(one))
      throw unusable(file, `it has to have one line "${name} = …"`);
    return one;
  };
  return {
    accessKeyId: value('access_key_id'),
    secretAccessKey: value('secret_access_key'),
    ca: ca === null ? null : readText(ca, 0),
  };
}

function systemdFile(name: string): string {
  const folder = process.env['CREDENTIALS_DIRECTORY'];
  if (folder !== undefined) return join(folder, name);
  throw unusable(name, 'there is no $CREDENTIALS_DIRECTORY: systemd gives it to the service only');
}

/** @param forbidden bits that its mode may not have */
function readText(file: string, forbidden: number): string {
  try {
    const { mode, size } = statSync(file);
    if ((mode & forbidden) !== 0) throw unusable(file, `others can read it (mode ${(mode & 0o777).toString(8)})`);
    if (size > MOST_BYTES) throw unusable(file, 'it is too large to be what it should be');
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    throw unusable(file, `it cannot be read (${errnoOf(error) ?? 'unknown'})`);
  }
}

const unusable = (file: string, reason: string): ArchiveError =>
  new ArchiveError('bwc.archive.key_file', `${file}: ${reason}`, { file, reason });
