/** The guide for vendors, followed literally in an empty folder, and the example it leads to, built and used by a station. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { RecordingPipe } from '../../src/device/mtp/transcript/recording-pipe.js';
import { writeEntry } from '../../src/device/mtp/transcript/transcript.js';
import { createMtpDriver } from '../../src/device/mtp/mtp-driver.js';
import { createVirtualMtpCamera } from '../../src/device/testing/index.js';
import { bwcJson, environment, MAIN, scratch } from './support/bwc.js';
import { EXAMPLE, guideBlocks } from './support/sdk-guide.js';
import { clipsOf, ingest, newStation, sha256Of, verify } from './support/station.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What `npm install` would bring, without a network. */
function linkPackages(dir: string): void {
  const modules = join(dir, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  mkdirSync(join(modules, '@types'));
  symlinkSync(ROOT, join(modules, 'bwc-station'));
  for (const name of ['typescript', 'vitest', '@types/node']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  }
  symlinkSync(join(ROOT, 'node_modules/typescript/bin/tsc'), join(modules, '.bin/tsc'));
  symlinkSync(join(ROOT, 'node_modules/vitest/vitest.mjs'), join(modules, '.bin/vitest'));
  symlinkSync(MAIN, join(modules, '.bin/bwc'));
}

/** Compilers and test runners of their own, on a machine that is busy with other tests. */
const PATIENCE_MS = 300_000;

/** Runs a shell script as a person pastes it. @returns what it printed */
async function sh(script: string, dir: string): Promise<string> {
  const env = environment({ NO_COLOR: '1', npm_config_offline: 'true' });
  return (await promisify(execFile)('bash', ['-euc', script], { cwd: dir, env, encoding: 'utf8' })).stdout;
}

describe('the guide for vendors', () => {
  it('has no code that is not in the example or run by this test', () => {
    for (const { line, is, path, text } of guideBlocks()) {
      const where = `docs/sdk.md:${String(line)}`;
      if (is === 'file') expect(text, where).toBe(readFileSync(join(EXAMPLE, path), 'utf8'));
      else if (is === 'part of') expect(readFileSync(join(EXAMPLE, path), 'utf8'), where).toContain(text);
      else expect(['install', 'run', 'printed', 'needs a camera'], where).toContain(is);
    }
  });

  it('leads from an empty folder to a driver that a station uses', { timeout: PATIENCE_MS }, async () => {
    const dir = scratch();
    let printed = '';
    const ran: string[] = [];
    for (const { is, path, text } of guideBlocks()) {
      if (is === 'install') {
        writeFileSync(join(dir, 'package.json'), '{"name":"lanting","version":"1.0.0","type":"module"}');
        linkPackages(dir);
        await sh(text.split('\n').at(-2) ?? '', dir);
      } else if (is === 'file') {
        mkdirSync(dirname(join(dir, path)), { recursive: true });
        writeFileSync(join(dir, path), text);
      } else if (is === 'run') {
        printed = await sh(`export BWC_LANG=en\n${text}`, dir);
        ran.push(text);
      } else if (is === 'printed') {
        for (const line of text.trim().split('\n')) expect(printed).toContain(line);
      }
    }
    expect(ran.join()).toMatch(/tsc[^]*look\.js[^]*vitest run[^]*doctor[^]*device probe[^]*ingest[^]*verify/);
  });
});

describe('the example', () => {
  it('builds, passes its tests, and serves a station', { timeout: PATIENCE_MS }, async () => {
    const dir = join(scratch(), 'lanting-l1');
    cpSync(EXAMPLE, dir, { recursive: true, filter: (path) => !/\/(node_modules|dist)$/.test(path) });
    linkPackages(dir);
    await sh('npm run build', dir);
    expect(await sh('npm test', dir)).toMatch(/Test Files +4 passed/);

    const { data, dock } = await newStation({ extra_drivers: JSON.stringify([join(dir, 'dist/index.js')]) });
    const root = (await sh(`node dist/testing/make-card.js '${dock}'`, dir)).trim();
    const { visit } = await ingest(data, root);
    expect(visit).toMatchObject({
      driver: 'lanting-l1',
      profile: 'lanting-l1',
      camera: 'LT10042',
      outcome: 'complete',
    });
    const { CLIPS } = (await import(pathToFileURL(join(dir, 'dist/testing/card.js')).href)) as {
      CLIPS: readonly { path: string; officer: string; start: string; locked: boolean; bytes: number }[];
    };
    const clips = (await clipsOf(data)).sort((a, b) => ((a.start ?? '') < (b.start ?? '') ? -1 : 1));
    expect(clips.map(({ bytes, officerNo, times, locked }) => [bytes, officerNo, times?.camera.start, locked])).toEqual(
      CLIPS.map((c) => [c.bytes, c.officer.split(';')[0], c.start, c.locked]),
    );
    for (const { sha256, sourcePath, sourcePathBase64, storedPath } of clips) {
      const name = sourcePathBase64 === null ? Buffer.from(sourcePath) : Buffer.from(sourcePathBase64, 'base64');
      expect(sha256Of(Buffer.concat([Buffer.from(`${root}/`), name]))).toBe(sha256);
      expect(sha256Of(join(data, storedPath))).toBe(sha256);
    }
    expect((await verify(data)).findings).toEqual([]);
    expect(await bwcJson(['cameras', '--data', data])).toMatchObject([{ serial: 'LT10042', unitName: '鹭江中队' }]);
  });

  it('has a transcript as the station records it today', async () => {
    const ini = Buffer.from('[LANTING]\r\nSN=LT10042\r\n');
    const virtual = createVirtualMtpCamera({
      storages: [
        {
          entries: [
            { path: 'LANTING/DEVICE.INI', head: ini },
            { path: 'PACK0001/0001-巡查.MP4', size: 300_000 },
            { path: 'PACK0001/0002-纠纷.MP4', size: 120_000 },
            { path: 'PACK0002/0001-巡.MP4', size: 90_001 },
          ],
        },
      ],
    });
    let text = '';
    const host = {
      connect: async () =>
        new RecordingPipe(await virtual.connect(), (entry) => {
          text += writeEntry(entry);
        }),
    };
    const camera = await createMtpDriver({ host, timing: virtual.timing }).open(virtual.candidate, 'mtp-generic');
    for await (const file of camera.list()) expect(file.bytes).toBeGreaterThan(0);
    await camera.close();
    // `vitest -u` writes it anew.
    await expect(text).toMatchFileSnapshot(join(EXAMPLE, 'test/lanting-l1.jsonl'));
  });
});
