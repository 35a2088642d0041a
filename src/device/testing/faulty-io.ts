/** A `VolumeIo` that goes wrong exactly where it is told to, and otherwise is the real kernel. */
import { rename, truncate, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { joinBytes } from '../volume/path-bytes.js';
import type { IoHandle, VolumeIo } from '../volume/volume-io.js';
import { type Fault, strikesAllowed } from './faults.js';

export interface FaultyIo {
  readonly io: VolumeIo;
  /** From now on everything fails, as it does when the cable is pulled. */
  readonly unplug: () => void;
  readonly replug: () => void;
}

export interface FaultyIoOptions {
  readonly faults: readonly Fault[];
  /** How often each fault has struck before, by position. */
  readonly strikes?: readonly number[];
  readonly onStrike?: (strikes: readonly number[]) => void;
}

export function createFaultyIo(base: VolumeIo, options: FaultyIoOptions): FaultyIo {
  const strikes = options.faults.map((_, i) => options.strikes?.[i] ?? 0);
  const paths = new WeakMap<IoHandle, Buffer>();
  const stalled = new Map<IoHandle, (error: Error) => void>();
  let rootPath = '';
  let gone = false;

  const guard = (): void => {
    if (gone) throw systemError('EIO');
  };
  const pathOf = (handle: IoHandle): Buffer => paths.get(handle) ?? Buffer.alloc(0);
  const opened = (handle: IoHandle, path: Buffer): IoHandle => {
    paths.set(handle, path);
    return handle;
  };
  const hits = (fault: Fault, path: Buffer): boolean =>
    fault.path === undefined || Buffer.from(fault.path, 'utf8').equals(path);
  const strike = (index: number): void => {
    strikes[index] = (strikes[index] ?? 0) + 1;
    options.onStrike?.(strikes);
  };
  const unplug = (): void => {
    gone = true;
    for (const release of stalled.values()) release(systemError('EIO'));
    stalled.clear();
  };
  const replug = (): void => {
    gone = false;
  };

  /** Lets every fault of this file strike that is due; answers how far the read may go. */
  const due = async (handle: IoHandle, position: number, length: number): Promise<number> => {
    let end = position + length;
    for (const [index, fault] of options.faults.entries()) {
      if (!hits(fault, pathOf(handle)) || (strikes[index] ?? 0) >= strikesAllowed(fault)) continue;
      if (!('at' in fault) || position > fault.at || end <= fault.at) continue;
      if (position < fault.at) {
        end = fault.at;
        continue;
      }
      strike(index);
      await happen(fault, handle);
    }
    return end - position;
  };

  /** Bytes per second of this file; Infinity where nothing slows it. */
  const slowest = (handle: IoHandle): number =>
    Math.min(
      Infinity,
      ...options.faults.flatMap((f) => (f.kind === 'slow' && hits(f, pathOf(handle)) ? [f.bytesPerSecond] : [])),
    );

  const happen = async (fault: Extract<Fault, { at: number }>, handle: IoHandle): Promise<void> => {
    const file = Buffer.concat([Buffer.from(`${rootPath}/`), pathOf(handle)]);
    switch (fault.kind) {
      case 'eio':
        throw systemError('EIO');
      case 'unplug':
        unplug();
        if (fault.backAfterMs !== undefined) setTimeout(replug, fault.backAfterMs).unref();
        throw systemError('EIO');
      case 'stall':
        return new Promise<void>((_, reject) => stalled.set(handle, reject));
      case 'grow':
        return writeFile(file, Buffer.alloc(fault.bytes), { flag: 'a' });
      case 'shrink':
        return truncate(file, fault.to);
      case 'replace': {
        const other = Buffer.concat([file, Buffer.from('.other')]);
        await writeFile(other, Buffer.alloc(Number((await base.stat(handle)).size)));
        return rename(other, file);
      }
    }
  };

  const io: VolumeIo = {
    openRoot: async (path) => {
      guard();
      rootPath = path;
      return opened(await base.openRoot(path), Buffer.alloc(0));
    },
    openDirectoryAt: async (directory, name) => {
      guard();
      return opened(await base.openDirectoryAt(directory, name), joinBytes(pathOf(directory), name));
    },
    openFileAt: async (directory, name) => {
      guard();
      return opened(await base.openFileAt(directory, name), joinBytes(pathOf(directory), name));
    },
    statAt: async (directory, name) => {
      guard();
      return base.statAt(directory, name);
    },
    stat: async (handle) => {
      guard();
      return base.stat(handle);
    },
    statPath: async (path) => {
      guard();
      return base.statPath(path);
    },
    names: async (directory) => {
      guard();
      const broken = options.faults.some((f) => f.kind === 'folder-eio' && hits(f, pathOf(directory)));
      if (broken) throw systemError('EIO');
      return base.names(directory);
    },
    read: async (handle, into, position) => {
      guard();
      const bytesPerSecond = slowest(handle);
      // Short answers, as a slow device gives them: a stop or an unplug is noticed in between.
      const wanted = Math.min(into.length, Math.max(1, Math.ceil(bytesPerSecond / 10)));
      const length = await due(handle, position, wanted);
      const read = await base.read(handle, into.subarray(0, length), position);
      if (Number.isFinite(bytesPerSecond)) await sleep((1000 * read) / bytesPerSecond);
      guard();
      return read;
    },
    space: async (path) => {
      guard();
      return base.space(path);
    },
    hasBlockDevice: async (device) => !gone && (await base.hasBlockDevice(device)),
    // What it does to a medium is done at once.
    pause: () => Promise.resolve(),
    close: async (handle) => {
      stalled.get(handle)?.(systemError('EIO'));
      stalled.delete(handle);
      await base.close(handle);
    },
  };
  return { io, unplug, replug };
}

const systemError = (code: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`${code}: made by the virtual camera`), { code });
