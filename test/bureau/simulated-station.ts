/**
 * A station as an archive sees it: a key, a log, records with their proofs, checkpoints. Everything it writes is what a real
 * one writes, without a station's database; and it can lie in every way that somebody with its key could.
 */
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkpointKey, recordKey, stationKeyKey } from '../../src/archive/document-keys.js';
import { originalKey } from '../../src/archive/keys.js';
import type { ClipRecordDocument, RecordContent } from '../../src/archive/record/schema.js';
import { formatShown } from '../../src/archive/witness/request.js';
import { canonicalJson, type Json } from '../../src/domain/canonical-json.js';
import { addMs } from '../../src/domain/time.js';
import { signCheckpoint, stationOrigin } from '../../src/store/custody/checkpoint.js';
import { encodeEntry, FIRST_PREV } from '../../src/store/custody/entry.js';
import {
  consistencyProof,
  inclusionProof,
  leafHash,
  nodeHash,
  rootOf,
  type NodeGetter,
} from '../../src/store/custody/merkle.js';

const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const ulid = (n: number): string => String(n).padStart(26, '0');

/** What a test says of a clip; all else is ordinary. */
export interface Said {
  readonly party?: string;
  readonly place?: string;
  readonly officer?: string;
  readonly event?: string;
  readonly category?: string;
  readonly caseNumber?: string;
  readonly content?: string;
  readonly camera?: string;
  readonly path?: string;
  readonly start?: string | null;
  readonly until?: string | null;
  readonly late?: boolean;
  readonly hold?: boolean;
  readonly labelled?: boolean;
}

export interface MadeRecord {
  readonly clip: string;
  readonly version: number;
  readonly document: ClipRecordDocument;
  readonly bytes: Buffer;
}

export class SimulatedStation {
  readonly #keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
  readonly entries: Buffer[] = [];
  readonly records: MadeRecord[] = [];
  readonly #nodes = new Map<string, Buffer>();
  #shown = 0;
  #clips = 0;

  /** @param like a station whose key and past it has */
  constructor(
    readonly id: string,
    like: SimulatedStation | null = null,
  ) {
    this.#keys = like === null ? generateKeyPairSync('ed25519') : like.#keys;
    if (like === null) return;
    this.entries.push(...like.entries);
    this.records.push(...like.records);
    // Its own clips have other names, as they would at a station that was copied.
    this.#clips = like.#clips + 1000;
    this.#shown = like.#shown;
  }

  get pem(): string {
    return this.#keys.publicKey.export({ type: 'spki', format: 'pem' }) as string;
  }

  get size(): number {
    return this.entries.length;
  }

  readonly #node: NodeGetter = (level, index) => {
    const name = `${String(level)}/${String(index)}`;
    const hash =
      this.#nodes.get(name) ??
      (level === 0
        ? leafHash(this.entries[index] ?? Buffer.alloc(0))
        : nodeHash(this.#node(level - 1, index * 2), this.#node(level - 1, index * 2 + 1)));
    this.#nodes.set(name, hash);
    return hash;
  };

  log(kind: string, clipId: string | null, body: { readonly [key: string]: Json }): void {
    const before = this.entries.at(-1);
    this.entries.push(
      encodeEntry({
        seq: this.size,
        at: addMs('2026-03-01T02:00:00.000Z', this.size * 1000),
        uptimeMs: this.size,
        clockSynchronised: null,
        actor: 'test',
        kind: kind as 'clip.stored',
        visitId: null,
        clipId,
        body,
        prev: before === undefined ? FIRST_PREV : leafHash(before).toString('hex'),
      }),
    );
  }

  /** A new clip with the first version of its record. */
  clip(said: Said = {}): MadeRecord {
    this.#clips += 1;
    const clip = `c_${ulid(this.#clips)}`;
    const content = contentOf(this.id, clip, said);
    this.log('clip.stored', clip, { sha256: content.clip.sha256, bytes: content.clip.bytes });
    return this.record(content, null);
  }

  /** The next version, after somebody said something else. */
  again(made: MadeRecord, said: Said): MadeRecord {
    this.log('archive.record', made.clip, { version: made.version, sha256: sha256(made.bytes), contentSha256: '' });
    this.log('label.put', made.clip, {});
    return this.record(contentOf(this.id, made.clip, said), made);
  }

  record(
    content: RecordContent,
    previous: MadeRecord | null,
    change: (document: ClipRecordDocument) => unknown = (d) => d,
  ): MadeRecord {
    const size = this.size;
    const about = this.entries.flatMap((entry, seq) =>
      (JSON.parse(entry.toString()) as { clipId: string | null }).clipId === content.clip.id ? [{ entry, seq }] : [],
    );
    const document: ClipRecordDocument = {
      schema: 'bwc.record/1',
      version: (previous?.version ?? 0) + 1,
      previous: previous === null ? null : { version: previous.version, sha256: sha256(previous.bytes) },
      content,
      log: {
        checkpoint: this.note(size),
        publicKey: this.pem,
        entries: about.map(({ entry, seq }) => ({
          seq,
          entry: entry.toString('utf8'),
          path: inclusionProof(seq, size, this.#node).map((hash) => hash.toString('hex')),
        })),
      },
    };
    const bytes = Buffer.from(canonicalJson(JSON.parse(JSON.stringify(change(document))) as Json), 'utf8');
    const made = { clip: content.clip.id, version: document.version, document, bytes };
    this.records.push(made);
    return made;
  }

  note(size: number): string {
    return signCheckpoint(
      { origin: stationOrigin(this.id), size, root: rootOf(size, this.#node) },
      this.#keys.privateKey,
    );
  }

  /** Writes what it has into the folder of an archive: its key, all records, their originals, and a checkpoint over all. */
  sendTo(folder: string): void {
    put(folder, stationKeyKey(this.id), this.pem);
    for (const { clip, version, document, bytes } of this.records) {
      put(folder, originalKey(document.content.clip.sha256), originalOf(clip));
      put(folder, recordKey(this.id, clip, version), bytes);
    }
    this.show(folder);
  }

  show(folder: string): void {
    if (this.size === this.#shown) return;
    const proof = consistencyProof(this.#shown, this.size, this.#node);
    put(
      folder,
      checkpointKey(this.id, this.size),
      formatShown({ oldSize: this.#shown, proof, note: this.note(this.size) }),
    );
    this.#shown = this.size;
  }
}

/** Short, and every clip another one. */
export const originalOf = (clip: string): string => `content of ${clip}\n`;

export function put(folder: string, key: string, content: string | Uint8Array): void {
  const file = join(folder, key);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function contentOf(station: string, clip: string, said: Said): RecordContent {
  const start = said.start === undefined ? '2026-03-02T06:50:00.000Z' : said.start;
  const original = originalOf(clip);
  const at = '2026-03-03T02:00:00.000Z';
  const fields = {
    ...(said.party === undefined ? {} : { party: said.party }),
    ...(said.place === undefined ? {} : { address: said.place }),
    ...(said.category === undefined ? {} : { category: said.category }),
    ...(said.caseNumber === undefined ? {} : { caseNumber: said.caseNumber }),
    ...(said.content === undefined ? {} : { inspectionContent: said.content }),
  };
  return {
    station: { id: station, origin: stationOrigin(station) },
    clip: {
      ...{ id: clip, kind: 'video', sha256: sha256(original), sm3: null, bytes: original.length, state: 'verified' },
      ...{ readBack: 'direct', recovered: false, storedAt: at, storedPath: 'x', visit: 'v', important: false },
      ...{ encrypted: false, locked: null, note: null },
    },
    source: {
      ...{ type: 'camera', camera: 'cam_1', serial: said.camera ?? 'DSJ0007', medium: null, officerNo: '012345' },
      ...{ identity: null, path: said.path ?? 'DCIM/0001.mp4', pathBase64: null, stamp: 's', modified: null },
    },
    sightings: [],
    times:
      start === null ? null : { corrected: { start, end: addMs(start, 60_000), basis: 'test', uncertaintyMs: 500 } },
    clocks: { camera: null, station: null },
    media: { state: 'read', reason: null, durationMs: 60_000, facts: null },
    recording: { id: null, gapBeforeMs: null },
    sidecars: [],
    labels:
      said.labelled === false
        ? []
        : [{ fields, officers: [{ name: said.officer ?? '王伟', certificateNo: null }], complete: true, version: 1 }],
    names: [],
    activities: said.event === undefined ? [] : [{ leftAt: null, activityId: 'a_1', versions: [{ kind: said.event }] }],
    cases: [],
    statements: [],
    holds: said.hold === true ? [{ released: null }] : [],
    approvals: [],
    consents: [],
    findings: [],
    disposal: null,
    verdicts: {
      rulebook: 'xiamen-2021',
      deadlines: [
        {
          rule: 'upload',
          state: said.late === true ? 'late' : 'met',
          due: null,
          doneAt: null,
          article: null,
          phrase: null,
          of: null,
        },
      ],
      retention: {
        ...{ class: 'ordinary', until: 'never', earliestDisposal: 'never' },
        settledUntil: said.until === undefined ? '2027-03-02' : said.until,
        reasons: [],
      },
      gate: { may: true, missing: [] },
    },
  };
}
