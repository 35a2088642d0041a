/**
 * What restored stations say at the archive: that they go on, and from which backup. Write-once and numbered, so that of two
 * machines that were restored at once only one goes on; and the machine from before, should it come back, learns it there.
 */
import { createHash, sign, verify, type KeyObject } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { canonicalJson } from '../../domain/canonical-json.js';
import { hasCode } from '../../domain/errors.js';
import { ArchiveError } from '../errors.js';
import type { ObjectKey } from '../keys.js';
import type { ArchiveTarget } from '../target.js';
import { restoreKey, restoresPrefix } from './backup-keys.js';

const statementSchema = z.strictObject({
  schema: z.literal('bwc.restored/1'),
  /** Of the backup. */
  station: z.string(),
  backup: z.int().positive(),
  manifestSha256: z.string(),
  logSize: z.int().nonnegative(),
  at: z.string(),
  /** Made anew for each restore: tells one machine from another. */
  id: z.string(),
  /** Under which id it goes on: the same one, or its successor's with the successor's public key (PEM). */
  continues: z.strictObject({ station: z.string(), publicKey: z.string() }),
});
export type RestoreStatement = z.infer<typeof statementSchema>;

export interface KeptRestore {
  readonly key: ObjectKey;
  /** Null where nobody can read it, or the station's key did not sign it. */
  readonly statement: RestoreStatement | null;
}

/** Few: each is a disaster. */
const MOST = 1000;

const textOf = (statement: RestoreStatement): Buffer =>
  Buffer.from(`bwc.restored/1\n${canonicalJson(statement)}`, 'utf8');

/** All that are there, the first one first. @param publicKey of the station */
export async function restoresAt(target: ArchiveTarget, station: string, publicKey: KeyObject): Promise<KeptRestore[]> {
  const { objects } = await target.list(restoresPrefix(station), null, MOST);
  return Promise.all(
    objects.map(async ({ key }) => ({ key, statement: opened(await buffer(await target.read(key, null)), publicKey) })),
  );
}

/** Says it at the first free number. @returns its key @throws ArchiveError `bwc.archive.superseded` where another came first */
export async function stateRestore(
  target: ArchiveTarget,
  statement: RestoreStatement,
  key: KeyObject,
  publicKey: KeyObject,
  signal: AbortSignal,
): Promise<ObjectKey> {
  const before = await restoresAt(target, statement.station, publicKey);
  const own = before.find((kept) => kept.statement?.id === statement.id);
  if (own !== undefined) return own.key;
  const signature = sign(null, textOf(statement), key).toString('base64');
  const data = Buffer.from(canonicalJson({ statement, signature }), 'utf8');
  const sha256 = createHash('sha256').update(data).digest('hex');
  const objectKey = restoreKey(statement.station, before.length + 1);
  const options = {
    metadata: { station: statement.station, kind: 'restore' },
    signal,
    resume: null,
    keepNote: () => undefined,
    onProgress: () => undefined,
  };
  try {
    await target.put(objectKey, { data, sha256 }, options);
  } catch (error) {
    if (hasCode(error, 'bwc.archive.conflict')) throw superseded(statement.station, objectKey);
    throw error;
  }
  return objectKey;
}

export const superseded = (station: string, key: ObjectKey): ArchiveError =>
  new ArchiveError('bwc.archive.superseded', `${station} was restored on another machine (${key})`, { station, key });

function opened(bytes: Buffer, publicKey: KeyObject): RestoreStatement | null {
  try {
    const { statement, signature } = z
      .strictObject({ statement: statementSchema, signature: z.base64() })
      .parse(JSON.parse(bytes.toString('utf8')));
    return verify(null, textOf(statement), publicKey, Buffer.from(signature, 'base64')) ? statement : null;
  } catch {
    return null;
  }
}
