/** What a station says was archived, held against what lies there. */
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { expect } from 'vitest';
import { parseKey, type ObjectKey } from '../../../src/archive/keys.js';
import { checkRecordChain } from '../../../src/archive/record/read.js';
import type { S3Target } from '../../../src/archive/targets/s3/s3-target.js';
import { auditCheckpoints } from '../../../src/archive/witness/audit.js';
import { loadPublicKey } from '../../../src/store/custody/key.js';
import type { DataPaths } from '../../../src/store/paths.js';
import { textOf } from '../../../src/store/verify/compare-row.js';
import { openStationReader, originOf } from '../../../src/store/station-store.js';
import { holdCardAgainst, type Card } from './card.js';

export interface Held {
  /** Of what the station says was archived. */
  readonly keys: readonly string[];
  /** Files that are gone from its card. */
  readonly gone: number;
}

/** Every object is read again; then the card is held against what was found. */
export async function holdAgainst(paths: DataPaths, card: Card, target: S3Target, clips: number): Promise<Held> {
  const reader = openStationReader(paths);
  const { stationId } = reader.marker;
  const known = { origin: originOf(reader.marker), publicKey: loadPublicKey(paths) };
  const audit = auditCheckpoints(known, await target.witness(180).all(stationId));
  expect(audit.findings).toEqual([]);
  const entries = ['clip.archived', 'record.archived'].flatMap((kind) =>
    reader.custody.list({ kind, limit: 100_000, newestFirst: false }),
  );
  // The last checkpoint that was shown covers what was archived before it.
  expect(audit.proven?.size).toBeGreaterThan(entries.at(-1)?.seq ?? Infinity);
  const keys = entries.map(({ body }) => textOf(body['key']));
  expect(new Set(keys).size).toBe(keys.length);
  expect(entries.filter((e) => e.kind === 'clip.archived')).toHaveLength(clips);
  const records = new Map<string, Buffer[]>();
  const contents = new Set<string>();
  for (const { kind, clipId, body } of entries) {
    const key = parseKey(textOf(body['key'])) as ObjectKey;
    const version = textOf(body['objectVersion']);
    const content = await buffer(await target.read(key, version));
    expect(createHash('sha256').update(content).digest('hex')).toBe(body['sha256']);
    const seen = await target.head(key, version);
    expect(seen?.retention?.until ?? '').toBe(body['retainUntil']);
    if (kind === 'clip.archived') contents.add(textOf(body['sha256']));
    if (kind === 'record.archived') records.set(clipId ?? '', [...(records.get(clipId ?? '') ?? []), content]);
  }
  expect(records.size).toBe(clips);
  for (const chain of records.values()) expect(checkRecordChain(chain)).toEqual([]);
  const gone = holdCardAgainst(card, reader, contents);
  reader.close();
  return { keys, gone };
}

export async function keysIn(target: S3Target): Promise<string[]> {
  const keys: string[] = [];
  for (const prefix of ['originals/', 'records/'])
    for (let after: ObjectKey | null = null; ;) {
      const page = await target.list(prefix, after, 1000);
      keys.push(...page.objects.map((o) => o.key));
      after = page.next;
      if (after === null) break;
    }
  return keys.sort();
}
