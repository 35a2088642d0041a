/** Bytes of one object, for a caller that asks for them by position. */
export interface ObjectReader {
  /** As `ClipSource.read`: bytes read, 0 only at the end. */
  read(into: Uint8Array, position: number): Promise<number>;
  /** Waits until nothing of this object is under way: a transaction that is walked away from wedges Android devices. */
  close(): Promise<void>;
}
