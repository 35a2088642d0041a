/** `npm run bench [backlog|bureau|copy|memory|catalogue|rules|search|sync|usb|web]`: every claim of speed as a ratio or a figure, printed with what is to be reached. */
import { benchBacklog } from './backlog.js';
import { benchBureau } from './bureau.js';
import { benchCatalogue } from './catalogue.js';
import { benchCopy } from './copy.js';
import { benchMemory } from './memory.js';
import { benchRules } from './rules.js';
import { benchSearch } from './search.js';
import { benchSync } from './sync.js';
import { benchUsb } from './usb.js';
import { benchWeb } from './web.js';

const MiB = 2 ** 20;
const isWhole = process.env['BWC_BENCH'] === 'whole';
const parts: Readonly<Record<string, () => Promise<void>>> = {
  backlog: () =>
    benchBacklog([
      { clips: 100, bytes: 56e6 },
      { clips: 10_000, bytes: 56e6 },
      { clips: isWhole ? 1_000_000 : 100_000, bytes: 50e3 },
    ]),
  copy: () => benchCopy(5),
  memory: () => benchMemory([1, 1024, 20 * 1024].map((n) => n * MiB)),
  catalogue: () => benchCatalogue(1_000_000),
  rules: () => benchRules(100_000, 1_000_000),
  search: () => benchSearch(1_000_000),
  // Four times as much with BWC_BENCH=whole.
  sync: () => benchSync(3, syncSizes(isWhole ? 4 : 1), ['directory', 'bucket']),
  usb: () => benchUsb(5),
  web: () => benchWeb(3),
  // BWC_BUREAU_CLIPS=10000000: 30 GB. With BWC_BUREAU_DIR=FOLDER it stays there, and goes on there where it was stopped.
  bureau: () => benchBureau(Number(process.env['BWC_BUREAU_CLIPS'] ?? 100_000), process.env['BWC_BUREAU_DIR'] ?? null),
};

function syncSizes(times: number): Readonly<Record<string, readonly number[]>> {
  const large = Array.from({ length: 4 * times }, () => 256 * MiB);
  const small = Array.from({ length: 1250 * times }, (_, i) => 20_000 + ((i * 7919) % 60_000));
  return {
    [`${String(large.length)} clips of 256 MiB`]: large,
    [`${String(small.length)} clips of 20 to 80 kB`]: small,
  };
}

const asked = process.argv.slice(2);
for (const [name, part] of Object.entries(parts)) if (asked.length === 0 || asked.includes(name)) await part();
