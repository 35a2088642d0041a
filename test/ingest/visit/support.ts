import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Camera, ClipSource, ListedFile } from '../../../src/device/camera.js';
import { randomChunks } from '../../../src/device/testing/content.js';
import {
  createVirtualCamera,
  type Fault,
  type VirtualCamera,
  type VirtualFile,
} from '../../../src/device/testing/index.js';
import { readIncoming, type Parked } from '../../../src/ingest/visit/parked.js';
import {
  settle,
  copyToStaging,
  type PullContext,
  type PullSettings,
  type Staged,
} from '../../../src/ingest/visit/pull.js';
import { sourceKey } from '../../../src/domain/source-key.js';
import { BufferPool } from '../../../src/store/reading/buffers.js';

export const MIB = 2 ** 20;
export const SEED = 'clip';

export function tempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'bwc-ingest-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
export const contentOf = (bytes: number, seed = SEED): Buffer => Buffer.concat([...randomChunks(bytes, seed)]);

/** A source in memory; `most` is what one read answers at most. */
export function memorySource(content: Uint8Array, most = Infinity, failAt = Infinity): ClipSource {
  return {
    bytes: content.length,
    read: (into, position) => {
      if (position + into.length > failAt && position >= failAt - most)
        return Promise.reject(new Error('the medium went away'));
      const part = content.subarray(position, Math.min(content.length, position + Math.min(into.length, most)));
      into.set(part);
      return Promise.resolve(part.length);
    },
    restat: () => Promise.resolve({ bytes: content.length, stamp: 's' }),
    close: () => Promise.resolve(),
  };
}

export class Bench {
  readonly incoming: string;

  private constructor(
    readonly virtual: VirtualCamera,
    readonly camera: Camera,
    readonly files: readonly ListedFile[],
    dir: string,
  ) {
    this.incoming = path.join(dir, 'incoming');
    mkdirSync(this.incoming);
  }

  /** A docked camera with these clips, listed. Default: one clip `a.mp4` of 3 MiB. */
  static async with(
    faults: readonly Fault[] = [],
    files: readonly VirtualFile[] = [{ path: 'a.mp4', content: { random: 3 * MIB, seed: SEED } }],
  ): Promise<Bench> {
    const dir = tempFolder();
    const virtual = await createVirtualCamera({ dir, layout: 'l1', serial: '7654321', files, faults });
    const camera = await virtual.driver.open(virtual.candidate, virtual.profile);
    onTestFinished(() => camera.close());
    const listed: ListedFile[] = [];
    for await (const file of camera.list()) if (file.path.text.endsWith('.mp4')) listed.push(file);
    return new Bench(virtual, camera, listed, dir);
  }

  get file(): ListedFile {
    const [file] = this.files;
    if (file === undefined) throw new Error('no clip was listed');
    return file;
  }

  context(
    changes: Partial<PullSettings & { signal: AbortSignal; onProgress: (position: number) => void }> = {},
  ): PullContext {
    const { signal = new AbortController().signal, onProgress = (): void => undefined, ...settings } = changes;
    return {
      camera: this.camera,
      sourceKey: sourceKey(this.camera.medium.id, this.file),
      settings: { incoming: this.incoming, sm3: false, readBack: true, ...settings },
      pool: new BufferPool(),
      signal,
      onProgress,
    };
  }

  /** The part that may be continued for this file. */
  async parkedFor(file: ListedFile): Promise<Parked | undefined> {
    const key = sourceKey(this.camera.medium.id, file);
    return (await readIncoming(this.incoming)).parked.find((p) => p.note.sourceKey === key);
  }

  async pull(file: ListedFile = this.file, context: PullContext = this.context()): Promise<Staged> {
    const copied = await copyToStaging(file, await this.parkedFor(file), context);
    return settle(copied, context);
  }

  /** Names in staging, the random part of them left out. */
  left(): string[] {
    return readdirSync(this.incoming)
      .map((name) => name.slice(name.indexOf('.')))
      .sort();
  }
}
