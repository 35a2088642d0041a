// Waits in vain for an MTP device that was asked nothing, through the product's own pipe: does it give up when the time is over?
//   node silence.mjs VVVV:PPPP MS      prints what came of it and after how many milliseconds, for each endpoint
import { scanUsb, usbId } from '../../dist/device/index.js';
import { kernelUsb } from '../../dist/device/usb/kernel-usb.js';

const [id, ms] = process.argv.slice(2);
const pipe = await kernelUsb.connect((await scanUsb()).find((d) => usbId(d) === id));
const outcomes = [];
for (const wait of ['bulkIn', 'interruptIn']) {
  const began = performance.now();
  const { status } = await pipe[wait](new Uint8Array(512), Number(ms));
  outcomes.push({ wait, status, ms: performance.now() - began });
}
await pipe.close();
process.stdout.write(JSON.stringify(outcomes));
