/** What can go wrong with a virtual camera, as data, so that whole-process tests can write it to a file. */
import { z } from 'zod';

/** As text, relative to the volume's root. */
const path = z.string().min(1);
/** Byte position in the file at which the fault strikes. A read that begins before it ends just before it. */
const at = z.int().min(0);
/** How often it strikes; afterwards all is well. */
const times = z.int().positive().optional();

export const faultSchema = z.discriminatedUnion('kind', [
  /** The byte cannot be read: EIO. Default: for ever. */
  z.strictObject({ kind: z.literal('eio'), path, at, times }),
  /** The medium vanishes: everything answers EIO until it is plugged again, or for `backAfterMs`. Default: once. */
  z.strictObject({ kind: z.literal('unplug'), path, at, times, backAfterMs: z.int().positive().optional() }),
  /** The read never answers; closing the file or unplugging ends it. Default: once. */
  z.strictObject({ kind: z.literal('stall'), path, at, times }),
  /** Every read of the file (of all files without `path`) takes its time. */
  z.strictObject({ kind: z.literal('slow'), path: path.optional(), bytesPerSecond: z.number().positive() }),
  /** The firmware goes on writing: so many zero bytes are appended, once. */
  z.strictObject({ kind: z.literal('grow'), path, at, bytes: z.int().positive() }),
  /** The file is cut to so many bytes, once. */
  z.strictObject({ kind: z.literal('shrink'), path, at, to: z.int().min(0) }),
  /** Another file of the same size, all zeros, is put in its place, once. */
  z.strictObject({ kind: z.literal('replace'), path, at }),
  /** The folder cannot be read: EIO. */
  z.strictObject({ kind: z.literal('folder-eio'), path }),
]);

export type Fault = z.infer<typeof faultSchema>;

/** The file beside a volume that says what goes wrong with it. */
export const faultsFileSchema = z.strictObject({ faults: z.array(faultSchema) });

export const faultsFileOf = (root: string): string => `${root}.faults.json`;
/** How often each fault has struck, so that a new process does not begin again. */
export const strikesFileOf = (root: string): string => `${root}.faults-used.json`;

export function strikesAllowed(fault: Fault): number {
  if ('times' in fault && fault.times !== undefined) return fault.times;
  return fault.kind === 'eio' || fault.kind === 'slow' || fault.kind === 'folder-eio' ? Number.POSITIVE_INFINITY : 1;
}
