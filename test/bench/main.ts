/** `npm run bench [copy|memory|catalogue|rules|search|usb|web|bureau]`: every claim of speed as a ratio or a figure, printed with what is to be reached. */
import { benchBureau } from './bureau.js';
import { benchCatalogue } from './catalogue.js';
import { benchCopy } from './copy.js';
import { benchMemory } from './memory.js';
import { benchRules } from './rules.js';
import { benchSearch } from './search.js';
import { benchUsb } from './usb.js';
import { benchWeb } from './web.js';

const MiB = 2 ** 20;
const parts: Readonly<Record<string, () => Promise<void>>> = {
  copy: () => benchCopy(5),
  memory: () => benchMemory([1, 1024, 20 * 1024].map((n) => n * MiB)),
  catalogue: () => benchCatalogue(1_000_000),
  rules: () => benchRules(100_000, 1_000_000),
  search: () => benchSearch(1_000_000),
  usb: () => benchUsb(5),
  web: () => benchWeb(3),
  // Ten million take an hour and 25 GB: BWC_BUREAU_CLIPS=10000000.
  bureau: () => benchBureau(Number(process.env['BWC_BUREAU_CLIPS'] ?? 100_000)),
};

const asked = process.argv.slice(2);
for (const [name, part] of Object.entries(parts)) if (asked.length === 0 || asked.includes(name)) await part();
