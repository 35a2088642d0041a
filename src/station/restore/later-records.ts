/**
 * What an archive saw after the backup was made: records of clips in versions that the backup does not know. Where such a
 * version goes on from the last one known here, it counts as sent, and the next one goes on from it. What it says is not
 * written into the station's rows: the entries that made those rows are not at hand, and none are invented. It is named.
 */
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { canonicalJson, type Json } from '../../domain/canonical-json.js';
import { recordKey } from '../../archive/document-keys.js';
import type { RecordRef } from '../../archive/record/build.js';
import { recordContent } from '../../archive/record/content.js';
import { readRecord } from '../../archive/record/read.js';
import type { ClipRecordDocument, RecordContent } from '../../archive/record/schema.js';
import type { ArchivePlace } from '../../archive/sync/context.js';
import type { ObjectKey } from '../../archive/keys.js';
import type { StationMarker } from '../../store/marker.js';
import type { Repositories } from '../../store/station-store.js';

export interface LaterRecord {
  readonly clip: string;
  readonly version: number;
  readonly sha256: string;
  readonly archive: string;
  /** Whether the backup knows the clip. */
  readonly known: boolean;
  /** Whether it goes on from the last version known here. */
  readonly follows: boolean;
  /** What it says otherwise than the station now does; empty where only the log had grown. */
  readonly differs: readonly string[];
  /** A hold lies on the clip by this record, and none by the station. */
  readonly held: boolean;
  readonly contentSha256: string;
  readonly bytes: number;
}

/** What people said and decided: where it differs, something is lost. */
const SAID: readonly (keyof RecordContent)[] = [
  ...(['labels', 'names', 'activities', 'cases', 'statements'] as const),
  ...(['holds', 'approvals', 'consents', 'disposal', 'sidecars'] as const),
];

type Store = Repositories & { readonly marker: StationMarker };

const PAGE = 1000;

/** @param marker of the station as it was */
export async function* laterRecords(places: readonly ArchivePlace[], store: Store): AsyncGenerator<LaterRecord> {
  const seen = new Set<string>();
  const lasts = new Map<string, Pick<RecordRef, 'version' | 'sha256'>>();
  for (const place of places)
    for await (const { clip, version, key } of recordKeys(place, store.marker.stationId)) {
      if (version <= (store.archives.lastRecord(clip)?.version ?? 0) || seen.has(key)) continue;
      seen.add(key);
      const last = lasts.get(clip) ?? store.archives.lastRecord(clip) ?? null;
      const bytes = await buffer(await place.target.read(key, null));
      const later = judged(store, place.name, bytes, { clip, version }, last);
      if (later === undefined) continue;
      if (later.follows) lasts.set(clip, later);
      yield later;
    }
}

async function* recordKeys(
  { target }: ArchivePlace,
  station: string,
): AsyncGenerator<{ readonly clip: string; readonly version: number; readonly key: ObjectKey }> {
  for (let after: ObjectKey | null = null; ;) {
    const { objects, next }: Awaited<ReturnType<typeof target.list>> = await target.list(
      `records/${station}/`,
      after,
      PAGE,
    );
    for (const { key } of objects) {
      const [, , clip = '', name = ''] = key.split('/');
      const version = Number(/^(\d+)\.json$/.exec(name)?.[1] ?? 0);
      if (version > 0 && recordKey(station, clip, version) === key) yield { clip, version, key };
    }
    if (next === null) return;
    after = next;
  }
}

/** Undefined where it is no record of this clip: that is for the audit of the archive to say. */
function judged(
  store: Store,
  archive: string,
  bytes: Buffer,
  { clip, version }: { readonly clip: string; readonly version: number },
  last: Pick<RecordRef, 'version' | 'sha256'> | null,
): LaterRecord | undefined {
  const read = readRecord(bytes);
  if (!read.ok || read.record.content.clip.id !== clip || read.record.version !== version) return undefined;
  const { record } = read;
  const known = store.clips.get(clip) !== undefined;
  const follows =
    known && version === (last?.version ?? 0) + 1 && (record.previous?.sha256 ?? null) === (last?.sha256 ?? null);
  const differs = known ? differences(store, record) : [...SAID];
  const held = isHeld(record) && !(store.holds.ofClips([clip]).get(clip) ?? []).some((h) => isOpen(h));
  const contentSha256 = digest(Buffer.from(canonicalJson(record.content as unknown as Json), 'utf8'));
  return {
    ...{ clip, version, archive, known, follows, differs, held, contentSha256 },
    sha256: digest(bytes),
    bytes: bytes.length,
  };
}

function differences(store: Store, { content }: ClipRecordDocument): string[] {
  const own = recordContent(store, content.clip.id, content.verdicts);
  const text = (value: unknown): string => canonicalJson(JSON.parse(JSON.stringify(value ?? null)) as Json);
  return SAID.filter((part) => text(own[part]) !== text(content[part]));
}

const isOpen = (hold: unknown): boolean =>
  typeof hold === 'object' && hold !== null && 'released' in hold && hold.released === null;

const isHeld = ({ content }: ClipRecordDocument): boolean => content.holds.some(isOpen);

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
