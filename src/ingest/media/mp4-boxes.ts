/** Whether the top-level boxes of an MP4 file cover exactly the file (ISO 14496-12 4.2). Tells a cut-off recording. */
import { latin1 } from './signatures.js';

/** Reads up to `length` bytes at `position`; fewer only at the end of the file. */
export type ReadAt = (position: number, length: number) => Uint8Array;

export interface BoxCheck {
  /** The index of samples. Without it nothing can be played; a camera writes it last. */
  readonly hasMoov: boolean;
  /** Plain words, or null where the boxes end exactly where the file does. */
  readonly problem: string | null;
}

/** A fragmented recording has two boxes per fragment; 100,000 are more than a day of it. */
const MAX_BOXES = 100_000;

export function checkBoxes(readAt: ReadAt, fileBytes: number): BoxCheck {
  let hasMoov = false;
  let position = 0;
  for (let n = 0; position < fileBytes; n++) {
    if (n === MAX_BOXES) return { hasMoov, problem: `only the first ${String(MAX_BOXES)} boxes were checked` };
    const head = readAt(position, 16);
    if (head.length < 8) {
      return { hasMoov, problem: `${String(fileBytes - position)} stray bytes after the last box` };
    }
    const type = latin1(head, 4, 4);
    const size = boxSize(head, fileBytes - position);
    // A hole or a preallocated tail reads as zeros, which would look like a box without end.
    if (size === undefined || type === '\0\0\0\0')
      return { hasMoov, problem: `damaged box at byte ${String(position)}` };
    hasMoov ||= type === 'moov';
    position += size;
  }
  const missing = position - fileBytes;
  return { hasMoov, problem: missing === 0 ? null : `the file ends ${String(missing)} bytes before its last box does` };
}

/** Bytes of the box with its header, or undefined where the header cannot be one. `rest` is what the file has left. */
function boxSize(head: Uint8Array, rest: number): number | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const size = view.getUint32(0);
  // 0 means "to the end of the file", 1 means that 64 bits follow.
  if (size === 0) return rest;
  if (size !== 1) return size >= 8 ? size : undefined;
  if (head.length < 16) return undefined;
  const large = view.getBigUint64(8);
  return large >= 16n && large <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(large) : undefined;
}
