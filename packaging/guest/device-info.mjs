// Asks the MTP device with this USB id what it is.
//   node device-info.mjs VVVV:PPPP      prints the data and the response container of GetDeviceInfo as hex
import { openRaw } from './raw-mtp.mjs';

const { send, read, close } = await openRaw(process.argv[2]);
await send(0x1001);
const data = await read(65536);
const response = await read(512);
process.stdout.write(JSON.stringify({ data: data.toString('hex'), response: response.toString('hex') }));
await close();
