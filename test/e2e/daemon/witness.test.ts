/** A log that is not the one that was shown: found out at the next sync, by the archive and by a live witness, and named. */
import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { formatWitnessKey } from '../../../src/archive/witness/cosignature.js';
import { createSignerFile } from '../../../src/archive/witness/signer-file.js';
import { dataPaths } from '../../../src/store/paths.js';
import { connectStation } from '../../../src/web/client.js';
import { forge } from '../../archive/witness/forge.js';
import { bwc, bwcJson, environment, MAIN } from '../support/bwc.js';
import { startDaemon, until } from '../support/daemon.js';
import { configure, newStation } from '../support/station.js';

/** `bwc bureau witness`, as a process. */
async function startWitness(store: string, stations: string, key: string) {
  const options = ['--store', store, '--stations', stations, '--sign', key, '--listen', '127.0.0.1:0', '--json'];
  const child = spawn(MAIN, ['bureau', 'witness', ...options], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise<number | null>((done) => child.on('close', done));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const line = await new Promise<string>((done) => {
    createInterface({ input: child.stdout }).once('line', done);
  });
  const { address } = JSON.parse(line) as { address: string };
  return {
    address,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** A daemon that syncs when it is told to. */
async function running(data: string) {
  const daemon = await startDaemon(data);
  const { socket } = await daemon.event('ready');
  const client = connectStation(socket);
  const sync = async () => {
    await client.syncNow('wang');
    await until(
      async () => (await client.queries.status()).archives.every(({ live }) => live?.asked === false && !live.busy),
      () => 'sync did not end',
    );
    return client.queries.status();
  };
  return { client, sync, stop: () => daemon.stop() };
}

it('an older copy, a log that was cut off and one that was written anew are each found out at the next sync', async () => {
  const { data, dir } = await newStation();
  const at = (...names: string[]): string => join(dir, ...names);
  const { stationId } = JSON.parse(readFileSync(join(data, 'station.json'), 'utf8')) as { stationId: string };
  mkdirSync(at('局 档案'));
  mkdirSync(at('stations'));
  cpSync(join(data, 'station.pub'), at('stations', `${stationId}.pub`));
  const [auditor, live] = ['auditor', 'live'].map((name) => ({ name, file: at(`${name}.key`) }));
  const keys = [auditor, live].map((key) => createSignerFile(key?.file ?? '', key?.name ?? ''));
  const [ofAuditor = '', ofLive = ''] = (await Promise.all(keys)).map((signer) => formatWitnessKey(signer));
  const witness = await startWitness(at('witness'), at('stations'), live?.file ?? '');
  expect(await (await fetch(`${witness.address}/healthz`)).text()).toBe('ok\n');
  const { config } = await bwcJson<{ config: string }>(['archive', 'init', at('局 档案')]);
  appendFileSync(join(data, 'config.toml'), `\n${config}\nwitness_key = "${ofAuditor}"\n`);
  // Never by itself while this test runs.
  const settings = { start: '"0 0 29 2 1"', hours: 0.1 };
  configure(data, { ...settings, receipt_days: `7\nwitness = { url = "${witness.address}/", key = "${ofLive}" }` });
  const audit = ['archive', 'audit', at('局 档案'), '--stations', at('stations'), '--sign', auditor?.file ?? ''];

  const first = await running(data);
  const { receipts } = await first.sync();
  expect(receipts.map(({ from, last }) => [from, last?.witness])).toEqual([
    ['bureau', undefined],
    ['witness live', 'live'],
  ]);
  // The bureau looks at what lies there, by night, and signs.
  const { stations } = await bwcJson<{ stations: { proven: number }[] }>(audit);
  const taken = (await first.sync()).receipts.map(({ last }) => last);
  expect(taken.map((last) => last?.witness)).toEqual(['auditor', 'live']);
  expect(taken[0]?.size).toBe(stations[0]?.proven);
  expect((await bwc(['sync', '--data', data])).stdout).toMatch(/receipt of bureau: \d+ entries, .* \(auditor\); \d+ /);
  await first.stop();
  cpSync(data, at('older'), { recursive: true });

  const second = await running(data);
  for (let i = 0; i < 40; i += 1) await second.client.act('unit.add', { name: `第${String(i)}中队` }, 'wang');
  expect((await second.sync()).alarms).toEqual([]);
  await second.stop();
  cpSync(data, at('whole'), { recursive: true });

  const paths = dataPaths(data);
  const attacks = [
    { from: 'older', forged: null, why: 'rollback' },
    { from: 'whole', forged: { left: 9 }, why: 'rollback' },
    { from: 'whole', forged: { rewritten: 4 }, why: 'inconsistent' },
  ] as const;
  for (const { from, forged, why } of attacks) {
    rmSync(data, { recursive: true });
    cpSync(at(from), data, { recursive: true });
    // Whoever does this has the key: the station itself finds it in order and starts.
    if (forged !== null) forge(paths, forged);
    const station = await running(data);
    const { alarms } = await station.sync();
    const found = new Map(alarms.map(({ kind, subject, details }) => [`${kind} ${subject}`, details['why']]));
    expect(found.get('archive.log_changed bureau')).toBe(why);
    expect(found.get('archive.log_changed witness live')).toBe(why);
    await station.stop();
  }
  // What was refused left nothing behind.
  expect((await bwc(audit)).stdout).toMatch(/signed the receipt receipts\/.*\n.*; 0 findings/);
  expect(await witness.stop()).toBe(0);
});
