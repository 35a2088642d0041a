// Reads an object of an MTP device and forgets it: what the way from the device costs when nothing is done with the bytes.
//   node bare-loop.mjs VVVV:PPPP BYTES      the first file there is, which must have so many; prints the milliseconds of reading on stderr
import { openRaw } from './raw-mtp.mjs';

const IN_FLIGHT = 4;
const TRANSFER_BYTES = 64 * 1024;
const TIMEOUT_MS = 30_000;

const FOLDER = 0x3001;
const [id, bytes] = process.argv.slice(2);
const { input, send, read, ask, close } = await openRaw(id);

/** Handles mean something only once their folder was listed in this session. */
async function firstFile(storage, parent) {
  const list = await ask(0x1007, storage, 0, parent);
  for (let at = 4; at < list.length; at += 4) {
    const handle = list.readUInt32LE(at);
    const isFolder = (await ask(0x1008, handle)).readUInt16LE(4) === FOLDER;
    const found = isFolder ? await firstFile(storage, handle) : handle;
    if (found !== null) return found;
  }
  return null;
}

const storage = (await ask(0x1004)).readUInt32LE(4);
const handle = await firstFile(storage, 0xffffffff);
const began = performance.now();
await send(0x1009, handle);
// Data container, whose header comes with the first bytes.
let left = Number(bytes) + 12;
let came = 0;
await new Promise((resolve, reject) => {
  let under = 0;
  const post = (buffer) => {
    if (left <= 0) {
      if (under === 0) resolve();
      return;
    }
    const wanted = Math.min(buffer.length, left);
    left -= wanted;
    under += 1;
    const transfer = input.makeTransfer(TIMEOUT_MS, (error, _buffer, actual) => {
      under -= 1;
      if (error !== undefined && error !== null) return reject(error);
      came += actual;
      post(buffer);
    });
    // Whole packets: a device may end on a short one.
    transfer.submit(buffer.subarray(0, Math.ceil(wanted / 512) * 512));
  };
  for (let i = 0; i < IN_FLIGHT; i += 1) post(Buffer.alloc(TRANSFER_BYTES));
});
if (came !== Number(bytes) + 12) throw new Error(`${came} bytes came`);
await read(512);
process.stderr.write(`${performance.now() - began}`);
await close();
