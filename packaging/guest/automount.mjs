// What a station's automounter does, without udev: every file system on a USB disk is mounted read-only below the mount root.
// Where the file /run/writable is, cards that come are mounted writable, as who wants them erased does it.
//   node automount.mjs ROOT
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmdirSync } from 'node:fs';
import path from 'node:path';

const LOOK_EVERY_MS = 250;
const OPTIONS = 'noexec,nosuid,nodev,noatime';
// The digits that the camera wrote are the digits that are read; names are what the card says.
const OPTIONS_OF = { vfat: `${OPTIONS},tz=UTC,utf8=1,shortname=mixed`, exfat: `${OPTIONS},iocharset=utf8` };
const WRITABLE = '/run/writable';

const [root] = process.argv.slice(2);
mkdirSync(root, { recursive: true });
const mounted = new Map();
/** Nothing to mount on these, told by their sequence: to look every time would take a fifth of an emulated processor. */
const empty = new Map();

const sysOf = (name) => `/sys/class/block/${name}`;
const textOf = (file) => readFileSync(file, 'utf8').trim();

/** A disk that is attached anew has a new number, whatever its name. */
const sequenceOf = (name) => {
  const device = realpathSync(sysOf(name));
  const disk = existsSync(`${device}/partition`) ? path.dirname(device) : device;
  return textOf(`${disk}/diskseq`);
};

function typeOf(name) {
  try {
    return execFileSync('blkid', ['-p', '-o', 'value', '-s', 'TYPE', `/dev/${name}`], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

function unmount(name) {
  const { at } = mounted.get(name);
  mounted.delete(name);
  execFileSync('umount', ['-l', at]);
  rmdirSync(at);
  process.stdout.write(`unmounted ${at}\n`);
}

function mount(name, sequence) {
  const type = typeOf(name);
  const options = OPTIONS_OF[type];
  if (options === undefined) {
    empty.set(name, sequence);
    return;
  }
  const at = path.join(root, `${name}-${sequence}`);
  mkdirSync(at, { recursive: true });
  const access = existsSync(WRITABLE) ? 'rw' : 'ro';
  try {
    execFileSync('mount', ['-t', type, '-o', `${access},${options}`, `/dev/${name}`, at], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  } catch (error) {
    // It went in between, or the medium is not ready yet: the next look tells.
    rmdirSync(at);
    process.stdout.write(`not mounted ${name}: ${String(error.stderr).trim()}\n`);
    return;
  }
  mounted.set(name, { at, sequence });
  process.stdout.write(`mounted ${at}\n`);
}

function look() {
  const present = new Map();
  for (const name of readdirSync('/sys/class/block')) {
    try {
      if (/^sd[a-z]+\d*$/.test(name) && Number(textOf(`${sysOf(name)}/size`)) > 0) present.set(name, sequenceOf(name));
    } catch {
      // It went between two reads.
    }
  }
  for (const [name, { sequence }] of mounted) if (present.get(name) !== sequence) unmount(name);
  for (const [name, sequence] of present) if (!mounted.has(name) && empty.get(name) !== sequence) mount(name, sequence);
}

process.stdout.write('watching\n');
setInterval(look, LOOK_EVERY_MS);
