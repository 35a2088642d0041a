/** The state of a virtual camera's endpoints: what is halted, what waits to be sent, whether it still lives. */
import { ContainerType, encodeData, encodeResponse, type Message } from '../../mtp/codec/container.js';
import { OperationCode } from '../../mtp/codec/operations.js';
import { ResponseCode } from '../../mtp/codec/responses.js';
import type { PipeEndpoint } from '../../usb/pipe.js';
import type { InStream } from './in-stream.js';
import type { CancelHabit, Knobs } from './knobs.js';
import type { HangEnd, ScheduledFault, TimedFault } from './schedule.js';

/** Strikes before the packet with byte `at` of the data. */
export interface Mark {
  readonly at: number;
  readonly fault: TimedFault;
}

/** A command under way. */
export interface Transaction {
  readonly command: Message;
  readonly stream: InStream;
  /** In the order in which they strike. */
  readonly marks: Mark[];
}

export class Wire {
  readonly halted = new Set<PipeEndpoint>();
  /** Packets of a transaction that is over, still to be read. */
  leftovers: Uint8Array[] = [];
  transaction: Transaction | null = null;
  /** A command that waits for the host's data. */
  expecting: { readonly command: Message; readonly faults: readonly ScheduledFault[] } | null = null;
  hang: HangEnd | null = null;
  cancel: CancelHabit;
  statusBusy = 0;
  controlStalls = 0;
  resetKills = false;
  #stopDelay: (() => void) | null = null;

  constructor(knobs: Knobs) {
    this.cancel = knobs.cancel;
  }

  get delayed(): boolean {
    return this.#stopDelay !== null;
  }

  /** A command would not be understood now. */
  get busy(): boolean {
    return this.transaction !== null || this.hang !== null;
  }

  /** Nothing is sent until `resume`, which `start` may call later; it answers how to take that back. */
  delay(start: (resume: () => void) => () => void): void {
    this.#stopDelay?.();
    this.#stopDelay = start(() => {
      this.#stopDelay = null;
    });
  }

  endTransaction(): void {
    this.#stopDelay?.();
    this.#stopDelay = null;
    this.transaction = null;
    this.expecting = null;
  }

  /** As after a reset: nothing under way, nothing halted. Habits stay. */
  clear(): void {
    this.endTransaction();
    this.leftovers = [];
    this.halted.clear();
    this.hang = null;
  }
}

const OLD_TID = 41;
const OLD_PAYLOAD_BYTES = 100;

/** What an earlier session left unread. */
export function stalePackets({ stale, maxPacket }: Knobs): Uint8Array[] {
  if (stale === 'none') return [];
  const response = encodeResponse({ code: ResponseCode.OK, transactionId: OLD_TID, params: [] });
  if (stale === 'response') return [response];
  const payload = new Uint8Array(OLD_PAYLOAD_BYTES).fill(ContainerType.response);
  const data = encodeData(OperationCode.GetPartialObject, OLD_TID, payload);
  const packets: Uint8Array[] = [];
  for (let at = 0; at < data.length; at += maxPacket) packets.push(data.subarray(at, at + maxPacket));
  return [...packets, response];
}
