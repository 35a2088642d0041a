/** A camera made of a real directory tree with real bytes, that can be plugged into a mount root and go wrong on demand. */
import { mkdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ClipKind } from '../../domain/clip.js';
import { type SourcePath, sourcePathFromBytes } from '../../domain/source-path.js';
import { addMs, fromInstant, type Instant, instantToCivil } from '../../domain/time.js';
import type { CameraDriver, VolumeCandidate } from '../driver.js';
import { nodeIo } from '../volume/node-io.js';
import { plainFolder } from '../volume/scan.js';
import { createVolumeDriver } from '../volume/volume-driver.js';
import type { VolumeIo } from '../volume/volume-io.js';
import { type VirtualContent, writeContent } from './content.js';
import { createFaultyIo } from './faulty-io.js';
import { type Fault, faultsFileOf, strikesFileOf } from './faults.js';
import { CARD_LAYOUTS, type LayoutId, type LayoutIdentity } from './layouts.js';

export interface VirtualFile {
  /** Default: what the layout calls a clip of this kind and start. Bytes where text cannot say it. */
  readonly path?: string | Uint8Array;
  /** Default `video`. */
  readonly kind?: ClipKind;
  readonly content: VirtualContent;
  /** True time at which recording began. Default: ten minutes after the file before it. */
  readonly startedAt?: Instant;
  /** Added to the start for the modification time. Default 0. */
  readonly durationMs?: number;
  /** The camera's own mark, where the layout has one. */
  readonly important?: boolean;
  readonly encrypted?: boolean;
}

export interface VirtualCameraOptions {
  /** An existing folder, on the same file system as the mount roots it will be plugged into. */
  readonly dir: string;
  readonly layout: LayoutId;
  /** Name of the volume's folder, and its label. Default: the serial. */
  readonly name?: string;
  readonly serial: string;
  /** Default `000000`, which means "not set". */
  readonly officerNo?: string;
  readonly officerName?: string;
  readonly unitName?: string;
  /** Of the identity file. Default `utf-8`. */
  readonly encoding?: 'utf-8' | 'gbk';
  /** 0..100, where the layout has a battery file. */
  readonly battery?: number;
  /** The camera's clock minus true time, milliseconds: shifts names and modification times. */
  readonly clockOffsetMs?: number;
  /** The zone of the camera's clock. Default `Asia/Shanghai`. */
  readonly zone?: string;
  readonly files: readonly VirtualFile[];
  readonly faults?: readonly Fault[];
}

export interface VirtualCamera {
  /** Where the tree is now. */
  readonly root: string;
  readonly profile: string;
  readonly files: readonly { readonly path: SourcePath; readonly bytes: number }[];
  /** Reads with the faults; for a driver in the same process. */
  readonly io: VolumeIo;
  readonly candidate: VolumeCandidate;
  /** The volume driver, reading with the faults. */
  readonly driver: CameraDriver;
  /** Moves the tree into a mount root, with its faults file beside it where it has faults. Answers the volume's root. */
  plug(intoRoot: string): Promise<string>;
  /** Moves the tree out again. Open files stay readable, as the kernel has it; `pull` makes them fail. */
  unplug(): Promise<void>;
  /** For this process: everything fails from now on, as when the cable is pulled. */
  pull(): void;
  /** Undoes `pull` and a fault of kind `unplug`. */
  replug(): void;
}

const FIRST_START: Instant = '2026-03-01T01:00:00.000Z';
const TEN_MINUTES_MS = 600_000;

export async function createVirtualCamera(options: VirtualCameraOptions): Promise<VirtualCamera> {
  const name = options.name ?? options.serial;
  const home = path.join(options.dir, name);
  const layout = CARD_LAYOUTS[options.layout];
  const faults = options.faults ?? [];
  const identity: LayoutIdentity = {
    serial: options.serial,
    officerNo: options.officerNo ?? '000000',
    officerName: options.officerName ?? '',
    unitName: options.unitName ?? '',
    encoding: options.encoding ?? 'utf-8',
    battery: options.battery,
  };
  await mkdir(home);
  for (const folder of layout.folders) await mkdir(path.join(home, folder), { recursive: true });
  const files: { path: SourcePath; bytes: number }[] = [];
  for (const [at, bytes] of layout.statusFiles(identity)) {
    await writeFile(path.join(home, at), bytes);
    files.push({ path: sourcePathFromBytes(Buffer.from(at, 'utf8')), bytes: bytes.length });
  }
  for (const [i, file] of options.files.entries()) files.push(await materialise(home, options, identity, file, i));

  const faulty = createFaultyIo(nodeIo, { faults });
  let root = home;
  return {
    get root() {
      return root;
    },
    get candidate() {
      return plainFolder(root);
    },
    profile: layout.profile,
    files,
    io: faulty.io,
    driver: createVolumeDriver({ io: faulty.io }),
    plug: async (intoRoot) => {
      const target = path.join(intoRoot, name);
      if (faults.length > 0) await writeFile(faultsFileOf(target), JSON.stringify({ faults }));
      await rename(root, target);
      root = target;
      faulty.replug();
      return target;
    },
    unplug: async () => {
      await rename(root, home);
      root = home;
    },
    pull: faulty.unplug,
    replug: faulty.replug,
  };
}

async function materialise(
  home: string,
  options: VirtualCameraOptions,
  identity: LayoutIdentity,
  file: VirtualFile,
  index: number,
): Promise<{ path: SourcePath; bytes: number }> {
  const startedAt = file.startedAt ?? addMs(FIRST_START, index * TEN_MINUTES_MS);
  const onCamera = addMs(startedAt, options.clockOffsetMs ?? 0);
  const clip = {
    kind: file.kind ?? 'video',
    start: instantToCivil(onCamera, options.zone ?? 'Asia/Shanghai'),
    important: file.important ?? false,
    encrypted: file.encrypted ?? false,
  };
  const at = Buffer.from(file.path ?? CARD_LAYOUTS[options.layout].clipPath(clip, identity));
  const full = Buffer.concat([Buffer.from(`${home}/`), at]);
  await mkdir(full.subarray(0, full.lastIndexOf(0x2f)), { recursive: true });
  if (await stat(full).catch(() => null)) throw new Error(`two files of one name: ${at.toString()}`);
  await writeContent(full, file.content);
  const seconds = fromInstant(addMs(onCamera, file.durationMs ?? 0)) / 1000;
  await utimes(full, seconds, seconds);
  return { path: sourcePathFromBytes(at), bytes: (await stat(full)).size };
}

/** Removes a camera's tree and what was laid beside it. */
export async function removeVirtualCamera({ root }: VirtualCamera): Promise<void> {
  for (const at of [root, faultsFileOf(root), strikesFileOf(root)]) await rm(at, { recursive: true, force: true });
}
