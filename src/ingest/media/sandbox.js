/** The command line of the sandbox that media is parsed in: no network, nothing writable, no other file in sight. */
import { resolve } from 'node:path';
import { PROCESS_LIMITS } from './limits.js';
export const DEFAULT_TOOLS = {
  nice: '/usr/bin/nice',
  prlimit: '/usr/bin/prlimit',
  bwrap: '/usr/bin/bwrap',
  node: process.execPath,
  ffprobe: '/usr/bin/ffprobe',
  ffmpeg: '/usr/bin/ffmpeg',
};
const PROBER = '/app/dist/ingest/media/prober.js';
/** Photos are parsed in node itself; this is far more than their EXIF needs. */
const NODE_HEAP_MIB = 192;
/** Where the n-th clip is seen inside. Names from a camera never reach a tool. */
export const insidePath = (n) => `/in/${String(n)}`;
/** Limits and walls, without the program to be run in them. Pure. */
export function sandboxPrefix(tools, program, clips) {
  const outsideUsr = [tools.node, tools.ffprobe, tools.ffmpeg].filter((path) => !path.startsWith('/usr/'));
  return [
    ...[tools.nice, '-n', '10', tools.prlimit, ...PROCESS_LIMITS, tools.bwrap],
    ...['--unshare-all', '--die-with-parent', '--new-session', '--cap-drop', 'ALL'],
    ...['--clearenv', '--setenv', 'LC_ALL', 'C.UTF-8'],
    ...readOnly('/usr', '/usr'),
    // Debian's ffmpeg finds libblas through the alternatives; other systems have neither of the two.
    ...[
      '--ro-bind-try',
      '/etc/alternatives',
      '/etc/alternatives',
      '--ro-bind-try',
      '/etc/ld.so.cache',
      '/etc/ld.so.cache',
    ],
    ...['--symlink', 'usr/lib', '/lib', '--symlink', 'usr/lib64', '/lib64', '--symlink', 'usr/bin', '/bin'],
    ...['--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp', '--chdir', '/'],
    ...outsideUsr.flatMap((path) => readOnly(path, path)),
    ...readOnly(`${program.root}/dist`, '/app/dist'),
    ...readOnly(`${program.root}/package.json`, '/app/package.json'),
    ...readOnly(program.modules, '/app/node_modules'),
    // An absolute path cannot be taken for an option.
    ...clips.flatMap((path, n) => readOnly(resolve(path), insidePath(n))),
    '--',
  ];
}
export const sandboxCommand = (tools, program, clips) => [
  ...sandboxPrefix(tools, program, clips),
  ...[tools.node, `--max-old-space-size=${String(NODE_HEAP_MIB)}`, PROBER],
];
const readOnly = (outside, inside) => ['--ro-bind', outside, inside];
