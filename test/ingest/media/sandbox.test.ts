import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locateProgram } from '../../../src/ingest/media/program.js';
import { DEFAULT_TOOLS, sandboxCommand, sandboxPrefix } from '../../../src/ingest/media/sandbox.js';
import { fixture } from './fixtures.js';

const program = { root: '/opt/bwc', modules: '/opt/bwc/node_modules' };

/** What a script finds out inside the same walls. */
function inside(script: string): Record<string, unknown> {
  const [command = '', ...args] = sandboxPrefix(DEFAULT_TOOLS, locateProgram(), [fixture('segment-1.mp4')]);
  const run = spawnSync(command, [...args, DEFAULT_TOOLS.node, '-e', script], {
    encoding: 'utf8',
    env: { SECRET: 'x' },
  });
  expect(run.stderr).toBe('');
  return JSON.parse(run.stdout) as Record<string, unknown>;
}

const PREAMBLE = `
  const fs = require('fs'), found = {};
  const attempt = (name, what) => { try { found[name] = what() } catch (error) { found[name] = error.code ?? error.message } };
  const tell = () => console.log(JSON.stringify(found));
`;

describe('the command line of the sandbox', () => {
  it('binds every clip read-only at a path of ours, in order, after all fixed parts', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { maxLength: 16 }), (names) => {
        const clips = names.map((name) => `/store/${name}`);
        const prefix = sandboxPrefix(DEFAULT_TOOLS, program, clips);
        const bare = sandboxPrefix(DEFAULT_TOOLS, program, []);
        expect(prefix.slice(0, bare.length - 1)).toEqual(bare.slice(0, -1));
        const rest = prefix.slice(bare.length - 1);
        expect(rest).toHaveLength(3 * clips.length + 1);
        clips.forEach((_, n) => {
          const [option, outside, where] = rest.slice(3 * n, 3 * n + 3);
          expect([option, outside?.[0], where]).toEqual(['--ro-bind', '/', `/in/${String(n)}`]);
        });
        expect(rest.at(-1)).toBe('--');
      }),
    );
  });

  it('never binds anything writable and always limits, unshares and drops', () => {
    const command = sandboxCommand({ ...DEFAULT_TOOLS, node: '/home/a/node' }, program, ['-rf', '/store/a b\n']);
    expect(command.filter((word) => word.startsWith('--bind') || word.startsWith('--dev-bind'))).toEqual([]);
    for (const word of ['--unshare-all', '--die-with-parent', '--new-session', '--clearenv', '--cpu=20', '--fsize=0']) {
      expect(command).toContain(word);
    }
    expect(command).not.toContain('-rf');
    expect(command.join('\0')).toContain('--ro-bind\0/home/a/node\0/home/a/node');
    expect(command.slice(command.indexOf('--') + 1)[0]).toBe('/home/a/node');
  });
});

describe('inside the sandbox', () => {
  it('there is no network', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const connect = `require('net').connect(${String(port)}, '127.0.0.1')
      .on('connect', () => { found.net = 'connected'; tell(); process.exit() })
      .on('error', (error) => { found.net = error.code; tell() });`;
    const outside = spawnSync(DEFAULT_TOOLS.node, ['-e', PREAMBLE + connect], { encoding: 'utf8' });
    expect(JSON.parse(outside.stdout)).toEqual({ net: 'connected' });
    expect(inside(PREAMBLE + connect)).toEqual({ net: 'ECONNREFUSED' });
    server.close();
  });

  it('nothing can be written, no other file is in sight, and the environment is empty', () => {
    const found = inside(`${PREAMBLE}
      attempt('root', () => fs.readdirSync('/').sort().join(' '));
      attempt('etc', () => fs.readdirSync('/etc').filter((name) => !['alternatives', 'ld.so.cache'].includes(name)));
      attempt('clip', () => fs.readFileSync('/in/0').length > 0);
      attempt('writeClip', () => fs.openSync('/in/0', 'r+'));
      attempt('writeApp', () => fs.writeFileSync('/app/dist/x', 'x'));
      attempt('writeTmp', () => fs.writeFileSync('/tmp/x', 'x'));
      attempt('environment', () => process.env.SECRET ?? 'none');
      attempt('processes', () => fs.readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name)).length <= 3);
      tell();`);
    expect(found).toEqual({
      root: 'app bin dev etc in lib lib64 proc tmp usr',
      etc: [],
      clip: true,
      writeClip: 'EROFS',
      writeApp: 'EROFS',
      writeTmp: 'EFBIG',
      environment: 'none',
      processes: true,
    });
  });

  it('memory has an end that children inherit', () => {
    const grab = 'Buffer.alloc(2 ** 30 + 2 ** 27).length > 0';
    expect(spawnSync(DEFAULT_TOOLS.node, ['-p', grab], { encoding: 'utf8' }).stdout).toBe('true\n');
    const found = inside(`${PREAMBLE}
      attempt('node', () => ${grab});
      attempt('child', () => require('child_process').spawnSync(process.execPath, ['-p', '${grab}'], { encoding: 'utf8' }).stderr);
      tell();`);
    expect(found).toEqual({
      node: 'Array buffer allocation failed',
      child: expect.stringContaining('Array buffer allocation failed') as unknown,
    });
  });
});
