// Reads every clip of the camera that is plugged in through the product's own driver, in the sizes that the station reads in.
//   node read-clip.mjs VVVV:PPPP      prints SHA-256 and path as sha256sum does, and on stderr the milliseconds of reading
import { createMtpDriver, scanUsb, usbId } from '../../dist/device/index.js';
import { RunningDigests } from '../../dist/store/reading/digests.js';

const BLOCK_BYTES = 2 ** 20;

const device = (await scanUsb()).find((d) => usbId(d) === process.argv[2]);
const slot = `usb:${device.port}`;
const place = { root: slot, slot, label: device.product, mediumHint: null, fileSystem: null, readOnly: null };
const candidate = { ...place, kind: 'usb', device, confirmed: true };
const driver = createMtpDriver();
const recognition = await driver.recognise(candidate);
const camera = await driver.open(candidate, recognition.profile);
for await (const file of camera.list()) {
  if (file.class.as !== 'clip') continue;
  const began = performance.now();
  const source = await camera.open(file);
  const digests = RunningDigests.start(false);
  const block = Buffer.allocUnsafe(BLOCK_BYTES);
  for (let at = 0; ;) {
    const n = await source.read(block, at);
    if (n === 0) break;
    await digests.updateInTurns(block.subarray(0, n));
    at += n;
  }
  await source.restat();
  await source.close();
  process.stderr.write(`${performance.now() - began}`);
  process.stdout.write(`${digests.soFar().sha256}  ${file.path.text}\n`);
}
await camera.close();
