import { readFileSync } from 'node:fs';
import { encodeGbk } from 'bwc-station/device';
import {
  cameraContract,
  type ContractSubject,
  createVirtualMtpCamera,
  createVirtualTiming,
  listAll,
  parseTranscript,
  ReplayPipe,
  type VirtualMtpCamera,
} from 'bwc-station/device/testing';
import { describe, expect, it } from 'vitest';
import { createLantingMtpDriver } from '../src/mtp.js';
import { CLIPS } from '../src/testing/card.js';

const INI = encodeGbk('[LANTING]\r\nSN=LT10042\r\nUNIT=鹭江中队\r\n');
const INDEX = encodeGbk(CLIPS.map((c) => `${c.path};${c.officer};${c.start.replace(/\D/g, '')};-\r\n`).join(''));

const virtualCamera = (): VirtualMtpCamera =>
  createVirtualMtpCamera({
    usb: { vendorId: 0x1209, productId: 0x0001, product: 'Lanting L1' },
    storages: [
      {
        entries: [
          { path: 'LANTING/DEVICE.INI', head: INI },
          { path: 'LANTING/INDEX.TXT', head: INDEX },
          ...CLIPS.map(({ path, bytes }) => ({ path, size: bytes })),
        ],
      },
    ],
  });

describe('camera contract, over MTP', () => {
  for (const { name, run } of cameraContract(subject)) it(name, run);
});

async function subject(): Promise<ContractSubject> {
  const virtual = virtualCamera();
  const camera = await createLantingMtpDriver({ host: virtual, timing: virtual.timing }).open(
    virtual.candidate,
    'lanting-l1-mtp',
  );
  return {
    camera,
    files: (await listAll(camera)).map(({ path, bytes }) => ({ path, bytes })),
    tree: null,
    unplug: () => Promise.resolve(virtual.unplug()),
    cleanup: () => Promise.resolve(expect(virtual.mutations).toEqual([])),
  };
}

describe('a Lanting L1 in MTP mode', () => {
  it('is recognised by its model, and another device of the same id is not', async () => {
    const virtual = virtualCamera();
    const driver = createLantingMtpDriver({ host: virtual, timing: virtual.timing });
    expect(await driver.recognise(virtual.candidate)).toMatchObject({ recognised: true, profile: 'lanting-l1-mtp' });
    const other = createVirtualMtpCamera({ usb: { vendorId: 0x1209, productId: 0x0001, product: 'A telephone' } });
    expect(await driver.recognise(other.candidate)).toMatchObject({ recognised: false });
  });

  it('plays back from the transcript of a real one', async () => {
    const text = readFileSync(new URL('lanting-l1.jsonl', import.meta.url), 'utf8');
    const replay = new ReplayPipe(parseTranscript(text));
    const host = { connect: () => Promise.resolve(replay) };
    const driver = createLantingMtpDriver({ host, timing: createVirtualTiming() });
    const camera = await driver.open(virtualCamera().candidate, 'lanting-l1-mtp');
    const clips = (await listAll(camera)).filter((file) => file.class.as === 'clip');
    expect(clips.map(({ path, bytes, nameFacts }) => [path.text, bytes, nameFacts?.officerNo])).toEqual(
      CLIPS.map(({ path, bytes, officer }) => [path, bytes, officer.split(';')[0]]),
    );
    await camera.close();
    expect(replay.left).toBe(0);
  });
});
