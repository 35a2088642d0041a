import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bwc, environment } from './support/bwc.js';
import { media } from './support/cards.js';
import { eventsOf, newStation, verify } from './support/station.js';

/** A camera whose clock can be asked and set: its offset in milliseconds stands in a file on the card. */
const driverSource = (sdk: string): string => `
import { readFileSync, writeFileSync } from 'node:fs';
import { createVolumeDriver } from ${JSON.stringify(sdk)};

const volume = createVolumeDriver();
const file = (root) => root + '/CLOCK';
export const driver = {
  id: 'clocked',
  recognise: (candidate) => {
    try { readFileSync(file(candidate.root)); } catch { return Promise.resolve({ recognised: false, reason: 'no CLOCK' }); }
    return Promise.resolve({ recognised: true, profile: 'clocked', because: 'CLOCK', specificity: 500 });
  },
  open: async (candidate) => {
    const camera = await volume.open(candidate, 'folder');
    return {
      manifest: { ...camera.manifest, clockRead: 'device-command', clockSet: true },
      medium: camera.medium,
      profile: 'clocked',
      identify: () => camera.identify(),
      readiness: () => camera.readiness(),
      readClock: async (clock, zone) => ({
        ...(await camera.readClock(clock, zone)),
        method: 'device-command', offsetMs: Number(readFileSync(file(candidate.root), 'utf8')), uncertaintyMs: 5, bound: 'two-sided',
      }),
      setClock: async () => {
        if (readFileSync(file(candidate.root), 'utf8') === '99000') throw new Error('the clock is stuck');
        writeFileSync(file(candidate.root), '0');
      },
      list: (signal) => camera.list(signal),
      open: (listed) => camera.open(listed),
      isPresent: () => camera.isPresent(),
      close: () => camera.close(),
    };
  },
};
`;

const SDK = new URL('../../dist/device/index.js', import.meta.url).href;
const SYNCHRONISED = '#!/bin/sh\necho "C0A80001,ntp,2,1.0,0.000001,0,0,0,0,0,0.001,0.001,64,Normal"\n';

interface Outcome {
  readonly clock: string;
  readonly kinds: readonly string[];
  readonly bodies: readonly unknown[];
  readonly findings: number;
}

async function visit(offsetMs: number, setClock: boolean, synchronised: boolean): Promise<Outcome> {
  const { data, dir } = await newStation({ set_clock: setClock });
  const config = join(data, 'config.toml');
  const driver = join(dir, 'clocked.mjs');
  writeFileSync(driver, driverSource(SDK));
  writeFileSync(config, readFileSync(config, 'utf8').replace(/^extra_drivers = .*$/m, `extra_drivers = ["${driver}"]`));
  const bin = join(dir, 'bin');
  mkdirSync(bin);
  if (synchronised) {
    writeFileSync(join(bin, 'chronyc'), SYNCHRONISED);
    chmodSync(join(bin, 'chronyc'), 0o755);
  }
  const card = join(dir, 'card');
  mkdirSync(card);
  writeFileSync(join(card, 'CLOCK'), String(offsetMs));
  writeFileSync(join(card, 'a.mp4'), media('segment-1.mp4'));
  const env = { PATH: `${bin}:${environment()['PATH'] ?? ''}` };
  const { code, stderr } = await bwc(['ingest', card, '--data', data, '--json'], { env });
  expect(code, stderr).toBe(0);
  const events = (await eventsOf(data)).filter(({ kind }) => kind.startsWith('camera.clock_'));
  return {
    clock: readFileSync(join(card, 'CLOCK'), 'utf8'),
    kinds: events.map(({ kind }) => kind),
    bodies: events.map(({ body }) => body),
    findings: (await verify(data)).findings.length,
  };
}

describe("a camera's clock", () => {
  it('XM-07: is set once everything is stored, and its readings before and after are on record', async () => {
    expect(await visit(83_000, true, true)).toMatchObject({
      clock: '0',
      kinds: ['camera.clock_set'],
      bodies: [{ before: { offsetMs: 83_000 }, after: { offsetMs: 0 }, problem: null }],
      findings: 0,
    });
  });

  it('is left alone where nobody asked for it, or where it is right', async () => {
    expect(await visit(83_000, false, true)).toMatchObject({ clock: '83000', kinds: [] });
    expect(await visit(900, true, true)).toMatchObject({ clock: '900', kinds: [] });
  });

  it("is left alone, with the reason on record, while the station's own clock is not known to be right", async () => {
    expect(await visit(83_000, true, false)).toMatchObject({
      clock: '83000',
      kinds: ['camera.clock_not_set'],
      bodies: [{ after: null, problem: expect.stringContaining("station's own clock") as string }],
    });
  });

  it('that cannot be set costs nothing but a line on record', async () => {
    expect(await visit(99_000, true, true)).toMatchObject({
      clock: '99000',
      kinds: ['camera.clock_not_set'],
      bodies: [{ problem: 'the clock is stuck' }],
    });
  });
});
