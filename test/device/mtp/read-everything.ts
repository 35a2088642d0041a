/** A visit as a station makes it, without the disk: list, copy each file in one pass, look whether it is still the same. */
import { createHash } from 'node:crypto';
import type { ListedFile } from '../../../src/device/camera.js';
import { createMtpDriver } from '../../../src/device/mtp/mtp-driver.js';
import { GENERIC_QUIRKS } from '../../../src/device/mtp/quirks.js';
import type { LoopbackPipe, VirtualMtpCamera } from '../../../src/device/testing/mtp/index.js';
import { loadProfiles } from '../../../src/device/profiles/load-profiles.js';
import { BwcError } from '../../../src/domain/errors.js';
import { sourcePathKey } from '../../../src/domain/source-path.js';

export interface Committed {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface VisitResult {
  readonly committed: readonly Committed[];
  /** What had been given out of clips that then failed: a station keeps it and goes on there. */
  readonly parked: readonly Committed[];
  /** Codes, by path; '' for the visit as a whole. */
  readonly errors: ReadonlyMap<string, string>;
  readonly pipes: readonly LoopbackPipe[];
  readonly listed: readonly string[];
}

const CHUNK_BYTES = 32 * 1024;
/** Read once: thousands of cameras are opened. */
const PROFILES = loadProfiles();
const MODEL = {
  id: 'virtual',
  name: 'virtual',
  // Small, so that a file of some kilobytes takes several windows, and a window several transfers.
  quirks: {
    ...GENERIC_QUIRKS,
    windowBytes: 64 * 1024,
    provenWindowBytes: 96 * 1024,
    transferBytes: 16 * 1024,
  },
  matches: () => true,
};

export async function readEverything(virtual: VirtualMtpCamera): Promise<VisitResult> {
  const committed: Committed[] = [];
  const parked: Committed[] = [];
  const errors = new Map<string, string>();
  const pipes: LoopbackPipe[] = [];
  const listed: string[] = [];
  const host: VirtualMtpCamera = Object.assign(Object.create(virtual) as VirtualMtpCamera, {
    connect: async (device: Parameters<VirtualMtpCamera['connect']>[0]) => {
      const pipe = await virtual.connect(device);
      pipes.push(pipe);
      return pipe;
    },
  });
  const driver = createMtpDriver({ host, timing: virtual.timing, models: [MODEL], profiles: PROFILES });
  try {
    const camera = await driver.open(virtual.candidate, MODEL.id);
    try {
      for await (const file of visited(camera)) {
        listed.push(file.path.text);
        if (file.class.as === 'failed') errors.set(file.path.text, file.class.reason);
        if (file.class.as !== 'clip') continue;
        try {
          const source = await camera.open(file);
          try {
            committed.push({
              path: file.path.text,
              ...(await copy(source, file, (part) => parked.push({ path: file.path.text, ...part }))),
            });
          } finally {
            await source.close();
          }
        } catch (error) {
          errors.set(file.path.text, codeOf(error));
        }
      }
    } finally {
      await camera.close();
    }
  } catch (error) {
    errors.set('', codeOf(error));
  }
  return { committed, parked, errors, pipes, listed };
}

/** What a camera lists, then what has appeared since, as a station goes about it. */
async function* visited(camera: Camera): AsyncGenerator<ListedFile> {
  const seen = new Set<string>();
  for await (const file of camera.list()) {
    seen.add(sourcePathKey(file.path));
    yield file;
  }
  if ((await camera.appeared?.()) !== true) return;
  for await (const file of camera.list()) if (!seen.has(sourcePathKey(file.path))) yield file;
}

type Camera = Awaited<ReturnType<ReturnType<typeof createMtpDriver>['open']>>;
type Source = Awaited<ReturnType<Camera['open']>>;

async function copy(
  source: Source,
  file: { readonly bytes: number; readonly stamp: string },
  onParked: (part: { bytes: number; sha256: string }) => void,
): Promise<{ bytes: number; sha256: string }> {
  if (source.bytes !== file.bytes) throw new BwcError('bwc.ingest.source_changed', 'another size than was listed');
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(CHUNK_BYTES);
  let position = 0;
  try {
    for (let n = await source.read(buffer, 0); n > 0; n = await source.read(buffer, position)) {
      hash.update(buffer.subarray(0, n));
      position += n;
    }
  } catch (error) {
    onParked({ bytes: position, sha256: hash.digest('hex') });
    throw error;
  }
  if (position !== file.bytes) throw new BwcError('bwc.ingest.short_read', 'not all of it came');
  const now = await source.restat();
  if (now.bytes !== file.bytes || now.stamp !== file.stamp) {
    throw new BwcError('bwc.ingest.source_changed', 'it changed while it was read');
  }
  return { bytes: position, sha256: hash.digest('hex') };
}

/** Only an error that was foreseen counts as one. */
function codeOf(error: unknown): string {
  if (error instanceof BwcError) return error.code;
  throw error;
}
