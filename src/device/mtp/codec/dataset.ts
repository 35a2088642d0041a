import { ByteReader } from './bytes.js';

/** Bytes after what was understood. Devices pad, and later editions add fields: a remark, not an error. */
export interface Trailing {
  readonly trailingBytes: number;
}

export type Parsed<T> = T & Trailing;

export function parseDataset<T extends object>(bytes: Uint8Array, read: (reader: ByteReader) => T): Parsed<T> {
  const reader = new ByteReader(bytes);
  const fields = read(reader);
  return { ...fields, trailingBytes: reader.remaining };
}
