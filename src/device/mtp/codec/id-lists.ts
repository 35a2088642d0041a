/** The answers that are one array: StorageIDs and ObjectHandles (u32 each), ObjectPropsSupported (u16 each). */
import { ByteWriter } from './byte-writer.js';
import { parseDataset, type Parsed } from './dataset.js';

interface IdList {
  readonly ids: readonly number[];
}

const parseU32s = (bytes: Uint8Array): Parsed<IdList> => parseDataset(bytes, (reader) => ({ ids: reader.u32s() }));
const encodeU32s = (ids: readonly number[]): Uint8Array => new ByteWriter().u32s(ids).finish();

export const parseStorageIds = parseU32s;
export const encodeStorageIds = encodeU32s;
export const parseObjectHandles = parseU32s;
export const encodeObjectHandles = encodeU32s;

export const parseObjectPropsSupported = (bytes: Uint8Array): Parsed<IdList> =>
  parseDataset(bytes, (reader) => ({ ids: reader.u16s() }));
export const encodeObjectPropsSupported = (codes: readonly number[]): Uint8Array =>
  new ByteWriter().u16s(codes).finish();
