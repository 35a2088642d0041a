// Asks the MTP device with this USB id what it is, by node-usb alone and none of the product's code.
//   node device-info.mjs VVVV:PPPP      prints the data and the response container of GetDeviceInfo as hex
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

const { getDeviceList, LIBUSB_TRANSFER_TYPE_BULK } = createRequire(import.meta.url)('usb').usb;
const id = ({ idVendor, idProduct }) => [idVendor, idProduct].map((n) => n.toString(16).padStart(4, '0')).join(':');
const device = getDeviceList().find((d) => id(d.deviceDescriptor) === process.argv[2]);
device.open();
const [mtp] = device.interfaces;
mtp.claim();
const pipe = (direction) => {
  const endpoint = mtp.endpoints.find((e) => e.transferType === LIBUSB_TRANSFER_TYPE_BULK && e.direction === direction);
  endpoint.timeout = 5000;
  return promisify(endpoint.transfer.bind(endpoint));
};
const [read, write] = [pipe('in'), pipe('out')];
/** A command container (PIMA 15740): length, type 1, operation, transaction, parameters. */
const command = (operation, transaction, ...parameters) => {
  const bytes = Buffer.alloc(12 + 4 * parameters.length);
  bytes.writeUInt32LE(bytes.length, 0);
  bytes.writeUInt16LE(1, 4);
  bytes.writeUInt16LE(operation, 6);
  bytes.writeUInt32LE(transaction, 8);
  parameters.forEach((parameter, i) => bytes.writeUInt32LE(parameter, 12 + 4 * i));
  return bytes;
};
// uMTP-Responder wants a session even for GetDeviceInfo, which the standard allows without one.
await write(command(0x1002, 0, 1));
await read(512);
await write(command(0x1001, 1));
const data = await read(65536);
const response = await read(512);
await write(command(0x1003, 2));
await read(512);
process.stdout.write(JSON.stringify({ data: data.toString('hex'), response: response.toString('hex') }));
await promisify(mtp.release.bind(mtp))(true);
device.close();
