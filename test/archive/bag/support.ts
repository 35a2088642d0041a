import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Bag } from '../../../src/archive/bag/bag.js';
import { readChecker } from '../../../src/archive/bag/checker.js';
import { manifestText } from '../../../src/archive/bag/manifest.js';
import { materialise } from '../../../src/archive/bag/materialise.js';
import { visitBag } from '../../../src/archive/bag/visit-bag.js';
import { logRecord } from '../../../src/archive/record/logged.js';
import type { BuiltRecord } from '../../../src/archive/record/build.js';
import { DirectoryWitnessStore } from '../../../src/archive/witness/directory-witness-store.js';
import { recordReceipt } from '../../../src/archive/witness/record-receipt.js';
import { formatShown, showCheckpoint } from '../../../src/archive/witness/request.js';
import { Witness } from '../../../src/archive/witness/witness.js';
import { loadPublicKey } from '../../../src/store/custody/key.js';
import { originOf } from '../../../src/store/station-store.js';
import { tempFolder } from '../../store/support.js';
import { WITNESS } from '../witness/test-log.js';
import { recordOf, visitOnRecord, type ArchivedStation } from '../support.js';

export const CHECKER = resolve(import.meta.dirname, '../../../src/archive/bag/verify.py');

export interface BagOnRecord extends ArchivedStation {
  readonly bag: Bag;
  readonly records: readonly BuiltRecord[];
}

/** A bag of a real visit, its first clip with two versions of its record. */
export async function visitInBag(): Promise<BagOnRecord> {
  const made = await visitOnRecord();
  const [first, ...others] = made.clips;
  const one = recordOf(made, first);
  made.station.do('label.put', { clips: [first], fields: { party: '另一家店' } });
  await made.store.signer.sign();
  const records = [one, recordOf(made, first, one), ...others.map((clip) => recordOf(made, clip))];
  made.store.transaction(() => {
    for (const record of records) logRecord(made.store, record);
  });
  const { store } = made;
  const witness = new Witness(new DirectoryWitnessStore(await tempFolder()), WITNESS, () => '2026-03-04T01:02:03.000Z');
  const station = { id: store.marker.stationId, origin: originOf(store.marker), publicKey: loadPublicKey(store.paths) };
  const answer = await witness.show(station, formatShown(showCheckpoint(store, 0)));
  if (answer.ok) recordReceipt(store, 'bureau', answer.receipt, WITNESS);
  made.station.do('hold.place', { subject: { kind: 'clip', id: first }, reason: '信访' });
  await made.store.signer.sign();
  const bag = visitBag(made.store, {
    visit: made.visit,
    records: records.map((r) => r.bytes),
    withheld: [],
    checker: readChecker(),
  });
  return { ...made, bag, records };
}

/** Where the station keeps a payload file. */
export const sourceIn =
  ({ store }: ArchivedStation) =>
  ({ sha256 }: { readonly sha256: string }): string =>
    join(store.paths.root, store.originals.get(sha256)?.storedPath ?? '');

/** @returns its folder */
export async function madeBag(made: BagOnRecord): Promise<string> {
  const folder = join(await tempFolder(), 'bag 包');
  await materialise(made.bag, folder, { source: sourceIn(made), mhl: null });
  return folder;
}

export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();

export const copyOfFolder = async (folder: string): Promise<string> => {
  const copy = join(await tempFolder(), 'copy');
  cpSync(folder, copy, { recursive: true });
  return copy;
};

/** As somebody who may write to the folder and knows BagIt would: all lists fit the files again. */
export function reseal(folder: string): void {
  const listed = (wanted: (path: string) => boolean): string =>
    manifestText(
      filesBelow(folder)
        .filter(wanted)
        .map((path) => ({
          path,
          digest: createHash('sha256')
            .update(readFileSync(join(folder, path)))
            .digest('hex'),
        })),
    );
  const payload = filesBelow(folder).filter((path) => path.startsWith('data/'));
  const bytes = payload.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0);
  const info = join(folder, 'bag-info.txt');
  if (existsSync(info))
    writeFileSync(
      info,
      readFileSync(info, 'utf8').replace(
        /Payload-Oxum: .*/,
        `Payload-Oxum: ${String(bytes)}.${String(payload.length)}`,
      ),
    );
  writeFileSync(
    join(folder, 'manifest-sha256.txt'),
    listed((path) => path.startsWith('data/')),
  );
  writeFileSync(
    join(folder, 'tagmanifest-sha256.txt'),
    listed((path) => !path.startsWith('data/') && path !== 'tagmanifest-sha256.txt'),
  );
}

export interface Verdict {
  readonly folder: string;
  readonly kind: string;
  readonly ok: boolean;
  readonly findings: readonly { readonly kind: string; readonly subject: string; readonly detail: string }[];
  readonly proven: Readonly<Record<string, number>>;
  readonly seen: readonly unknown[];
  readonly notProven: readonly string[];
}

export interface Checked {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function runChecker(args: readonly string[], env: Record<string, string> = {}): Checked {
  const { status, stdout, stderr } = spawnSync('python3', ['-I', CHECKER, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', ...env },
  });
  return { code: status, stdout, stderr };
}

/** One verdict for each folder, by one run. */
export function verdictsOn(folders: readonly string[], args: readonly string[] = []): Verdict[] {
  const { stdout, stderr } = runChecker(['--json', ...args, ...folders]);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Verdict[];
}

/** What `sha256sum -c` says, run in the folder. @throws where it does not hold */
export const sha256sum = (folder: string, manifest: string): string =>
  execFileSync('sha256sum', ['-c', '--strict', manifest], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
