/**
 * A whole Ceph on this machine, small enough for tests: one monitor, one OSD on a sparse file, one S3 gateway. Nothing
 * of it outlives `stop`, everything but the monitor's quorum survives `kill -9`. Up in about eight seconds.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tool } from '../../faults/support/scratch.js';

/** Plain data: it goes from the set-up of the run to the test files. */
export interface Ceph {
  readonly dir: string;
  readonly endpoint: string;
  readonly port: number;
}

export interface Account {
  readonly uid: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const DAEMONS = ['client.rgw', 'osd.0', 'mon.a'] as const;
const DISK_BYTES = 4 * 2 ** 30;

/** @param diskBytes of its only disk, a sparse file */
export async function startCeph(diskBytes = DISK_BYTES): Promise<Ceph> {
  // Sockets have short names only: not below a long temporary folder.
  const dir = mkdtempSync('/tmp/bwc-ceph-');
  const [port, v2, v1] = await freePorts(3);
  const ceph: Ceph = { dir, port: port ?? 0, endpoint: `http://127.0.0.1:${String(port)}` };
  const fsid = randomUUID();
  for (const name of ['mon', 'osd', 'run', 'log', 'rgw']) mkdirSync(join(dir, name));
  const monitors = `[v2:127.0.0.1:${String(v2)}/0,v1:127.0.0.1:${String(v1)}/0]`;
  writeFileSync(join(dir, 'ceph.conf'), configuration(ceph, fsid, monitors, diskBytes));
  writeFileSync(join(dir, 'keyring'), '');
  writeFileSync(join(dir, 'osd', 'block'), '');
  truncateSync(join(dir, 'osd', 'block'), diskBytes);
  const map = join(dir, 'monmap');
  tool('monmaptool', '--create', '--fsid', fsid, '--addv', 'a', monitors.replaceAll('/0', ''), map);
  daemon(ceph, 'ceph-mon', '--mkfs', '-i', 'a', '--monmap', map);
  startMonitor(ceph);
  const osd = randomUUID();
  daemon(ceph, 'ceph', 'osd', 'new', osd);
  daemon(ceph, 'ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', osd);
  startDisk(ceph);
  await startGateway(ceph);
  return ceph;
}

/**
 * `crc` messages, because there is no cephx to sign others with. Small proposals at once instead of once a second: a
 * gateway makes a handful of pools when it starts, each its own proposal.
 */
const configuration = ({ dir, port }: Ceph, fsid: string, monitors: string, diskBytes: number): string => `
[global]
fsid = ${fsid}
mon host = ${monitors}
mon initial members = a
auth cluster required = none
auth service required = none
auth client required = none
ms mon client mode = crc
ms cluster mode = crc
ms service mode = crc
ms client mode = crc
public addr = 127.0.0.1
cluster addr = 127.0.0.1
paxos propose interval = 0.02
paxos min wait = 0.01
mon allow pool size one = true
mon data avail warn = 1
mon data avail crit = 0
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
# a gateway that was killed is not waited for half a minute whenever an account changes
osd client watch timeout = 2
osd class load list = *
osd class default list = *
osd objectstore = bluestore
bluestore block size = ${String(diskBytes)}
run dir = ${dir}/run
admin socket = ${dir}/run/$cluster-$name.asok
pid file = ${dir}/run/$name.pid
log file = ${dir}/log/$name.log
mon cluster log file = ${dir}/log/cluster.log
keyring = ${dir}/keyring
mon data = ${dir}/mon
osd data = ${dir}/osd
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:${String(port)}
rgw data = ${dir}/rgw
rgw dns name = localhost
`;

const daemon = ({ dir }: Ceph, command: string, ...args: readonly string[]): string =>
  tool(command, '-c', join(dir, 'ceph.conf'), ...args);

const startMonitor = (ceph: Ceph): string => daemon(ceph, 'ceph-mon', '-i', 'a');
const startDisk = (ceph: Ceph): string => daemon(ceph, 'ceph-osd', '-i', '0');

export async function startGateway(ceph: Ceph): Promise<void> {
  daemon(ceph, 'radosgw', '-n', 'client.rgw');
  for (let i = 0; i < 600; i += 1) {
    if ((await fetch(ceph.endpoint).catch(() => null)) !== null) return;
    await sleep(50);
  }
  throw new Error(`the gateway does not answer; see ${ceph.dir}/log`);
}

/** Ends all of it, from one moment to the next. */
export function killCeph(ceph: Ceph): void {
  for (const name of DAEMONS) kill(ceph, name);
}

/** With everything it had acknowledged. */
export async function restartCeph(ceph: Ceph): Promise<void> {
  startMonitor(ceph);
  startDisk(ceph);
  await startGateway(ceph);
}

export function stopCeph(ceph: Ceph): void {
  killCeph(ceph);
  rmSync(ceph.dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

function kill({ dir }: Ceph, name: (typeof DAEMONS)[number]): void {
  try {
    process.kill(Number(readFileSync(join(dir, 'run', `${name}.pid`), 'utf8')), 'SIGKILL');
  } catch {
    // It is down already.
  }
}

/** @param tries on a machine that is very busy, Ceph's own command crashes now and then; whatever it made has another name */
export function newAccount(ceph: Ceph, tries = 3): Account {
  const uid = `u${randomUUID().slice(0, 8)}`;
  const account = { uid, accessKeyId: `AK${uid}`, secretAccessKey: randomUUID() };
  const keys = ['--access-key', account.accessKeyId, '--secret', account.secretAccessKey];
  try {
    admin(ceph, 'user', 'create', '--uid', uid, '--display-name', uid, ...keys);
    return account;
  } catch (error) {
    if (tries === 1) throw error;
    return newAccount(ceph, tries - 1);
  }
}

/** What a bureau does with the key of a stolen station. */
export const suspend = (ceph: Ceph, { uid }: Account): string => admin(ceph, 'user', 'suspend', '--uid', uid);

export function limitBytes(ceph: Ceph, { uid }: Account, bytes: number): void {
  admin(ceph, 'quota', 'set', '--quota-scope=user', '--uid', uid, `--max-size=${String(bytes)}`);
  admin(ceph, 'quota', 'enable', '--quota-scope=user', '--uid', uid);
}

/**
 * Makes an object look as after a gateway was killed just before it noted which version the name stands for. That one is mended
 * by the first question for it; this one never.
 */
export function forgetName(ceph: Ceph, bucket: string, key: string): void {
  const { id } = JSON.parse(admin(ceph, 'bucket', 'stats', '--bucket', bucket)) as { id: string };
  daemon(ceph, 'rados', '-p', 'default.rgw.buckets.data', 'rmxattr', `${id}_${key}`, 'user.rgw.olh.info');
}

const admin = (ceph: Ceph, ...args: readonly string[]): string =>
  daemon(ceph, 'radosgw-admin', '-n', 'client.rgw', ...args);

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
