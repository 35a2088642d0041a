import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { StationStatus } from '../../../src/web/status.js';
import { bwc, bwcJson } from '../support/bwc.js';
import { faultsFileOf } from '../../../src/device/testing/faults.js';
import { noise } from '../support/cards.js';
import { childrenOf, startDaemon, type TestDaemon, until } from '../support/daemon.js';
import { clipsOf, eventsOf, verify } from '../support/station.js';
import { filesBelow, PASSWORD, SERIAL, vendorDock } from '../support/vendor-dock.js';

const statusOf = (data: string): Promise<StationStatus> => bwcJson(['status', '--data', data]);

const openings = ({ events }: TestDaemon): number => events.filter(({ type }) => type === 'opened').length;

const MIB = 2 ** 20;
const ALL = ['Init_Device', 'GetZFYInfo', 'read clock', 'ReadDeviceBatteryDumpEnergy', 'disk space', 'SetMSDC'];

describe('a camera that is talked to and becomes a disk', () => {
  it('SH-08, SP-12, XM-03: is one visit from first sight to the end, with everything stored', async () => {
    const { data, plug, calls, visits } = await vendorDock();
    const daemon = await startDaemon(data);
    await plug();
    const closed = await daemon.event('closed');
    expect(closed).toMatchObject({
      outcome: 'complete',
      safeToRemove: true,
      tally: { onCamera: 2, stored: 2, failed: 0, waiting: 0 },
    });
    // The disk stands in the slot for a while longer, and is no second visit.
    await sleep(1500);
    const all = await visits();
    expect(all.map(({ id }) => id)).toEqual([closed.visit]);
    expect(all[0]).toMatchObject({
      camera: SERIAL,
      officerNo: '350214',
      driver: 'vendor:virtual',
      profile: 'l1-param-ini',
      // What the record of host mode leaves open, the disk tells.
      identity: { serial: SERIAL, officerName: '林晓', unitName: '鹭江中队', source: 'GetZFYInfo, PARAM.INI' },
      readiness: { battery: { percent: 80 } },
      clock: { method: 'device-command', bound: 'two-sided' },
    });
    expect(openings(daemon)).toBe(1);
    expect(calls()).toEqual(ALL);
    const kinds = (await eventsOf(data, '--visit', closed.visit)).map((e) => e.kind);
    expect(kinds.filter((k) => k.startsWith('visit.')).sort()).toEqual([
      'visit.checked',
      'visit.closed',
      'visit.identified',
      'visit.listed',
      'visit.opened',
    ]);
    expect((await verify(data)).findings).toEqual([]);
  });

  it('whose disk is pulled out while it is read goes on in the same visit, through host mode again', async () => {
    const { data, dock, shelf, plug, again, visits } = await vendorDock();
    const daemon = await startDaemon(data);
    // Slow enough to be pulled out in the middle.
    const faults = faultsFileOf(join(dock, 'CARD'));
    writeFileSync(faults, JSON.stringify({ faults: [{ kind: 'slow', bytesPerSecond: MIB }] }));
    await plug({}, noise(6 * MIB, 'long'));
    const { visit } = await daemon.event('listed');
    await sleep(1000);
    renameSync(join(dock, 'CARD'), join(shelf, 'CARD'));
    await daemon.event('interrupted');
    rmSync(faults);
    again();
    const closed = await daemon.event('closed');
    expect(closed).toMatchObject({ visit, outcome: 'complete', tally: { onCamera: 3, stored: 3, waiting: 0 } });
    expect(await visits()).toHaveLength(1);
    expect(await eventsOf(data, '--kind', 'visit.opened')).toHaveLength(1);
    // Docked once more, it has nothing new.
    renameSync(join(dock, 'CARD'), join(shelf, 'CARD'));
    await sleep(700);
    again();
    expect(await daemon.event('closed', undefined, 2)).toMatchObject({ tally: { stored: 0, alreadyKnown: 3 } });
    expect(await visits()).toHaveLength(2);
  });

  it('is refused where its password is wrong: tried once, nothing read, and told so', async () => {
    const { data, plug, calls, visits } = await vendorDock({}, '"999999"');
    const daemon = await startDaemon(data);
    await plug();
    expect(await daemon.event('refused')).toMatchObject({ code: 'bwc.device.password_refused' });
    await sleep(1200);
    expect(calls()).toEqual(['Init_Device', 'GetZFYInfo']);
    expect(await visits()).toEqual([]);
    expect((await statusOf(data)).refused).toMatchObject([{ code: 'bwc.device.password_refused' }]);
    expect(await eventsOf(data, '--kind', 'camera.refused')).toHaveLength(1);
  });

  it('is refused where no password is configured: none is guessed', async () => {
    const { data, plug, calls } = await vendorDock({}, null);
    const daemon = await startDaemon(data);
    await plug();
    const refused = await daemon.event('refused');
    expect(refused).toMatchObject({ code: 'bwc.device.credential_missing' });
    expect(refused.reason).toContain('VRT01');
    expect(calls()).toEqual(['Init_Device']);
  });

  it('that never comes back ends its visit in time; coming back later, it is served', async () => {
    const { data, dock, shelf, plug, visits } = await vendorDock({ switch_seconds: 2 });
    const daemon = await startDaemon(data);
    await plug({ faults: [{ is: 'never returns' }] });
    const failed = await daemon.event('closed');
    expect(failed).toMatchObject({ outcome: 'failed', safeToRemove: false, tally: { onCamera: 0 } });
    expect(failed.reason).toContain('did not come back as a disk');
    renameSync(join(shelf, 'CARD'), join(dock, 'CARD'));
    const served = await daemon.event('closed', undefined, 2);
    expect(served).toMatchObject({ outcome: 'complete', safeToRemove: true, tally: { stored: 2 } });
    expect((await visits()).map(({ camera, outcome }) => [camera, outcome])).toEqual([
      [SERIAL, 'complete'],
      [SERIAL, 'failed'],
    ]);
  });

  it('that is away while the station is restarted goes on in its visit when its disk appears', async () => {
    const { data, dock, shelf, plug, calls, visits } = await vendorDock();
    const first = await startDaemon(data);
    await plug({ faults: [{ is: 'never returns' }] });
    const { visit } = await first.event('opened');
    await until(
      () => calls().includes('SetMSDC'),
      () => 'the camera on its way',
    );
    expect(await first.stop()).toBe(0);
    expect((await visits()).map(({ id, state }) => [id, state])).toEqual([[visit, 'interrupted']]);
    const second = await startDaemon(data);
    renameSync(join(shelf, 'CARD'), join(dock, 'CARD'));
    const closed = await second.event('closed');
    expect(closed).toMatchObject({ visit, outcome: 'complete', tally: { stored: 2 } });
    const all = await visits();
    expect(all).toHaveLength(1);
    expect(all[0]?.identity).toMatchObject({ officerNo: '350214', source: 'GetZFYInfo, PARAM.INI' });
    expect(await eventsOf(data, '--kind', 'visit.opened')).toHaveLength(1);
    expect(await eventsOf(data, '--kind', 'visit.resumed')).toHaveLength(1);
  });

  it('that comes back as another camera is refused with an alarm, and not read', async () => {
    const { data, plug, visits } = await vendorDock();
    const daemon = await startDaemon(data);
    await plug({ cardSerial: 'ZFY0008' });
    const closed = await daemon.event('closed');
    expect(closed).toMatchObject({ outcome: 'failed', safeToRemove: false });
    await sleep(1200);
    expect(await visits()).toHaveLength(1);
    expect(await clipsOf(data)).toEqual([]);
    const { alarms, refused } = await statusOf(data);
    expect(alarms).toMatchObject([{ kind: 'camera.other', details: { expected: SERIAL, found: 'ZFY0008' } }]);
    expect(refused).toMatchObject([{ code: 'bwc.device.other_camera' }]);
  });

  it('that is pulled out before it becomes a disk is served when it is back', async () => {
    const { data, plug, again, pull, calls, visits } = await vendorDock();
    const daemon = await startDaemon(data);
    await plug({ faults: [{ is: 'busy', at: 'GetZFYInfo', times: 999 }] });
    await until(
      () => calls().includes('GetZFYInfo'),
      () => 'a call',
    );
    pull();
    await until(
      () => daemon.visitChildren().length === 0,
      () => 'the end of the visit',
    );
    again();
    expect(await daemon.event('closed')).toMatchObject({ outcome: 'complete', tally: { stored: 2 } });
    expect(await visits()).toHaveLength(1);
    expect(openings(daemon)).toBe(1);
  });
});

describe("a vendor's code that looks for cameras", () => {
  it('may take its process down: it is started again, and the station goes on', async () => {
    const { dir, data, plug } = await vendorDock();
    const module = join(dir, 'vendor.mjs');
    const crashed = join(dir, 'crashed');
    writeFileSync(
      module,
      `${readFileSync(module, 'utf8')}
import { existsSync, writeFileSync } from 'node:fs';
const { scan } = hostKind;
hostKind.scan = () => {
  if (existsSync(${JSON.stringify(crashed)})) return scan();
  writeFileSync(${JSON.stringify(crashed)}, '');
  process.exit(3);
};
`,
    );
    const daemon = await startDaemon(data);
    await plug();
    expect(await daemon.event('closed')).toMatchObject({ outcome: 'complete' });
    expect(daemon.stderr).toContain('ended unexpectedly');
  });

  it('may fail: what it saw before still stands, and the log says so once', async () => {
    const { dir, data, plug, visits } = await vendorDock();
    const module = join(dir, 'vendor.mjs');
    const broken = join(dir, 'broken');
    writeFileSync(
      module,
      `${readFileSync(module, 'utf8')}
import { existsSync } from 'node:fs';
const { scan } = hostKind;
hostKind.scan = () => existsSync(${JSON.stringify(broken)}) ? Promise.reject(new Error('no bus')) : scan();
`,
    );
    const daemon = await startDaemon(data);
    await plug();
    await daemon.event('closed');
    writeFileSync(broken, '');
    await until(
      () => daemon.stderr.includes('no bus'),
      () => 'the log',
    );
    await sleep(1000);
    expect(daemon.stderr.split('no bus')).toHaveLength(2);
    expect(await visits()).toHaveLength(1);
  });
});

describe('the password of a model', () => {
  /** Every byte of what a daemon wrote and showed, but for the configuration itself. */
  async function traces(data: string, daemon: TestDaemon): Promise<string[]> {
    const told = await Promise.all(
      [
        ['visits', '--json'],
        ['status', '--json'],
        ['events', '--json'],
        ['doctor', '--json'],
      ].map(async (args) => {
        const { stdout, stderr } = await bwc([...args, '--data', data]);
        return `${stdout}${stderr}`;
      }),
    );
    const shown = [JSON.stringify(daemon.events), daemon.stderr, ...told].filter((text) => text.includes(PASSWORD));
    const written = [...filesBelow(data)]
      .filter(([path, bytes]) => !path.endsWith('config.toml') && bytes.includes(PASSWORD))
      .map(([path]) => path);
    return [...shown, ...written];
  }

  it('is nowhere but in the configuration: not in files, logs, events, arguments or environments', async () => {
    const { data, plug } = await vendorDock({ level: '"trace"' });
    const daemon = await startDaemon(data);
    const seen = new Set<string>();
    await plug({ returnMs: 1500, faults: [{ is: 'blabs', at: 'disk space' }] });
    await daemon.event('opened');
    for (const pid of [daemon.pid, ...childrenOf(daemon.pid)]) {
      for (const file of ['cmdline', 'environ']) seen.add(readFileSync(`/proc/${String(pid)}/${file}`, 'latin1'));
    }
    await daemon.event('closed');
    expect(seen.size).toBeGreaterThan(2);
    expect([...seen].filter((text) => text.includes(PASSWORD))).toEqual([]);
    // The camera's error did come through, without it.
    expect(daemon.stderr).toContain('[secret]');
    expect(await traces(data, daemon)).toEqual([]);
    await daemon.stop();
    expect(await traces(data, daemon)).toEqual([]);
  });

  it.each(['GetZFYInfo', 'SetMSDC'] as const)('stays out of a failure where %s repeats it', async (at) => {
    const { data, plug } = await vendorDock();
    const daemon = await startDaemon(data);
    await plug({ faults: [{ is: 'blabs', at }] });
    await (at === 'GetZFYInfo' ? daemon.event('refused') : daemon.event('closed'));
    expect(JSON.stringify(daemon.events)).toContain('[secret]');
    expect(await traces(data, daemon)).toEqual([]);
  });

  it('may stand in a file of its own; doctor says who else can read it', async () => {
    const { dir, data, plug } = await vendorDock({}, null);
    const file = join(dir, 'vrt01.password');
    writeFileSync(file, `${PASSWORD}\n`, { mode: 0o644 });
    const config = join(data, 'config.toml');
    writeFileSync(config, `${readFileSync(config, 'utf8')}\n[cameras.passwords]\nVRT01 = { file = "${file}" }\n`);
    const diagnose = async (): Promise<string> => (await bwc(['doctor', '--data', data])).stdout;
    expect(await diagnose()).toContain(`others can read ${file}`);
    chmodSync(file, 0o600);
    expect(await diagnose()).not.toContain('others can read');
    const daemon = await startDaemon(data);
    await plug();
    expect(await daemon.event('closed')).toMatchObject({ outcome: 'complete' });
    expect(await traces(data, daemon)).toEqual([]);
  });
});

describe('the clock of a camera in host mode', () => {
  const SYNCHRONISED = '#!/bin/sh\necho "C0A80001,ntp,2,1.0,0.000001,0,0,0,0,0,0.001,0.001,64,Normal"\n';

  async function visit(setClock: boolean, synchronised: boolean): ReturnType<typeof eventsOf> {
    const { dir, data, plug, calls } = await vendorDock({ set_clock: setClock });
    const bin = join(dir, 'bin');
    mkdirSync(bin);
    if (synchronised) writeFileSync(join(bin, 'chronyc'), SYNCHRONISED, { mode: 0o755 });
    const daemon = await startDaemon(data, { PATH: `${bin}:${process.env['PATH'] ?? ''}` });
    await plug({ clockOffsetMs: 83_000 });
    expect(await daemon.event('closed')).toMatchObject({ outcome: 'complete' });
    expect(calls().includes('SyncDevTime')).toBe(setClock && synchronised);
    return (await eventsOf(data)).filter(({ kind }) => kind.startsWith('camera.clock_'));
  }

  it('is set before it becomes a disk, with its readings before and after on record', async () => {
    const [event, ...more] = await visit(true, true);
    expect(event).toMatchObject({ kind: 'camera.clock_set', body: { problem: null } });
    const { before, after } = event?.body as Record<'before' | 'after', { offsetMs: number; uncertaintyMs: number }>;
    expect(Math.abs(before.offsetMs - 83_000)).toBeLessThanOrEqual(before.uncertaintyMs);
    expect(Math.abs(after.offsetMs)).toBeLessThanOrEqual(after.uncertaintyMs);
    expect(more).toEqual([]);
  });

  it('is left alone where nobody asked for it, and while the station itself may be wrong', async () => {
    expect(await visit(false, true)).toEqual([]);
    expect(await visit(true, false)).toMatchObject([{ kind: 'camera.clock_not_set', body: { after: null } }]);
  });
});
