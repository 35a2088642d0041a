/** A folder of a camera and what stands in it, by name. Names are bytes, kept as latin1 keys. */
import { DeviceError } from '../errors.js';
import type { MtpObject } from './objects.js';

/** The root of everything, a storage, or an object. */
export interface Folder {
  readonly kind: 'folder';
  readonly path: string;
  /** Null for the root above several storages. */
  readonly storageId: number | null;
  /** Of the camera's handles at `generation`; a recovery may give everything another one. */
  handle: number;
  generation: number;
  readonly above: ReadonlySet<number>;
  children: Children | null;
}

export type Child =
  | { readonly as: 'object'; readonly object: MtpObject }
  | { readonly as: 'storage'; readonly storageId: number }
  | { readonly as: 'refused'; readonly error: Error };

export type Children = Map<string, Child>;

export const keyOf = (name: Buffer): string => name.toString('latin1');

export const pathOf = (folder: Folder, name: Buffer): string =>
  folder.path === '' ? keyOf(name) : `${folder.path}/${keyOf(name)}`;

export const cannotDescribe = (error: Error, path: string): DeviceError =>
  new DeviceError(
    'bwc.device.read_error',
    `the camera does not describe ${path}: ${error.message}`,
    { path },
    { cause: error },
  );
