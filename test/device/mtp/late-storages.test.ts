/** Cards that show late, and the events that tell of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Camera } from '../../../src/device/camera.js';
import { EventCode } from '../../../src/device/mtp/codec/events.js';
import { createMtpDriver } from '../../../src/device/mtp/mtp-driver.js';
import { GENERIC_QUIRKS } from '../../../src/device/mtp/quirks.js';
import { createVirtualMtpCamera, listAll, type VirtualMtpCamera } from '../../../src/device/testing/index.js';
import type { VirtualMtpCameraOptions } from '../../../src/device/testing/mtp/index.js';
import type { UsbPipe } from '../../../src/device/usb/pipe.js';

const BUILT_IN = { entries: [{ path: 'DCIM/A.MP4', size: 100 }] };
const CARD = { description: 'CARD', entries: [{ path: 'DCIM/B.MP4', size: 200 }] };

interface Opened {
  readonly virtual: VirtualMtpCamera;
  readonly camera: Camera;
  readonly interruptReads: () => number;
}

async function opened(options: VirtualMtpCameraOptions, events = true): Promise<Opened> {
  const virtual = createVirtualMtpCamera(options);
  let reads = 0;
  const host = {
    connect: async (): Promise<UsbPipe> => {
      const pipe = await virtual.connect();
      const read = pipe.interruptIn.bind(pipe);
      pipe.interruptIn = (...args) => {
        reads += 1;
        return read(...args);
      };
      return pipe;
    },
  };
  const models = [{ id: 'v', name: 'v', quirks: { ...GENERIC_QUIRKS, events }, matches: () => true }];
  const driver = createMtpDriver({ host, timing: virtual.timing, models });
  return { virtual, camera: await driver.open(virtual.candidate, 'v'), interruptReads: () => reads };
}

const paths = async (camera: Camera): Promise<string[]> => (await listAll(camera)).map(({ path }) => path.text).sort();

describe('a card that shows late', () => {
  it('is in the listing that was under way, beside what keeps its path', async () => {
    // Longer than storages are watched until they are steady, and before the listing is over.
    const { camera } = await opened({ storages: [BUILT_IN, { ...CARD, appearsAfterMs: 2050 }] });
    expect(await paths(camera)).toEqual(['CARD/DCIM/B.MP4', 'DCIM/A.MP4']);
    expect(await camera.appeared?.()).toBe(false);
    expect((await camera.readiness()).storage.capacityBytes).toBe(2 * 64 * 2 ** 30);
    await camera.close();
  });

  it('is said to have appeared after it, and can be read', async () => {
    const { virtual, camera } = await opened({ storages: [BUILT_IN] });
    expect(await paths(camera)).toEqual(['DCIM/A.MP4']);
    expect(await camera.appeared?.()).toBe(false);
    virtual.store.addStorage(CARD);
    expect(await camera.appeared?.()).toBe(true);
    expect(await paths(camera)).toEqual(['CARD/DCIM/B.MP4', 'DCIM/A.MP4']);
    const late = (await listAll(camera)).find(({ path }) => path.text.startsWith('CARD'));
    if (late === undefined) throw new Error('no late clip');
    const source = await camera.open(late);
    expect(await source.read(new Uint8Array(512), 0)).toBe(200);
    expect(await source.restat()).toEqual({ bytes: 200, stamp: late.stamp });
    await source.close();
    await camera.close();
  });

  it('is found again after the link was recovered', async () => {
    const { virtual, camera } = await opened({ storages: [BUILT_IN], knobs: { handles: 'rekey' } });
    virtual.store.addStorage(CARD);
    const before = await listAll(camera);
    virtual.unplug();
    await expect(camera.appeared?.()).rejects.toMatchObject({ code: 'bwc.device.gone' });
    expect(before).toHaveLength(2);
    await camera.close();
  });

  it.each([
    ['a folder beside it', 'DCIM', 'DCIM [object 0x00020001]/DCIM/B.MP4'],
    ['nobody', '', '[object 0x00020001]/DCIM/B.MP4'],
    ['what no path can hold', '../x', '.._x [object 0x00020001]/DCIM/B.MP4'],
  ])('that is called like %s has a path of its own', async (_, description, path) => {
    const { virtual, camera } = await opened({ storages: [BUILT_IN] });
    expect(await paths(camera)).toEqual(['DCIM/A.MP4']);
    virtual.store.addStorage({ ...CARD, description });
    expect((await paths(camera)).sort()).toEqual(['DCIM/A.MP4', path].sort());
    await camera.close();
  });

  it('comes beside storages of the same name without renaming them', async () => {
    const { virtual, camera } = await opened({ storages: [BUILT_IN, CARD] });
    const before = await paths(camera);
    virtual.store.addStorage({ ...CARD, entries: [{ path: 'C.MP4', size: 10 }] });
    const after = await paths(camera);
    expect(after).toEqual(expect.arrayContaining(before));
    expect(after).toHaveLength(3);
    await camera.close();
  });
});

describe('events', () => {
  it('of a clip that was closed meanwhile are a hint to list again', async () => {
    const { virtual, camera } = await opened({ storages: [BUILT_IN] });
    await paths(camera);
    const added = virtual.store.add({ path: 'DCIM/C.MP4', size: 5 });
    expect(await camera.appeared?.()).toBe(false);
    virtual.raise(EventCode.ObjectAdded, added.id);
    expect(await camera.appeared?.()).toBe(true);
    expect(await paths(camera)).toEqual(['DCIM/A.MP4', 'DCIM/C.MP4']);
    await camera.close();
  });

  it('from before a listing do not make it begin again', async () => {
    const { virtual, camera } = await opened({ storages: [BUILT_IN] });
    await paths(camera);
    const asked = virtual.operations.length;
    await paths(camera);
    const once = virtual.operations.length - asked;
    virtual.raise(EventCode.ObjectAdded, 1);
    await paths(camera);
    expect(virtual.operations.length - asked).toBe(2 * once);
    await camera.close();
  });

  it.each([
    ['more of them than anybody reads', 200, 'fine'],
    ['a halted endpoint', 1, 'stalls'],
  ] as const)('do no harm: %s', async (_, count, interrupt) => {
    const { virtual, camera } = await opened({ storages: [BUILT_IN], knobs: { interrupt } });
    for (let i = 0; i < count; i += 1) virtual.raise(EventCode.DevicePropChanged, i);
    expect(await paths(camera)).toEqual(['DCIM/A.MP4']);
    expect(await camera.appeared?.()).toBe(false);
    await camera.close();
  });

  it('are not asked of a model that it wedges', async () => {
    const options = { storages: [BUILT_IN], knobs: { interrupt: 'wedges' } } as const;
    const kept = await opened(options, false);
    expect(await paths(kept.camera)).toEqual(['DCIM/A.MP4']);
    expect(await kept.camera.appeared?.()).toBe(false);
    await kept.camera.close();
    expect(kept.interruptReads()).toBe(0);
    expect((await opened(options)).interruptReads()).toBe(0);
  });
});

it('whenever a card shows, a visit that looks again has it once, and nothing is left under way', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 4000 }),
      fc.integer({ min: 0, max: 4000 }),
      fc.constantFrom('CARD', 'DCIM', ''),
      fc.boolean(),
      async (first, second, description, told) => {
        const virtual = createVirtualMtpCamera({
          storages: [BUILT_IN, { ...CARD, description, appearsAfterMs: first }],
          knobs: told ? {} : { interrupt: 'stalls' },
        });
        const pipe = await virtual.connect();
        const driver = createMtpDriver({ host: { connect: () => Promise.resolve(pipe) }, timing: virtual.timing });
        const camera = await driver.open(virtual.candidate, 'mtp-generic');
        const before = await paths(camera);
        await virtual.timing.sleep(second);
        const more = (await camera.appeared?.()) === true;
        const after = more ? await paths(camera) : before;
        expect(after).toEqual(expect.arrayContaining(before));
        expect(new Set(after).size).toBe(after.length);
        const shown = virtual.timing.now() >= first;
        expect(after.filter((path) => path.endsWith('B.MP4'))).toHaveLength(shown ? 1 : 0);
        expect(after.filter((path) => path.endsWith('A.MP4'))).toHaveLength(1);
        await camera.close();
        expect(pipe.pendingTransfers).toBe(0);
      },
    ),
    { numRuns: 150 },
  );
});
