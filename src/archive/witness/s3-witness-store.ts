/**
 * Checkpoints as objects of a bucket, under the same two names as in a directory:
 *
 *     checkpoints/<station>/<size>         what was shown, by its size (20 digits)
 *     checkpoints/<station>/after-<size>   the same by the size it follows: whoever makes this name first, wins
 *
 * Some engines take a conditional put and write all the same. So it is the version list that decides: of each name the
 * first version counts, whatever was written over it, and whoever finds another's version before his own has lost. Where
 * the bucket keeps no versions, the condition decides; on an engine that has neither, a name is looked up before it is
 * written and read afterwards, which two writers at the very same moment can get past.
 */
import { createHash } from 'node:crypto';
import { text as textOf } from 'node:stream/consumers';
import { addMs, toDate, toInstant, type Clock } from '../../domain/time.js';
import { checkpointKey } from '../document-keys.js';
import { ArchiveError } from '../errors.js';
import { documentKey, type ObjectKey } from '../keys.js';
import type { S3Engine } from '../targets/s3/engine.js';
import { readObject } from '../targets/s3/objects.js';
import type { S3Settings } from '../targets/s3/settings.js';
import { firstVersions, type FirstVersion } from '../targets/s3/versions.js';
import { openedSize } from './opened-size.js';
import { sizeName, stationFolder, type KeptCheckpoint, type WitnessStore } from './witness-store.js';

export interface CheckpointKeeping {
  readonly lock: S3Settings['lock'];
  /** How long a checkpoint is locked, from its first moment on. */
  readonly days: number;
  /** Whether the engine is known to refuse a name that is taken. */
  readonly conditional: () => boolean;
}

const SIZE = /^\d{20}$/;
const DAY_MS = 86_400_000;
/** Far more than any checkpoint has. What is larger is none, and is not read. */
const MOST_BYTES = 65_536;

export class S3WitnessStore implements WitnessStore {
  constructor(
    private readonly engine: S3Engine,
    private readonly keeping: CheckpointKeeping,
    private readonly clock: Clock,
  ) {}

  async latest(station: string): Promise<KeptCheckpoint | null> {
    const names = await this.#names(station);
    let size = [...names.keys()]
      .filter((name) => SIZE.test(name))
      .reduce((most, name) => Math.max(most, Number(name)), 0);
    let found = names.get(sizeName(size));
    // Whoever won a place and was cut off before giving it its second name is helped to the end.
    for (;;) {
      const follows = names.get(`after-${sizeName(size)}`);
      const text = follows === undefined ? '' : await this.#read(after(station, size), follows);
      const next = openedSize(text);
      if (next === null || next <= size) break;
      await this.#write(checkpointKey(station, next), text);
      size = next;
      found = names.get(sizeName(next)) ?? (await this.#first(checkpointKey(station, next)));
    }
    return found === undefined ? null : { size, text: await this.#read(checkpointKey(station, size), found) };
  }

  async keep(station: string, oldSize: number, { size, text }: KeptCheckpoint): Promise<boolean> {
    const written = await this.#write(after(station, oldSize), text);
    if (written) await this.#write(checkpointKey(station, size), text);
    return written;
  }

  async all(station: string): Promise<readonly KeptCheckpoint[]> {
    const kept: KeptCheckpoint[] = [];
    for (const [name, first] of [...(await this.#names(station))].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (!SIZE.test(name)) continue;
      const size = Number(name);
      kept.push({ size, text: await this.#read(checkpointKey(station, size), first) });
    }
    return kept;
  }

  /** @returns whether this is what the name stands for: nobody was there before */
  async #write(key: ObjectKey, text: string): Promise<boolean> {
    if ((await this.#first(key)) !== undefined) return false;
    const version = await this.#put(key, text);
    if (version === null) return false;
    const first = await this.#first(key);
    if (first === undefined)
      throw new ArchiveError('bwc.archive.unreachable', `${key} does not stay as it was put`, { key });
    return version === '' ? (await this.#read(key, first)) === text : first.version === version;
  }

  /** @returns the version, empty where the bucket keeps none; null where the engine says that the name is taken */
  async #put(key: ObjectKey, text: string): Promise<string | null> {
    const { lock, days, conditional } = this.keeping;
    const until = toDate(addMs(toInstant(this.clock.now()), days * DAY_MS));
    try {
      const { VersionId } = await this.engine.call(`storing ${key}`, ({ sdk, client }) =>
        client.send(
          new sdk.PutObjectCommand({
            Bucket: this.engine.bucket,
            Key: key,
            Body: text,
            Metadata: { sha256: createHash('sha256').update(text).digest('hex') },
            ...(conditional() ? { IfNoneMatch: '*' } : {}),
            ...(lock === 'none'
              ? {}
              : {
                  ObjectLockMode: lock === 'compliance' ? ('COMPLIANCE' as const) : ('GOVERNANCE' as const),
                  ObjectLockRetainUntilDate: until,
                }),
          }),
        ),
      );
      return VersionId ?? '';
    } catch (error) {
      if (error instanceof ArchiveError && error.details['reason'] === 'PreconditionFailed') return null;
      throw error;
    }
  }

  async #first(key: ObjectKey): Promise<FirstVersion | undefined> {
    return (await firstVersions(this.engine, key)).get(key);
  }

  async #read(key: ObjectKey, { version, bytes }: FirstVersion): Promise<string> {
    return bytes > MOST_BYTES ? '' : textOf(await readObject(this.engine, key, version, { from: 0 }));
  }

  /** By the last part of their keys. */
  async #names(station: string): Promise<Map<string, FirstVersion>> {
    const prefix = `checkpoints/${stationFolder(station)}/`;
    const found = await firstVersions(this.engine, prefix);
    return new Map([...found].map(([key, first]) => [key.slice(prefix.length), first]));
  }
}

const after = (station: string, size: number): ObjectKey =>
  documentKey('checkpoints', stationFolder(station), `after-${sizeName(size)}`);
