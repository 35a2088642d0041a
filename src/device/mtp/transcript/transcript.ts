/**
 * What went over a pipe, one JSON object per line: enough to run the same code against the same device again without the
 * device. Bytes are base64.
 */
import { z } from 'zod';
import { messageOf } from '../../../domain/errors.js';
import { DeviceError } from '../../errors.js';

const status = z.enum(['ok', 'stall', 'timeout', 'overflow', 'gone', 'cancelled', 'noMemory', 'error']);
const setup = z.strictObject({ type: z.int(), request: z.int(), value: z.int(), index: z.int() });

const entrySchema = z.discriminatedUnion('do', [
  /** The pipe itself; the first line. */
  z.strictObject({ do: z.literal('open'), maxPacket: z.int().positive(), interfaceNumber: z.int() }),
  z.strictObject({ do: z.literal('out'), sent: z.base64(), status, bytes: z.int() }),
  /** `asked` is the size of the buffer; `bulkIn` transfers stand in the order they were asked for. */
  z.strictObject({ do: z.enum(['bulkIn', 'interruptIn']), asked: z.int(), status, got: z.base64() }),
  z.strictObject({ do: z.literal('controlIn'), setup, asked: z.int(), status, got: z.base64() }),
  z.strictObject({ do: z.literal('controlOut'), setup, sent: z.base64(), status, bytes: z.int() }),
  z.strictObject({ do: z.literal('clearHalt'), endpoint: z.enum(['bulkIn', 'bulkOut', 'interruptIn']), status }),
  z.strictObject({ do: z.literal('reset'), status }),
]);

export type TranscriptEntry = z.infer<typeof entrySchema>;

export const writeEntry = (entry: TranscriptEntry): string => `${JSON.stringify(entry)}\n`;

/** @throws DeviceError `bwc.device.protocol` naming the line that is no entry */
export function parseTranscript(text: string): TranscriptEntry[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, i) => {
      try {
        return entrySchema.parse(JSON.parse(line));
      } catch (error) {
        const message = `line ${String(i + 1)} of the transcript cannot be read: ${messageOf(error)}`;
        throw new DeviceError('bwc.device.protocol', message, { line: i + 1 }, { cause: error });
      }
    });
}
