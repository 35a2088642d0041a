/** The virtual camera as its endpoints show it: takes commands, answers in packets, and goes wrong on schedule. */
import {
  ContainerType,
  encodeEvent,
  HEADER_BYTES,
  type Message,
  parseCommand,
  parseHeader,
} from '../../mtp/codec/container.js';
import { MtpFormatError } from '../../mtp/codec/format-error.js';
import { ResponseCode } from '../../mtp/codec/responses.js';
import type { ControlSetup, PipeEndpoint, TransferStatus } from '../../usb/pipe.js';
import { classRequestIn, classRequestOut, resetDevice } from './class-requests.js';
import type { DeviceState } from './device-state.js';
import type { FaultTracker } from './fault-tracker.js';
import { InStream } from './in-stream.js';
import { perform, takesData } from './operations/dispatch.js';
import { refuse } from './operations/operation.js';
import type { HostLine, InAnswer, OutAnswer, PacketEndpointHost } from './packet-endpoint-host.js';
import { isShapeFault, type ScheduledFault, type ShapeFault, type TimedFault } from './schedule.js';
import { shapeOf } from './shape.js';
import { type Cable, isTransportFault, strikeTransport } from './transport-faults.js';
import { strikeUnderneath } from './underneath.js';
import { type Mark, stalePackets, Wire } from './wire.js';

const RE_ENUMERATION_MS = 500;
const NO_DATA = new Uint8Array();

export class Responder implements PacketEndpointHost {
  readonly maxPacket: number;
  readonly interfaceNumber = 0;
  readonly #device: DeviceState;
  readonly #faults: FaultTracker;
  readonly #cable: Cable;
  readonly #onCommand: (command: Message) => void;
  readonly #wire: Wire;
  #events: Uint8Array[] = [];
  #line: HostLine | null = null;

  constructor(device: DeviceState, faults: FaultTracker, cable: Cable, onCommand: (command: Message) => void) {
    this.#device = device;
    this.#faults = faults;
    this.#cable = cable;
    this.#onCommand = onCommand;
    this.maxPacket = device.knobs.maxPacket;
    this.#wire = new Wire(device.knobs);
    this.#wire.leftovers = stalePackets(device.knobs);
  }

  get claimed(): boolean {
    return this.#line !== null;
  }

  attach(line: HostLine): () => void {
    this.#line = line;
    return () => {
      this.#line = null;
    };
  }

  /** The cable is out: whatever was under way, halted or hanging is gone, and so is the session. */
  powerOff(): void {
    this.#wire.clear();
    this.#events = [];
    this.#device.session = null;
    this.#line?.gone();
  }

  raise(code: number, params: readonly number[]): void {
    this.#events.push(encodeEvent({ code, transactionId: 0, params }));
    this.#line?.wake();
  }

  takeBulkOut(bytes: Uint8Array): OutAnswer {
    const wire = this.#wire;
    if (wire.halted.has('bulkOut')) return 'stall';
    if (wire.busy) return this.#device.knobs.commandWhileBusy === 'stalls' ? this.#halt('bulkOut') : 'nak';
    try {
      return parseHeader(bytes).type === ContainerType.data ? this.#takeData(bytes) : this.#take(parseCommand(bytes));
    } catch (error) {
      if (error instanceof MtpFormatError) return this.#halt('bulkOut');
      throw error;
    }
  }

  nextBulkIn(): InAnswer {
    const wire = this.#wire;
    for (;;) {
      if (wire.halted.has('bulkIn')) return 'stall';
      const leftover = wire.leftovers.shift();
      if (leftover !== undefined) return leftover;
      const { transaction } = wire;
      if (transaction === null || wire.hang !== null || wire.delayed) return 'nak';
      const { stream, marks, command } = transaction;
      const [mark] = marks;
      if (mark !== undefined && stream.reaches(mark.at)) {
        marks.shift();
        this.#strike(mark.fault, command);
        stream.forgetReadAhead();
      } else if (stream.isDone()) {
        this.#finish();
      } else {
        const packet = stream.next();
        if (stream.isDone() && marks.length === 0) this.#finish();
        return packet;
      }
    }
  }

  nextInterruptIn(): InAnswer {
    if (this.#wire.halted.has('interruptIn')) return 'stall';
    const { interrupt } = this.#device.knobs;
    if (interrupt === 'stalls') return this.#halt('interruptIn');
    if (interrupt === 'wedges') this.#wire.hang = 'reset';
    return this.#events.shift() ?? 'nak';
  }

  controlIn(setup: ControlSetup): InAnswer {
    return classRequestIn(this.#wire, setup, this.interfaceNumber);
  }

  controlOut(setup: ControlSetup, bytes: Uint8Array): OutAnswer {
    const answer = classRequestOut(this.#wire, this.#device, setup, bytes, this.interfaceNumber);
    if (answer === 'ok') this.#line?.wake();
    return answer;
  }

  clearHalt(endpoint: PipeEndpoint): TransferStatus {
    this.#wire.halted.delete(endpoint);
    return 'ok';
  }

  reset(): TransferStatus {
    if (this.#wire.hang === 'replug') return 'error';
    resetDevice(this.#wire, this.#device);
    if (this.#device.knobs.portReset === 'resumes') return 'ok';
    this.#cable.unplug();
    this.#cable.replugAfter(RE_ENUMERATION_MS, 'same');
    return 'gone';
  }

  #halt(endpoint: PipeEndpoint): 'stall' {
    this.#wire.halted.add(endpoint);
    return 'stall';
  }

  #finish(): void {
    this.#wire.endTransaction();
    this.#line?.wake();
  }

  /** Data that nobody waits for is taken and forgotten: its command was refused. */
  #takeData(bytes: Uint8Array): OutAnswer {
    const { expecting } = this.#wire;
    if (expecting === null) return 'ok';
    this.#wire.expecting = null;
    this.#carryOut(expecting.command, expecting.faults, bytes.subarray(HEADER_BYTES));
    return 'ok';
  }

  #take(command: Message): OutAnswer {
    const faults = this.#faults.onCommand(command.code);
    const stall = faults.find(({ do: fault }) => fault.kind === 'stallBulkOut');
    if (stall !== undefined) {
      this.#faults.struck.push(stall.do);
      return this.#halt('bulkOut');
    }
    this.#onCommand(command);
    if (takesData(this.#device, command.code)) this.#wire.expecting = { command, faults };
    else this.#carryOut(command, faults, NO_DATA);
    return 'ok';
  }

  #carryOut(command: Message, scheduled: readonly ScheduledFault[], data: Uint8Array): void {
    const marks: Mark[] = [];
    const shapes: ShapeFault[] = [];
    for (const { when, do: fault } of scheduled) {
      if (isShapeFault(fault)) shapes.push(fault);
      else if (when.byteOffset === undefined && !isTransportFault(fault)) this.#strike(fault, command);
      else marks.push({ at: when.byteOffset ?? 0, fault });
    }
    const busy = shapes.find(({ kind }) => kind === 'busy');
    if (busy !== undefined) this.#faults.struck.push(busy);
    const outcome = busy === undefined ? perform(this.#device, command, data) : refuse(ResponseCode.DeviceBusy);
    if (outcome.hangsAt !== undefined) marks.push({ at: outcome.hangsAt, fault: { kind: 'hang', until: 'reset' } });
    const shape = shapeOf(command, outcome, shapes, this.#device.knobs, (fault) => this.#faults.struck.push(fault));
    const stream = new InStream(command, outcome, shape, this.#device.knobs);
    this.#wire.transaction = { command, stream, marks: marks.sort((a, b) => a.at - b.at) };
    this.#line?.wake();
  }

  #strike(fault: TimedFault, command: Message): void {
    const wire = this.#wire;
    if (isTransportFault(fault)) {
      strikeTransport(fault, wire, this.#cable, this.#device.timing, () => this.#line?.wake());
    } else {
      const raise = this.raise.bind(this);
      if (!strikeUnderneath(fault, command.params[0], this.#device, wire, raise)) return;
    }
    this.#faults.struck.push(fault);
  }
}
