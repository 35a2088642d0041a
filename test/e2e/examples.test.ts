/** The guide for vendors, followed literally in an empty folder, and the example it leads to, built and used by a station. */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { RecordingPipe } from '../../src/device/mtp/transcript/recording-pipe.js';
import { parseTranscript, writeEntry } from '../../src/device/mtp/transcript/transcript.js';
import type { CameraDriver } from '../../src/device/driver.js';
import { createVirtualMtpCamera, type VirtualMtpCamera } from '../../src/device/testing/index.js';
import { encodeGbk } from '../../src/device/text/gbk.js';
import type { Timing } from '../../src/device/usb/timing.js';
import { parseConfig } from '../../src/station/config.js';
import { recordDevice } from '../../src/station/record-device.js';
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

  it('has a transcript as `bwc device record` takes it with its own driver', { timeout: PATIENCE_MS }, async () => {
    const dir = join(scratch(), 'lanting-l1');
    cpSync(EXAMPLE, dir, { recursive: true, filter: (path) => !/\/(node_modules|dist)$/.test(path) });
    linkPackages(dir);
    await sh('npm run build', dir);
    const module = join(dir, 'dist/mtp.js');

    const file = join(scratch(), 'lanting-l1.jsonl');
    const docked = await lanting(dir);
    const bus = { scan: () => Promise.resolve([docked.candidate]), host: docked };
    expect(await recordDevice(file, null, { ...CAMERAS, extra_drivers: [module] }, bus)).toMatchObject({
      driver: 'lanting-l1-mtp',
      profile: 'lanting-l1-mtp',
      files: 5,
    });
    const opened = parseTranscript(readFileSync(file, 'utf8')).filter((entry) => entry.do === 'open');
    expect(opened).toHaveLength(1);

    // The same on a clock that always counts the same, for the file the example is tested with. `vitest -u` writes it anew.
    const virtual = await lanting(dir);
    let text = '';
    const host = {
      connect: async () =>
        new RecordingPipe(await virtual.connect(), (entry) => {
          text += writeEntry(entry);
        }),
    };
    const { createLantingMtpDriver } = (await import(pathToFileURL(module).href)) as {
      createLantingMtpDriver: (options: { timing: Timing }) => CameraDriver;
    };
    const driver = createLantingMtpDriver({ timing: virtual.timing }).over?.(host);
    const camera = await driver?.open(virtual.candidate, 'lanting-l1-mtp');
    for await (const { bytes } of camera?.list() ?? []) expect(bytes).toBeGreaterThan(0);
    await camera?.close();
    await expect(text).toMatchFileSnapshot(join(EXAMPLE, 'test/lanting-l1.jsonl'));
  });

  it('is not recorded where its driver cannot be listened to, or where there is no telling which camera', async () => {
    const virtual = createVirtualMtpCamera({ usb: { vendorId: 0x1209, productId: 0x0001, product: 'Lanting L1' } });
    const module = join(scratch(), 'deaf.mjs');
    writeFileSync(
      module,
      `export const driver = { id: 'deaf', open: () => {}, recognise: async () =>
        ({ recognised: true, profile: 'deaf', because: 'always', specificity: 99 }) };`,
    );
    const cameras = { ...CAMERAS, extra_drivers: [module] };
    const to = join(scratch(), 'x.jsonl');
    const bus = { scan: () => Promise.resolve([virtual.candidate]), host: virtual };
    await expect(recordDevice(to, null, cameras, bus)).rejects.toMatchObject({ code: 'bwc.device.unsupported' });
    await expect(recordDevice(to, 'usb:9-9', cameras, bus)).rejects.toMatchObject({ code: 'bwc.usage' });
    expect(existsSync(to)).toBe(false);
  });
});

const CAMERAS = parseConfig('[station]', 'defaults').cameras;

/** The card of the example's own tests, over MTP. */
async function lanting(dir: string): Promise<VirtualMtpCamera> {
  const { CLIPS } = (await import(pathToFileURL(join(dir, 'dist/testing/card.js')).href)) as {
    CLIPS: readonly { path: string; officer: string; start: string; bytes: number }[];
  };
  const index = CLIPS.map((c) => `${c.path};${c.officer};${c.start.replace(/\D/g, '')};-\r\n`);
  return createVirtualMtpCamera({
    usb: { vendorId: 0x1209, productId: 0x0001, product: 'Lanting L1' },
    storages: [
      {
        entries: [
          { path: 'LANTING/DEVICE.INI', head: encodeGbk('[LANTING]\r\nSN=LT10042\r\n') },
          { path: 'LANTING/INDEX.TXT', head: encodeGbk(index.join('')) },
          ...CLIPS.map(({ path, bytes }) => ({ path, size: bytes })),
        ],
      },
    ],
  });
}
