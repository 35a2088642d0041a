/** node dist/look.js DRIVER FOLDER: what a driver makes of a card. */
import { resolve } from 'node:path';
import { type CameraDriver, openFolder } from 'bwc-station/device';

const [, , module = '', folder = ''] = process.argv;
const { driver } = (await import(resolve(module))) as { driver: CameraDriver };
const { camera, because } = await openFolder(folder, { driver });
const { serial, officerNo, unitName } = await camera.identify();
console.log(`${because}: ${serial ?? '?'}, officer ${officerNo ?? '?'}, ${unitName ?? '?'}`);
for await (const { path, bytes, class: c, locked, nameFacts } of camera.list()) {
  const facts = `${nameFacts?.officerNo ?? '?'} ${nameFacts?.start ?? '?'} locked ${String(locked ?? '?')}`;
  console.log(`${c.as} ${path.text} ${String(bytes)} ${c.as === 'clip' ? facts : ''}`.trim());
}
const { battery, storage } = await camera.readiness();
console.log(`battery ${String(battery?.percent ?? '?')} %, locked ${String(storage.lockedBytes ?? '?')} bytes`);
await camera.close();
