import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cosignedAt } from '../../src/archive/witness/cosignature.js';
import { DirectoryWitnessStore } from '../../src/archive/witness/directory-witness-store.js';
import { stationOf } from '../../src/archive/witness/registry.js';
import { Refusals } from '../../src/bureau/witness/refusals.js';
import { RegisteredStations } from '../../src/bureau/witness/registered-stations.js';
import { buildWitness } from '../../src/bureau/witness/witness-server.js';
import { fixedClock } from '../store/fixed-clock.js';
import { tempFolder } from '../store/support.js';
import { STATION, TestLog, WITNESS } from '../archive/witness/test-log.js';

async function witness() {
  const root = await tempFolder();
  const lines: { msg: string; why?: string; level: number }[] = [];
  const log = pino({}, { write: (line: string) => lines.push(JSON.parse(line) as (typeof lines)[number]) });
  const stations = { get: (origin: string) => (origin === STATION.origin ? STATION : undefined) };
  const store = new DirectoryWitnessStore(root);
  const app = buildWitness({ store, signer: WITNESS, stations, clock: fixedClock, log });
  onTestFinished(() => app.close());
  const post = async (payload: string, remoteAddress = '10.0.0.1') => {
    const answer = await app.inject({ method: 'POST', url: '/add-checkpoint', payload, remoteAddress });
    return { status: answer.statusCode, body: answer.body, headers: answer.headers };
  };
  return { root, app, post, lines, store };
}

const log = TestLog.of(60);

describe('a live witness', () => {
  it('keeps what goes on, then signs it; the line it answers with is a signature over that checkpoint', async () => {
    const { post, store } = await witness();
    for (const [from, to] of [
      [0, 12],
      [12, 40],
      [40, 40],
    ] as const) {
      const { status, body } = await post(log.shown(from, to));
      expect(status).toBe(200);
      expect(body).toMatch(/^— archive\.example\/w1 [A-Za-z0-9+/=]+\n$/);
      expect(cosignedAt(log.note(to) + body, WITNESS)).not.toBeNull();
      expect((await store.latest(STATION.id))?.size).toBe(to);
    }
  });

  it('answers every refusal as C2SP tlog-witness asks', async () => {
    const { post, app, root } = await witness();
    expect((await post('')).status).toBe(400);
    expect((await post(log.shown(0, 5).replace('old 0', 'old 6'))).status).toBe(400);
    expect((await post(`old 0\n\n${log.note(5, 'bwc-station/st-9999999999')}`)).status).toBe(404);
    expect((await post(log.shown(0, 5).replace('\n5\n', '\n6\n'))).status).toBe(403);
    expect(readdirSync(root)).toEqual([]);
    await post(log.shown(0, 20));
    const stale = await post(log.shown(0, 30));
    expect(stale).toMatchObject({ status: 409, body: '20\n' });
    expect(stale.headers['content-type']).toBe('text/x.tlog.size');
    expect(await post(log.shown(0, 12))).toMatchObject({ status: 409, body: '20\n' });
    expect(await post(log.rewritten(3).shown(20, 20))).toMatchObject({ status: 409, body: '20\n' });
    expect(await post(log.rewritten(3).shown(20, 30))).toMatchObject({ status: 422 });
    expect((await post('x'.repeat(20_000))).status).toBe(413);
    expect((await app.inject({ url: '/add-checkpoint' })).statusCode).toBe(404);
    expect(await app.inject({ url: '/healthz' })).toMatchObject({ statusCode: 200, body: 'ok\n' });
  });

  it('is not talked into refusing a station, whoever makes noise beside it, and does not write noise down', async () => {
    const { post, lines } = await witness();
    const noise = log.shown(0, 5).replace('\n5\n', '\n6\n');
    const answers = [];
    for (let i = 0; i < 100; i += 1) answers.push(await post(noise));
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(60);
    expect(answers.at(-1)).toMatchObject({ status: 429, headers: { 'retry-after': '60' } });
    expect(lines).toHaveLength(60);
    expect((await post(log.shown(0, 5))).status).toBe(200);
    // Another address is another matter.
    expect((await post(noise, '10.0.0.2')).status).toBe(403);
  });

  it('signs nothing where it could not keep it, and says loudly where there are two logs', async () => {
    const { post, lines, root } = await witness();
    await post(log.shown(0, 20));
    await post(log.rewritten(3).shown(20, 20));
    expect(lines.filter(({ level }) => level === 50).map(({ msg }) => msg)).toEqual([
      'there are two logs of this station',
    ]);
    writeFileSync(join(root, 'checkpoints', STATION.id, `after-${'20'.padStart(20, '0')}`), 'spoiled');
    const failed = await post(log.shown(20, 30));
    expect(failed).toMatchObject({ status: 500, body: 'nothing was signed\n' });
  });
});

describe('refusals of one address', () => {
  it('are answered again when a minute is over, or the clock was set back', () => {
    const refusals = new Refusals();
    const add = (now: number) => refusals.add('a', now);
    for (let i = 0; i < 60; i += 1) expect(add(1_000_000)).toBeNull();
    expect(add(1_030_000)).toBe(30);
    expect(add(1_060_000)).toBeNull();
    for (let i = 0; i < 60; i += 1) add(1_060_000);
    expect(add(900_000)).toBeNull();
  });
});

describe('registered stations', () => {
  it('are known as soon as their key lies in the folder; a folder that is spoiled forgets nobody', async () => {
    const dir = join(await tempFolder(), 'stations');
    // Right after each change, as file systems tell time in ticks.
    const clock = { now: () => statSync(dir, { throwIfNoEntry: false })?.mtimeMs ?? 0 };
    expect(() => new RegisteredStations(dir, clock, () => undefined)).toThrow('cannot be read');
    mkdirSync(dir);
    const problems: string[] = [];
    const stations = new RegisteredStations(dir, clock, (problem) => problems.push(problem));
    const { publicKey } = generateKeyPairSync('ed25519');
    const { origin } = stationOf('st-1', publicKey);
    expect(stations.get(origin)).toBeUndefined();
    writeFileSync(join(dir, 'st-1.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
    expect(stations.get(origin)?.id).toBe('st-1');
    writeFileSync(join(dir, '站.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
    expect(stations.get(origin)?.id).toBe('st-1');
    expect(problems.join()).toContain('is no name of a station');
  });
});
