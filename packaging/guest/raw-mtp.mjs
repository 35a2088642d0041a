// MTP by node-usb alone and none of the product's code: what the product is checked and measured against.
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

const { getDeviceList, LIBUSB_TRANSFER_TYPE_BULK } = createRequire(import.meta.url)('usb').usb;
const ANSWER_MS = 30_000;
const usbId = ({ idVendor, idProduct }) => [idVendor, idProduct].map((n) => n.toString(16).padStart(4, '0')).join(':');

/** A command container (PIMA 15740): length, type 1, operation, transaction, parameters. */
function command(operation, transaction, parameters) {
  const bytes = Buffer.alloc(12 + 4 * parameters.length);
  bytes.writeUInt32LE(bytes.length, 0);
  bytes.writeUInt16LE(1, 4);
  bytes.writeUInt16LE(operation, 6);
  bytes.writeUInt32LE(transaction, 8);
  parameters.forEach((parameter, i) => bytes.writeUInt32LE(parameter, 12 + 4 * i));
  return bytes;
}

/** The first device with this USB id `VVVV:PPPP`, its first interface claimed and a session open. */
export async function openRaw(id) {
  const device = getDeviceList().find((d) => usbId(d.deviceDescriptor) === id);
  device.open();
  const [mtp] = device.interfaces;
  mtp.claim();
  const bulk = (direction) => {
    const found = mtp.endpoints.find((e) => e.transferType === LIBUSB_TRANSFER_TYPE_BULK && e.direction === direction);
    found.timeout = ANSWER_MS;
    return found;
  };
  const input = bulk('in');
  const output = bulk('out');
  const write = promisify(output.transfer.bind(output));
  const read = promisify(input.transfer.bind(input));
  let transaction = 0;
  const send = (operation, ...parameters) => {
    const bytes = command(operation, transaction, parameters);
    transaction += 1;
    return write(bytes);
  };
  // uMTP-Responder wants a session even for GetDeviceInfo, which the standard allows without one.
  await send(0x1002, 1);
  await read(512);
  /** The payload of an operation that answers with a dataset of at most 64 KiB. */
  const ask = async (operation, ...parameters) => {
    await send(operation, ...parameters);
    const data = await read(65536);
    await read(512);
    return data.subarray(12);
  };
  const close = async () => {
    await send(0x1003);
    await read(512);
    await promisify(mtp.release.bind(mtp))(true);
    device.close();
  };
  return { input, send, read, ask, close };
}
