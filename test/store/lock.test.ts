import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { fromInstant } from '../../src/domain/time.js';
import { currentHolder, takeWriterLock } from '../../src/store/lock.js';
import { AT, fixedClock } from './fixed-clock.js';
import { tempFolder } from './support.js';

/** Run from the built program: `npm test` builds first. */
const TAKER = (dir: string): string => `
  import { takeWriterLock } from ${JSON.stringify(new URL('../../dist/store/lock.js', import.meta.url).href)};
  takeWriterLock(${JSON.stringify(dir)}, 'daemon', null, { now: () => 0 });
  console.log('held');
  // Nothing refers to the lock any more: it must be held all the same.
  setInterval(gc, 20);
`;
const children = new Set<ChildProcess>();

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});

/** Another process that holds the lock until it is killed. */
async function otherHolder(dir: string): Promise<ChildProcess & { pid: number }> {
  const child = spawn(process.execPath, ['--expose-gc', '--input-type=module', '--eval', TAKER(dir)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => {
      resolve();
    });
    child.once('exit', () => {
      reject(new Error('the holder ended'));
    });
  });
  return child as ChildProcess & { pid: number };
}

const gone = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('exit', () => {
      resolve();
    });
    child.kill('SIGKILL');
  });

const take = (dir: string, role = 'ingest'): ReturnType<typeof takeWriterLock> =>
  takeWriterLock(dir, role, null, fixedClock);

describe('the writer lock', () => {
  it('tells of its holder and lets go', async () => {
    const dir = await tempFolder();
    expect(currentHolder(dir)).toBeUndefined();
    const lock = takeWriterLock(dir, 'daemon', '/run/x.sock', fixedClock);
    expect(currentHolder(dir)).toEqual({ pid: process.pid, role: 'daemon', since: AT, socket: '/run/x.sock' });
    lock.release();
    lock.release();
    expect(currentHolder(dir)).toBeUndefined();
    take(dir).release();
  });

  it('is refused to a second taker in the same process', async () => {
    const dir = await tempFolder();
    const lock = take(dir, 'init');
    expect(() => take(dir)).toThrow(
      expect.objectContaining({
        code: 'bwc.data.locked',
        details: { dataDir: dir, pid: process.pid, role: 'init', since: AT },
      }),
    );
    expect(existsSync(`${dir}/holder.json`)).toBe(true);
    lock.release();
  });

  it('is refused while another process has it, naming pid and role, and is free the moment that is killed', async () => {
    const dir = await tempFolder();
    const child = await otherHolder(dir);
    expect(currentHolder(dir)).toMatchObject({ pid: child.pid, role: 'daemon' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    try {
      take(dir);
      expect.unreachable('two holders');
    } catch (error) {
      expect(error).toMatchObject({ code: 'bwc.data.locked', details: { pid: child.pid, role: 'daemon' } });
      expect(String(error)).toContain(`daemon (pid ${String(child.pid)})`);
    }
    await gone(child);
    expect(readFileSync(`${dir}/holder.json`, 'utf8')).toContain(String(child.pid));
    expect(currentHolder(dir)).toBeUndefined();
    const lock = take(dir);
    expect(currentHolder(dir)).toMatchObject({ pid: process.pid, role: 'ingest' });
    lock.release();
  });

  it('does not need to know its holder to be refused', async () => {
    const dir = await tempFolder();
    await otherHolder(dir);
    rmSync(`${dir}/holder.json`);
    expect(() => take(dir)).toThrow(
      expect.objectContaining({
        code: 'bwc.data.locked',
        details: { dataDir: dir, pid: null, role: null, since: null },
      }),
    );
    expect(currentHolder(dir)).toMatchObject({ pid: 0, role: 'unknown', since: '1970-01-01T00:00:00.000Z' });
  });

  it('says so where the folder is not there', async () => {
    const dir = `${await tempFolder()}/none`;
    expect(currentHolder(dir)).toBeUndefined();
    expect(() => take(dir)).toThrow(expect.objectContaining({ code: 'bwc.data.not_writable' }));
  });

  it('is not world-readable news', async () => {
    const dir = await tempFolder();
    const lock = take(dir);
    expect(statSync(`${dir}/holder.json`).mode & 0o007).toBe(0);
    expect(fromInstant(AT)).toBe(fixedClock.now());
    lock.release();
  });
});
