/** The command line of the sandbox that media is parsed in: no network, no other file in sight, nothing writable but what is to be made. */
import { resolve } from 'node:path';
import { PROCESS_LIMITS } from './limits.js';

/** Absolute paths of the programs needed. */
export interface SandboxTools {
  readonly nice: string;
  readonly prlimit: string;
  readonly bwrap: string;
  readonly node: string;
  readonly ffprobe: string;
  readonly ffmpeg: string;
}

export const DEFAULT_TOOLS: SandboxTools = {
  nice: '/usr/bin/nice',
  prlimit: '/usr/bin/prlimit',
  bwrap: '/usr/bin/bwrap',
  node: process.execPath,
  ffprobe: '/usr/bin/ffprobe',
  ffmpeg: '/usr/bin/ffmpeg',
};

/** Where the built program is, absolute. */
export interface SandboxProgram {
  /** The package's own folder: `dist` and `package.json` are shown at `/app`. */
  readonly root: string;
  /** The folder `node_modules` that holds its dependencies. */
  readonly modules: string;
}

const PROBER = '/app/dist/ingest/media/prober.js';
/** What makes previews, likewise. */
export const MAKER = '/app/dist/ingest/preview/maker.js';
/** Photos are parsed in node itself; this is far more than their EXIF needs. */
const NODE_HEAP_MIB = 192;

/** Where the n-th clip is seen inside. Names from a camera never reach a tool. */
export const insidePath = (n: number): string => `/in/${String(n)}`;

/** Where the n-th file that is to be made is seen inside. */
export const outputPath = (n: number): string => `/out/${String(n)}`;

export interface Walls {
  /** As `prlimit` takes them. */
  readonly limits: readonly string[];
  /** As `nice` takes it, 0 to 19. */
  readonly niceness: number;
  /** Files that are there already and may be written: each one alone, never a folder. */
  readonly outputs: readonly string[];
}

const READ_ONLY: Walls = { limits: PROCESS_LIMITS, niceness: 10, outputs: [] };

/** Limits and walls, without the program to be run in them. Pure. */
export function sandboxPrefix(
  tools: SandboxTools,
  program: SandboxProgram,
  clips: readonly string[],
  { limits, niceness, outputs }: Walls = READ_ONLY,
): string[] {
  const outsideUsr = [tools.node, tools.ffprobe, tools.ffmpeg].filter((path) => !path.startsWith('/usr/'));
  return [
    ...[tools.nice, '-n', String(niceness), tools.prlimit, ...limits, tools.bwrap],
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
    ...outputs.flatMap((path, n) => ['--bind', resolve(path), outputPath(n)]),
    '--',
  ];
}

export const sandboxCommand = (tools: SandboxTools, program: SandboxProgram, clips: readonly string[]): string[] => [
  ...sandboxPrefix(tools, program, clips),
  ...[tools.node, `--max-old-space-size=${String(NODE_HEAP_MIB)}`, PROBER],
];

const readOnly = (outside: string, inside: string): string[] => ['--ro-bind', outside, inside];
