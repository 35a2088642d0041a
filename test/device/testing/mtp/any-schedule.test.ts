/** Whatever happens to a device, its transfers end, and it leaves nothing behind. The host here believes everything. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillContent, type LoopbackPipe } from '../../../../src/device/testing/mtp/index.js';
import { knobs, schedule } from './arbitraries.js';
import { ALL, cameraWith, Op, RawHost, read } from './support.js';

const FILE_BYTES = 5000;

/** Visits the camera; any trouble ends it, as it ends the trust of a real host. */
async function visit(pipe: LoopbackPipe, raw: RawHost): Promise<Buffer | null> {
  // The interrupt endpoint is listened to all the while.
  const event = pipe.interruptIn(Buffer.alloc(64), 0);
  try {
    await raw.ask(Op.GetDeviceInfo);
    await raw.open();
    await raw.ask(Op.GetObjectHandles, ALL, 0, ALL);
    await raw.ask(Op.GetObjectInfo, 1);
    const { data } = await raw.ask(Op.GetObject, 1);
    await raw.ask(Op.GetPartialObject64, 1, 100, 0, 3000);
    await raw.ask(Op.CloseSession);
    return data;
  } catch {
    await pipe.controlOut({ type: 0x21, request: 0x64, value: 0, index: 0 }, Buffer.from([1, 0x40, 0, 0, 0, 0]), 500);
    await pipe.clearHalt('bulkIn');
    await read(pipe, 16_384);
    await pipe.reset();
    return null;
  } finally {
    await pipe.close();
    expect(pipe.pendingTransfers).toBe(0);
    expect(['ok', 'gone', 'cancelled']).toContain((await event).status);
  }
}

const once = async (options: Parameters<typeof cameraWith>[0]) => {
  const camera = cameraWith({ ...options, entries: [{ path: 'A', size: FILE_BYTES }] });
  const pipe = await camera.connect();
  const data = await visit(pipe, new RawHost(pipe, camera));
  return { camera, data, tookMs: camera.timing.now() };
};

describe('any device, any schedule', () => {
  it('every transfer ends and nothing stays pending', async () => {
    await fc.assert(
      fc.asyncProperty(knobs, schedule(), async (habits, faults) => {
        await once({ knobs: habits, schedule: faults });
      }),
      { numRuns: 300 },
    );
  });

  it('without faults a healthy device tells the truth in every packetisation', async () => {
    const framing = knobs.map(({ maxPacket = 512, header = 'combined', zlp = 'spec' }) => ({ maxPacket, header, zlp }));
    await fc.assert(
      fc.asyncProperty(framing, async (habits) => {
        const { camera, data } = await once({ knobs: habits });
        const expected = Buffer.alloc(FILE_BYTES);
        const { content } = camera.store.find('A');
        if (content !== null) fillContent(content, 0, expected);
        expect(data?.equals(expected)).toBe(true);
        expect(camera.struck).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('the same schedule gives the same commands and the same faults', async () => {
    await fc.assert(
      fc.asyncProperty(knobs, schedule(), async (habits, faults) => {
        const [a, b] = [
          await once({ knobs: habits, schedule: faults }),
          await once({ knobs: habits, schedule: faults }),
        ];
        expect(a.camera.operations).toEqual(b.camera.operations);
        expect(a.camera.struck).toEqual(b.camera.struck);
        expect(a.tookMs).toBe(b.tookMs);
        expect(a.data === null ? b.data : b.data?.equals(a.data)).toBe(a.data === null ? null : true);
      }),
      { numRuns: 100 },
    );
  });
});
