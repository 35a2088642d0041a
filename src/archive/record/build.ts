/** Builds the record of a clip: its content, and every custody entry about it with the proof that the log holds it. */
import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../domain/canonical-json.js';
import { BwcError } from '../../domain/errors.js';
import { publicKeyOf } from '../../store/custody/clip-proof.js';
import { entryProofs } from '../../store/custody/entry-proof.js';
import type { StationMarker } from '../../store/marker.js';
import type { DataPaths } from '../../store/paths.js';
import type { Repositories } from '../../store/station-store.js';
import { recordContent } from './content.js';
import { RECORD_SCHEMA, type ClipRecordDocument, type RecordVerdicts } from './schema.js';

/** What has to be remembered of a record that was built, to build the next one. */
export interface RecordRef {
  readonly version: number;
  /** Of the record's bytes. */
  readonly sha256: string;
  /** Of its content alone: tells whether anything changed, though the log has grown. */
  readonly contentSha256: string;
}

export interface BuiltRecord extends RecordRef {
  readonly clip: string;
  readonly bytes: Buffer;
  /** How many entries are under the signed root it rests on. */
  readonly root: number;
}

export type RecordSource = Repositories & { readonly paths: DataPaths; readonly marker: StationMarker };

/**
 * The same database gives the same bytes, whoever builds it and when. The caller reads within one transaction.
 * @param previous the last one built of this clip; null for none
 * @param root how many entries the signed root covers that it is to rest on, and after which it tells of none; without it, the
 *   first one that covers all entries about the clip
 * @returns null where its content is that of the previous one
 * @throws BwcError `bwc.store.not_found` for an unknown clip, or where no checkpoint covers its entries yet;
 *   `bwc.custody.chain_broken` where an entry is no text
 */
export function buildRecord(
  store: RecordSource,
  clipId: string,
  verdicts: RecordVerdicts,
  previous: RecordRef | null,
  root?: number,
): BuiltRecord | null {
  const content = recordContent(store, clipId, verdicts);
  const contentSha256 = digest(canonical(content));
  if (contentSha256 === previous?.contentSha256) return null;
  const version = (previous?.version ?? 0) + 1;
  const { log, size } = logOf(store, content.clip.id, root);
  const document: ClipRecordDocument = {
    schema: RECORD_SCHEMA,
    version,
    previous: previous && { version: previous.version, sha256: previous.sha256 },
    content,
    log,
  };
  const bytes = canonical(document);
  return { clip: content.clip.id, version, bytes, sha256: digest(bytes), contentSha256, root: size };
}

function logOf(
  store: RecordSource,
  clipId: string,
  root = Infinity,
): { readonly log: ClipRecordDocument['log']; readonly size: number } {
  const seqs = store.custody.ofClip(clipId).filter((seq) => seq < root);
  if (seqs.length === 0)
    throw new BwcError('bwc.store.not_found', `no custody entry speaks of clip ${clipId}`, { id: clipId });
  const { entries, checkpoint, size } = entryProofs(store, seqs, Number.isFinite(root) ? root : undefined);
  const log = {
    checkpoint,
    publicKey: publicKeyOf(store.paths),
    entries: entries.map(({ index, entryBase64, path }) => ({
      seq: index,
      entry: entryText(Buffer.from(entryBase64, 'base64'), index),
      path: path.map(({ hash }) => hash),
    })),
  };
  return { log, size };
}

/** Entries are JSON in UTF-8, so that text loses nothing of them. @throws BwcError `bwc.custody.chain_broken` */
export function entryText(bytes: Buffer, seq: number): string {
  const text = bytes.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(bytes) || text.includes('\n'))
    throw new BwcError('bwc.custody.chain_broken', `custody entry ${String(seq)}: its bytes are no custody entry`, {
      seq,
    });
  return text;
}

/** Through JSON first: a key without a value is not there. */
const canonical = (value: unknown): Buffer =>
  Buffer.from(canonicalJson(JSON.parse(JSON.stringify(value)) as Json), 'utf8');

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
