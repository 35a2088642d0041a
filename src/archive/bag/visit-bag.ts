/** The bag of a visit: what the camera brought, the records of its clips, the custody entries and what proves them. */
import { extname } from 'node:path';
import { BwcError } from '../../domain/errors.js';
import { publicKeyOf } from '../../store/custody/clip-proof.js';
import { parseCheckpoint, splitNote } from '../../store/custody/checkpoint.js';
import { entryProofs } from '../../store/custody/entry-proof.js';
import { nodeReader } from '../../store/custody/log.js';
import { consistencyProof } from '../../store/custody/merkle.js';
import { entryText, type RecordSource } from '../record/build.js';
import { checkRecordChain, readRecord } from '../record/read.js';
import type { RecordContent } from '../record/schema.js';
import { formatShown } from '../witness/request.js';
import { sizeName } from '../witness/witness-store.js';
import { assembleBag, bagName, tag, type Bag, type PayloadFile, type TagFile } from './bag.js';
import { BAG_README } from './readme.js';

export interface VisitBagInput {
  readonly visit: string;
  /** Of its clips, all versions of each, the first one first. */
  readonly records: readonly Buffer[];
  /** Clips of the visit that are not in it. Entries about them stay out as well; how many there are is said. */
  readonly withheld: readonly string[];
  /** The one-file checker, as it comes with the program. */
  readonly checker: Buffer;
}

/**
 * The same database and records give the same bag.
 * @throws BwcError `bwc.store.not_found` for an unknown visit, a clip without a record, or entries no checkpoint covers yet
 */
export function visitBag(store: RecordSource, { visit: visitId, records, withheld, checker }: VisitBagInput): Bag {
  const visit = store.visits.get(visitId);
  if (visit === undefined) throw new BwcError('bwc.store.not_found', `there is no visit ${visitId}`, { id: visitId });
  const read = records.map(opened);
  const clips = new Map<string, RecordContent>();
  for (const { record } of read) clips.set(record.content.clip.id, record.content);
  for (const id of clips.keys()) {
    const own = read.filter(({ record }) => record.content.clip.id === id);
    const [problem] = checkRecordChain(own.map(({ bytes }) => bytes));
    if (problem !== undefined) throw new RangeError(`records of clip ${id}: ${problem}`);
  }
  for (const id of store.clipSources.clipsOfVisit(visitId))
    if (!clips.has(id) && !withheld.includes(id))
      throw new BwcError('bwc.store.not_found', `clip ${id} has no record`, { id });
  const seqs = new Set(store.custody.ofVisit(visitId));
  for (const id of clips.keys()) for (const seq of store.custody.ofClip(id)) seqs.add(seq);
  for (const id of withheld) for (const seq of store.custody.ofClip(id)) seqs.delete(seq);
  const { entries, checkpoint } = entryProofs(
    store,
    [...seqs].sort((a, b) => a - b),
  );
  const receipts = store.receipts.latestOfEach();
  const notes = [...receipts.map((r) => r.note), ...read.map(({ record }) => record.log.checkpoint), checkpoint];
  const payload = [...clips.values()].flatMap(payloadOf);
  const { stationId } = store.marker;
  return assembleBag({
    name: bagName(stationId, visitId),
    payload: [...new Map(payload.map((file) => [file.path, file])).values()],
    info: [
      ['Source-Organization', visit.identity?.unitName ?? stationId],
      ['External-Identifier', visitId],
      ['External-Description', `camera ${visit.camera ?? visit.cameraId ?? 'unknown'}`],
      ['Internal-Sender-Identifier', stationId],
      ['Bagging-Date', (store.custody.checkpointCovering(Math.max(...seqs))?.at ?? visit.openedAt).slice(0, 10)],
      ['Bag-Software-Agent', 'bwc-station'],
      ...(withheld.length === 0 ? [] : [['Withheld-Clips', String(withheld.length)] as const]),
    ],
    tags: [
      tag('README.txt', BAG_README),
      { path: 'verify.py', bytes: checker },
      ...read.map(({ record, bytes }) => ({
        path: `records/${record.content.clip.id}/${String(record.version).padStart(4, '0')}.json`,
        bytes,
      })),
      tag('custody/station.pub', publicKeyOf(store.paths)),
      tag('custody/checkpoint.txt', checkpoint),
      ...checkpointChain(store, notes),
      ...receipts.map(({ size, note }, i) => tag(`custody/receipts/${sizeName(size)}-${String(i + 1)}`, note)),
      tag(
        'custody/events.jsonl',
        entries.map((e) => `${entryText(Buffer.from(e.entryBase64, 'base64'), e.index)}\n`).join(''),
      ),
      tag(
        'custody/proofs.jsonl',
        entries.map((e) => `${JSON.stringify({ seq: e.index, path: e.path.map(({ hash }) => hash) })}\n`).join(''),
      ),
    ],
  });
}

function opened(bytes: Buffer) {
  const read = readRecord(bytes);
  if (!read.ok) throw new RangeError(`not a record: ${read.reason}`);
  return { record: read.record, bytes };
}

/** Nothing where it was disposed of: its record stays. */
function payloadOf({ clip, sidecars, disposal }: RecordContent): PayloadFile[] {
  if (disposal !== null) return [];
  const { id, sha256, sm3, bytes } = clip;
  return [
    { path: `data/clips/${id}${extensionOf(clip.storedPath)}`, sha256, sm3, bytes },
    ...sidecars.map((s) => ({
      path: `data/sidecars/${id}/${s.sha256}${extensionOf(s.storedPath)}`,
      sha256: s.sha256,
      sm3: s.sm3,
      bytes: s.bytes,
    })),
  ];
}

const extensionOf = (storedPath: string): string => /^\.[a-z0-9]{1,16}$/.exec(extname(storedPath))?.[0] ?? '';

/** The checkpoints that records, receipts and bag rest on, each with the proof that it goes on from the one before. */
function checkpointChain(store: RecordSource, notes: readonly string[]): TagFile[] {
  const bySize = new Map(notes.map((note) => [parseCheckpoint(splitNote(note)?.text ?? '')?.size ?? 0, note]));
  const sizes = [...bySize.keys()].sort((a, b) => a - b);
  const node = nodeReader(store.db);
  return sizes.map((size, i) => {
    const oldSize = sizes[i - 1] ?? 0;
    const note = bySize.get(size) ?? '';
    return tag(
      `custody/checkpoints/${sizeName(size)}`,
      formatShown({ oldSize, proof: consistencyProof(oldSize, size, node), note }),
    );
  });
}
