/** How a virtual camera behaves when nothing goes wrong. Every value is what some real device does. */
import type { DeviceInfo } from '../../mtp/codec/device-info.js';

export interface Knobs {
  /** Full speed, high speed, SuperSpeed. */
  readonly maxPacket: 64 | 512 | 1024;
  /** The 12 bytes with the data (Android), as a short packet of their own (Canon), or a first packet of so many bytes. */
  readonly header: 'combined' | 'split' | { readonly splitAt: number };
  /** A zero-length packet after data: where it fills its last packet, after all data, or never (QEMU). */
  readonly zlp: 'spec' | 'always' | 'never';
  /** Whether the response begins in the last packet of the data. */
  readonly response: 'own-packet' | 'glued';
  /** Leica answers with transaction 0. */
  readonly responseTid: 'right' | 'zero' | 'wrong';
  /** What an earlier session left in the device's FIFO, to be met by the first read. */
  readonly stale: 'none' | 'response' | 'data-and-response';
  /** A process died and left its session open. */
  readonly sessionOpenAtStart: boolean;
  /** Opcodes that DeviceInfo does not list and that get OperationNotSupported. */
  readonly unsupported: readonly number[];
  /**
   * GetObjectPropList: right; refused; every third object missing; or with a handle that does not exist and the size of
   * the first file wrong.
   */
  readonly propList: 'whole' | 'none' | 'partial' | 'inconsistent';
  /**
   * Which parent lists the root: 0xFFFFFFFF, with 0 for everything (the standard, Android); only 0xFFFFFFFF, which the
   * objects name as their parent too; only 0; the storage's id; or none, 0 being everything (Samsung).
   */
  readonly rootParent: 'standard' | 'ffffffff-only' | 'zero-only' | 'storage-id' | 'recursive-only';
  /** For ever; from 1 with every session in order of mention (QEMU); or others with every session (Android's rescan). */
  readonly handles: 'stable' | 'restart' | 'rekey';
  /** Samsung writes the size with 64 bits. */
  readonly objectInfo: 'standard' | 'samsung64';
  /** Sizes as they are, or as first seen in the session, as a media database has them (Android). */
  readonly sizes: 'live' | 'as-of-session';
  /** A file became shorter than announced: zeros and IncompleteTransfer (QEMU), or stale bytes and OK (uMTP). */
  readonly shrunkRead: 'incomplete' | 'padded-ok';
  /** The most bytes of one partial answer, or null: fewer than asked, with OK. */
  readonly partialLimit: number | null;
  /** A partial read that asks beyond the end: cut to it, never answered, or filled up with garbage (MTP_t4). */
  readonly pastEnd: 'clamps' | 'hangs' | 'pads';
  /** A partial read up to the end whose last packet is full is never finished (Samsung). */
  readonly exactTail: 'fine' | 'hangs';
  /** A command before the last transaction was read to its end: not taken (Android), or the endpoint halts (QEMU). */
  readonly commandWhileBusy: 'waits' | 'stalls';
  /** To a cancel: nothing (uMTP, QEMU), a response TransactionCancelled, or both bulk endpoints halt (Android). */
  readonly cancel: CancelHabit;
  /** Packets that still come after a cancel, out of the controller's buffer. */
  readonly cancelLeaves: number;
  /** Whether the device is there after a port reset, or leaves the bus and comes back. */
  readonly portReset: 'resumes' | 're-enumerates';
  /** A read of the interrupt endpoint: brings events, halts it, or wedges the device until it is reset. */
  readonly interrupt: 'fine' | 'stalls' | 'wedges';
  /** Whatever it should say of itself instead. */
  readonly deviceInfo: Partial<DeviceInfo>;
}

export type CancelHabit = 'silent' | 'answers' | 'stalls';

/** A well-behaved high-speed camera with everything. */
export const DEFAULT_KNOBS: Knobs = {
  maxPacket: 512,
  header: 'combined',
  zlp: 'spec',
  response: 'own-packet',
  responseTid: 'right',
  stale: 'none',
  sessionOpenAtStart: false,
  unsupported: [],
  propList: 'whole',
  rootParent: 'standard',
  handles: 'stable',
  objectInfo: 'standard',
  sizes: 'live',
  shrunkRead: 'incomplete',
  partialLimit: null,
  pastEnd: 'clamps',
  exactTail: 'fine',
  commandWhileBusy: 'waits',
  cancel: 'silent',
  cancelLeaves: 0,
  portReset: 'resumes',
  interrupt: 'fine',
  deviceInfo: {},
};
