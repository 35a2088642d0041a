/** What a station does with the receipts it finds in an archive, and with those of a live witness. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DirectoryTarget } from '../../../src/archive/targets/directory/directory-target.js';
import { initialiseDirectoryArchive } from '../../../src/archive/targets/directory/initialise.js';
import { receiptKey } from '../../../src/archive/document-keys.js';
import { cosign, type WitnessSigner } from '../../../src/archive/witness/cosignature.js';
import { DirectoryWitnessStore } from '../../../src/archive/witness/directory-witness-store.js';
import { showToWitness } from '../../../src/archive/witness/live-witness.js';
import { declareWitnesses, liveTarget, lookAtReceipts, waitingSince } from '../../../src/archive/witness/overdue.js';
import { makeReceipt } from '../../../src/archive/witness/receipt.js';
import { stationOf } from '../../../src/archive/witness/registry.js';
import { newSigner } from '../../../src/archive/witness/signer-key.js';
import { systemClock } from '../../../src/domain/time.js';
import { keyId, signCheckpoint } from '../../../src/store/custody/checkpoint.js';
import { loadStationKey } from '../../../src/store/custody/key.js';
import { OnRecord } from '../../records/support.js';
import { newStore, tempFolder } from '../../store/support.js';
import { TestLog } from '../witness/test-log.js';
import { TestSync } from './support.js';

const AT = '2026-03-03T02:00:00.000Z';
const AUDITOR = newSigner('auditor');

async function syncing() {
  const station = await OnRecord.open();
  const path = await tempFolder();
  const archiveId = await initialiseDirectoryArchive(path, systemClock);
  const target = new DirectoryTarget({ path, archiveId }, systemClock);
  const sync = new TestSync(station, target, 'bureau', new DirectoryWitnessStore(path), [], AUDITOR);
  const { store } = station;
  const key = loadStationKey(store.paths);
  const known = stationOf(store.marker.stationId, key.publicKey);
  /** As the bureau would, or somebody who may write there. */
  const put = (size: number, text: string, by: WitnessSigner = AUDITOR): void => {
    const id = keyId(by.name, by.publicKey, 'cosignature').toString('hex');
    const file = join(path, receiptKey(known.id, size, id));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const alarms = () => store.alarms.open().map(({ kind, subject }) => `${kind} ${subject}`);
  const refused = () =>
    store.custody.list({ kind: 'archive.receipt_refused', limit: 99, newestFirst: false }).map(({ body }) => body);
  return { store, sync, known, key, put, alarms, refused };
}

describe('receipts in an archive', () => {
  it('go on record at the next sync, each once; those of others are left alone', async () => {
    const { store, sync, known, put, alarms } = await syncing();
    await sync.run();
    const { size, note } = store.custody.lastCheckpoint() ?? { size: 0, note: '' };
    put(size, makeReceipt(note, known, AUDITOR, AT));
    const other = newSigner('other');
    put(size, makeReceipt(note, known, other, AT), other);
    await sync.run();
    await sync.run();
    expect(store.receipts.all()).toMatchObject([{ target: 'bureau', witness: 'auditor', size, at: AT }]);
    expect(alarms()).toEqual([]);
  });

  it('for another log than the station’s raise the alarm, are named once, and the alarm ends with them', async () => {
    const { store, sync, known, key, put, alarms, refused } = await syncing();
    await sync.run();
    const size = store.custody.lastCheckpoint()?.size ?? 0;
    // Signed with the station's own key, over another past.
    const other = signCheckpoint({ origin: known.origin, size, root: Buffer.alloc(32) }, key.privateKey);
    put(size, makeReceipt(other, known, AUDITOR, AT));
    await sync.run();
    await sync.run();
    expect(alarms()).toEqual(['archive.log_changed bureau receipts']);
    expect(refused()).toMatchObject([{ target: 'bureau', code: 'bwc.custody.regression' }]);
    expect(store.receipts.all()).toEqual([]);
    // The last one on record is held against the log each time.
    const { note } = store.custody.lastCheckpoint() ?? { note: '' };
    put(size, makeReceipt(note, known, AUDITOR, AT));
    await sync.run();
    expect(alarms()).toEqual([]);
  });

  it('that nobody signed are named and accuse nobody; nor does what is too large or no text', async () => {
    const { sync, put, alarms, refused, store } = await syncing();
    await sync.run();
    put(5, TestLog.of(5).note(5));
    put(6, 'x'.repeat(100_000));
    put(7, '\0');
    await sync.run();
    await sync.run();
    expect(refused().map(({ code }) => code)).toEqual([
      'bwc.custody.key_mismatch',
      'bwc.archive.content',
      'bwc.custody.key_mismatch',
    ]);
    expect(alarms()).toEqual([]);
    expect(store.receipts.all()).toEqual([]);
  });
});

describe('receipts that do not come', () => {
  it('raise an alarm after some days, from when they were first asked for, until one comes', async () => {
    const store = await newStore();
    const giver = { target: 'bureau', key: AUDITOR };
    expect(waitingSince(store, 'bureau')).toBeNull();
    declareWitnesses(store, [giver]);
    declareWitnesses(store, [giver]);
    expect(store.custody.list({ kind: 'archive.witness_set', limit: 9, newestFirst: true })).toHaveLength(1);
    const since = waitingSince(store, 'bureau') ?? '';
    lookAtReceipts(store, giver, 7, since);
    expect(store.alarms.open()).toEqual([]);
    lookAtReceipts(store, giver, 7, '2099-01-01T00:00:00.000Z');
    expect(store.alarms.open()).toMatchObject([
      { kind: 'archive.receipt_overdue', subject: 'bureau', details: { since } },
    ]);
    lookAtReceipts(store, giver, 7, since);
    expect(store.alarms.open()).toEqual([]);
    // Another key is another witness: on record, and waited for anew.
    declareWitnesses(store, [{ target: 'bureau', key: newSigner('other') }]);
    expect(store.custody.list({ kind: 'archive.witness_set', limit: 9, newestFirst: true })).toHaveLength(2);
  });
});

describe('a live witness that', () => {
  /** Answers as it is told, and keeps what it was shown. */
  async function answering(answer: (body: string) => { readonly status: number; readonly body: string }) {
    const shown: string[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        shown.push(body);
        const { status, body: text } = answer(body);
        response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end(text);
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => {
      server.close();
    });
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const store = await newStore();
    const show = () => showToWitness(store, { url, key: AUDITOR }, new AbortController().signal);
    return { store, show, shown };
  }
  const cosigned = (body: string, by: WitnessSigner): string => {
    const note = body.slice(body.indexOf('\n\n') + 2);
    return `${cosign(note.slice(0, note.indexOf('\n\n') + 1), by, AT)}\n`;
  };

  it('signs, is believed, and is asked from there the next time', async () => {
    const { store, show, shown } = await answering((body) => ({ status: 200, body: cosigned(body, AUDITOR) }));
    const first = await show();
    expect(first).toMatchObject({ witness: 'auditor', at: AT });
    expect(store.receipts.latest(liveTarget(AUDITOR))).toMatchObject({ witness: 'auditor' });
    await show();
    expect(shown.map((body) => body.split('\n')[0])).toEqual(['old 0', `old ${String(store.receipts.all()[0]?.size)}`]);
  });

  it.each([
    ['is unknown to the station', { status: 200, by: newSigner('auditor') }],
    ['signs nothing', { status: 200, body: '' }],
    ['sends something else', { status: 200, body: '<html>' }],
    ['sends without end', { status: 200, body: 'x'.repeat(1_000_000) }],
    ['does not know the station', { status: 404, body: '' }],
    ['says nothing of a size', { status: 409, body: 'many\n' }],
    ['sends it elsewhere', { status: 307, body: '' }],
    ['is out of order', { status: 500, body: '' }],
  ] as const)('%s gives no receipt, and accuses nobody', async (_what, said) => {
    const { store, show } = await answering((body) => ({
      status: said.status,
      body: 'by' in said ? cosigned(body, said.by) : said.body,
    }));
    await expect(show()).rejects.toMatchObject({ code: 'bwc.witness.no_receipt' });
    expect(store.receipts.all()).toEqual([]);
  });

  it('has seen more, or another log, is heard', async () => {
    const more = await answering(() => ({ status: 409, body: '1000\n' }));
    expect(await more.show()).toMatchObject({ why: 'rollback', size: 1000 });
    const another = await answering(() => ({ status: 422, body: '' }));
    expect(await another.show()).toMatchObject({ why: 'inconsistent' });
    const size = another.store.custody.lastCheckpoint()?.size ?? 0;
    const forked = await answering(() => ({ status: 409, body: `${String(size)}\n` }));
    expect(await forked.show()).toMatchObject({ why: 'fork', size });
    expect(forked.shown.map((body) => body.split('\n')[0])).toEqual(['old 0', `old ${String(size)}`]);
    // One that cannot make up its mind is asked three times.
    const unsure = await answering((body) => ({ status: 409, body: body.startsWith('old 0') ? '1\n' : '0\n' }));
    await expect(unsure.show()).rejects.toMatchObject({ code: 'bwc.witness.no_receipt' });
    expect(unsure.shown).toHaveLength(3);
  });

  it('cannot be reached gives no receipt', async () => {
    const store = await newStore();
    const show = showToWitness(store, { url: 'http://127.0.0.1:1', key: AUDITOR }, new AbortController().signal);
    await expect(show).rejects.toMatchObject({ code: 'bwc.witness.no_receipt' });
    expect(readFileSync(store.paths.lastSigned, 'utf8')).toContain('note');
  });
});
