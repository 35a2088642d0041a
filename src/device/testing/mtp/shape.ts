/** How the faults and habits of a device bend the answer to one command. */
import type { Message } from '../../mtp/codec/container.js';
import type { Knobs } from './knobs.js';
import type { Outcome } from './operations/operation.js';
import type { ShapeFault } from './schedule.js';

export interface Shape {
  /** Payload bytes that the container announces, and that come. */
  readonly declaredBytes: number;
  readonly sentBytes: number;
  /** What a partial read says it sent, or null for the truth as the operation has it. */
  readonly countedBytes: number | null;
  readonly corruptAt: number | null;
  readonly dataTid: number;
  readonly responseTid: number;
  /** Instead of the operation's. */
  readonly response: number | null;
  readonly dropResponse: boolean;
}

const wrong = (transactionId: number): number => (transactionId ^ 0x5a5a) >>> 0;

function habit({ responseTid }: Knobs, transactionId: number): number {
  if (responseTid === 'zero') return 0;
  return responseTid === 'wrong' ? wrong(transactionId) : transactionId;
}

/** Tells of each fault that has an effect: one that needs data has none where there is none. */
export function shapeOf(
  { transactionId }: Message,
  { data }: Outcome,
  faults: readonly ShapeFault[],
  knobs: Knobs,
  onStrike: (fault: ShapeFault) => void,
): Shape {
  const size = data?.size ?? 0;
  let shape: Shape = {
    declaredBytes: size,
    sentBytes: size,
    countedBytes: null,
    corruptAt: null,
    dataTid: transactionId,
    responseTid: habit(knobs, transactionId),
    response: null,
    dropResponse: false,
  };
  for (const fault of faults) {
    const bent = bend(shape, fault, size, data !== undefined, transactionId);
    if (bent === null) continue;
    shape = { ...shape, ...bent };
    onStrike(fault);
  }
  return shape;
}

function bend(
  shape: Shape,
  fault: ShapeFault,
  size: number,
  hasData: boolean,
  transactionId: number,
): Partial<Shape> | null {
  switch (fault.kind) {
    case 'shortData': {
      if (size === 0) return null;
      const sent = Math.max(0, size - fault.missing);
      return {
        sentBytes: sent,
        declaredBytes: fault.declared === 'full' ? size : sent,
        countedBytes: fault.counted === 'full' ? size : sent,
        response: fault.response,
      };
    }
    case 'extraData':
      if (!hasData) return null;
      return {
        sentBytes: size + fault.bytes,
        declaredBytes: fault.declared === 'true' ? size : size + fault.bytes,
      };
    case 'corruptByte':
      return fault.at < shape.sentBytes && fault.at < size ? { corruptAt: fault.at } : null;
    case 'dropResponse':
      return { dropResponse: true };
    case 'wrongTid':
      if (fault.in === 'response') return { responseTid: wrong(transactionId) };
      return hasData ? { dataTid: wrong(transactionId) } : null;
    case 'stallBulkOut':
    case 'busy':
      // Both end the command before there is an answer to bend.
      return null;
  }
}
