import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { WitnessKey } from '../../../src/archive/witness/cosignature.js';
import { DirectoryWitnessStore } from '../../../src/archive/witness/directory-witness-store.js';
import { recordReceipt } from '../../../src/archive/witness/record-receipt.js';
import { formatShown, showCheckpoint } from '../../../src/archive/witness/request.js';
import { Witness } from '../../../src/archive/witness/witness.js';
import { canonicalJson, type Json } from '../../../src/domain/canonical-json.js';
import { FIRST_PREV } from '../../../src/store/custody/entry.js';
import { loadStationKey } from '../../../src/store/custody/key.js';
import { leafHash, nodesCompletedBy, rootOf, type NodeGetter } from '../../../src/store/custody/merkle.js';
import { signCheckpoint } from '../../../src/store/custody/checkpoint.js';
import type { DataPaths } from '../../../src/store/paths.js';
import { openStationStore, originOf, type StationStore } from '../../../src/store/station-store.js';
import { initAt, storeOptions, tamper, tempFolder } from '../../store/support.js';
import { named, verify } from '../../store/verify/station.js';
import { WITNESS } from './test-log.js';

const AT = '2026-03-01T02:00:00.000Z';

/** A station, and an archive that has its key. */
async function witnessed() {
  const paths = await initAt(`${await tempFolder()}/data`);
  const witness = new Witness(new DirectoryWitnessStore(await tempFolder()), WITNESS, () => AT);
  const opened = async <T>(act: (store: StationStore) => T | Promise<T>): Promise<T> => {
    const store = openStationStore(paths, storeOptions);
    try {
      return await act(store);
    } finally {
      store.close();
    }
  };
  const show = (store: StationStore, oldSize = store.receipts.latest('bureau')?.size ?? 0) =>
    witness.show(
      { id: store.marker.stationId, origin: originOf(store.marker), publicKey: loadStationKey(paths).publicKey },
      formatShown(showCheckpoint(store, oldSize)),
    );
  /** Something happens; then the log is signed, shown, and the receipt put on record. */
  const sync = (): Promise<string> =>
    opened(async (store) => {
      store.transaction(() => store.log.append('priority.set', { by: 'wang' }));
      await store.signer.sign();
      const answer = await show(store);
      if (!answer.ok) return answer.refusal.why;
      recordReceipt(store, 'bureau', answer.receipt, WITNESS);
      return answer.receipt;
    });
  return { paths, opened, show, sync };
}

/** As somebody with the station's key, its disk and this program's sources would: another past, whole and signed. */
function forge(paths: DataPaths, seq: number): void {
  tamper(paths, (db) => {
    const hashes: Buffer[] = [];
    const nodes = new Map<string, Buffer>();
    const node: NodeGetter = (level, index) =>
      (level === 0 ? hashes[index] : nodes.get(`${String(level)}/${String(index)}`)) ?? Buffer.alloc(0);
    const entries = db.prepare<[], Buffer>('SELECT bytes FROM custody_entries ORDER BY seq').pluck().all();
    db.exec('DELETE FROM custody_nodes');
    for (const [i, bytes] of entries.entries()) {
      const entry = JSON.parse(bytes.toString()) as { actor: string } & Record<string, Json>;
      const prev = hashes.at(-1)?.toString('hex') ?? FIRST_PREV;
      const forged = Buffer.from(canonicalJson({ ...entry, prev, actor: i === seq ? 'nobody' : entry.actor }));
      const hash = leafHash(forged);
      hashes.push(hash);
      for (const n of nodesCompletedBy(i, hash, node)) {
        nodes.set(`${String(n.level)}/${String(n.index)}`, n.hash);
        db.prepare('INSERT INTO custody_nodes (level, idx, hash) VALUES (?, ?, ?)').run(n.level, n.index, n.hash);
      }
      db.prepare('UPDATE custody_entries SET bytes = ?, hash = ? WHERE seq = ?').run(forged, hash, i);
    }
    const { privateKey } = loadStationKey(paths);
    const origin = readFileSync(paths.lastSigned, 'utf8').replace(/^.*"note":"([^\\]+)\\n.*$/s, '$1');
    const note = (size: number): string => signCheckpoint({ origin, size, root: rootOf(size, node) }, privateKey);
    const sizes = db.prepare<[], number>('SELECT size FROM checkpoints ORDER BY size').pluck().all();
    for (const size of sizes) db.prepare('UPDATE checkpoints SET note = ? WHERE size = ?').run(note(size), size);
    const last = sizes.at(-1) ?? 0;
    writeFileSync(paths.lastSigned, JSON.stringify({ size: last, note: note(last) }));
  });
}

describe('receipts at the station', () => {
  it('go on record with their custody entry, each once, and verify finds nothing against them', async () => {
    const { paths, opened, sync } = await witnessed();
    await sync();
    const text = await sync();
    await opened((store) => {
      expect(store.receipts.all()).toHaveLength(2);
      expect(store.receipts.latest('bureau')).toMatchObject({ witness: WITNESS.name, at: AT, note: text });
      expect(store.receipts.latest('elsewhere')).toBeUndefined();
      const before = store.log.head().size;
      recordReceipt(store, 'bureau', text, WITNESS);
      expect(store.log.head().size).toBe(before);
      const stranger: WitnessKey = { name: WITNESS.name, publicKey: generateKeyPairSync('ed25519').publicKey };
      expect(() => recordReceipt(store, 'bureau', text, stranger)).toThrow('no signature of the witness');
      expect(() => store.db.exec('DELETE FROM receipts')).toThrow('append-only');
    });
    expect(named((await verify(paths)).findings)).toEqual([]);
  });

  it('give away a log that was written anew with the station’s own key, at the station and at the archive', async () => {
    const { paths, opened, show, sync } = await witnessed();
    await sync();
    await sync();
    forge(paths, 2);
    const findings = named((await verify(paths)).findings);
    expect(findings.filter((finding) => !finding.startsWith('custody.witness receipt bureau '))).toEqual([]);
    expect(findings).toHaveLength(2);
    expect(await sync()).toBe('inconsistent');
    await opened(async (store) => {
      expect(await show(store, 0)).toMatchObject({ ok: false, refusal: { why: 'stale' } });
    });
  });

  it('give away a log that was put back to an older copy', async () => {
    const { paths, opened, show, sync } = await witnessed();
    await sync();
    const old = { db: readFileSync(paths.database), signed: readFileSync(paths.lastSigned) };
    await sync();
    const seen = await opened((store) => store.receipts.latest('bureau')?.note ?? '');
    writeFileSync(paths.database, old.db);
    writeFileSync(paths.lastSigned, old.signed);
    await opened(async (store) => {
      expect(await show(store)).toMatchObject({ ok: false, refusal: { why: 'rollback' } });
      expect(() => recordReceipt(store, 'bureau', seen, WITNESS)).toThrow('bureau signed for');
      expect(() => showCheckpoint(store, 1000)).toThrow('the archive has seen a checkpoint over 1000 entries');
    });
  });
});
