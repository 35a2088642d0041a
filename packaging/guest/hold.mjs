// Keeps the interface of the MTP device with this USB id to itself until it is ended, as a desktop's file manager does.
//   node hold.mjs VVVV:PPPP
import { openRaw } from './raw-mtp.mjs';

process.title = 'filemanager';
await openRaw(process.argv[2]);
process.stdout.write('held\n');
setInterval(() => undefined, 60_000);
