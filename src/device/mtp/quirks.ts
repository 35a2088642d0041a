/** How a model departs from what is asked of an unknown one, as data. */
import { z } from 'zod';

const MiB = 2 ** 20;
const windowBytes = z
  .int()
  .min(64 * 1024)
  .max(16 * MiB);

export const quirksSchema = z.strictObject({
  /** Bytes of one partial read while nothing is proven of this camera. */
  windowBytes,
  /** The same, once a first clip was read whole. */
  provenWindowBytes: windowBytes,
  /** Bytes of one bulk transfer; several are under way. The kernel's memory for all USB transfers is 16 MiB by default. */
  transferBytes: z
    .int()
    .min(16 * 1024)
    .max(MiB)
    .multipleOf(1024),
  /** Reads whose last packet is exactly full hang some Samsung devices (libmtp issue 8): ask for a byte less. */
  avoidFullLastPacket: z.boolean(),
  /** Whether folders are described by GetObjectPropList, which 160 of the 1,530 devices libmtp knows have broken. */
  propList: z.boolean(),
  /** Parent of what lies in the root. `auto` asks 0xFFFFFFFF and takes 0 only where that is refused. */
  rootParent: z.enum(['auto', '0', 'storage']),
  /** Some devices leave MTP when their session is closed. */
  closeSession: z.boolean(),
  /** Silence before a broken link is opened again. */
  idleBetweenSessionsMs: z.int().min(0).max(60_000),
  /** Whether the USB port may be reset when nothing gentler helps. */
  portReset: z.boolean(),
  /** Whether the class's own reset (0x66) may follow. It ended MTP on healthy Pixels until they were replugged (mtp-rs). */
  classReset: z.boolean(),
  /** Whether its DeleteObject is known to delete what it is asked to and nothing else. */
  erase: z.boolean(),
  /**
   * Whether its answers carry transaction 0 instead of the command's (some Leica). Only then is that taken for an answer: from
   * any other device it is one to something else.
   */
  zeroTransaction: z.boolean(),
  /** What dates without a zone mean. */
  dateZone: z.enum(['utc', 'local', 'unknown']),
  /** Whether the battery property is asked: its query breaks the session of three devices libmtp knows. */
  battery: z.boolean(),
  dateTime: z.boolean(),
  /** Whether the interrupt endpoint is read, between transactions; false for devices that a read of it wedges. */
  events: z.boolean(),
  /** How long after attaching storages may still appear. */
  settleMs: z.int().min(0).max(60_000),
  /** Longest silence within a transaction. */
  timeoutMs: z.int().min(1000).max(120_000),
});

export type Quirks = z.infer<typeof quirksSchema>;

/** The strictest: for a device nobody has described yet. */
export const GENERIC_QUIRKS: Quirks = {
  windowBytes: MiB,
  provenWindowBytes: 8 * MiB,
  transferBytes: 256 * 1024,
  avoidFullLastPacket: true,
  propList: false,
  rootParent: 'auto',
  closeSession: true,
  idleBetweenSessionsMs: 4000,
  portReset: true,
  classReset: false,
  erase: false,
  zeroTransaction: false,
  dateZone: 'unknown',
  battery: true,
  dateTime: true,
  events: true,
  settleMs: 8000,
  timeoutMs: 20_000,
};
