import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { WitnessKey } from '../../../src/archive/witness/cosignature.js';
import { DirectoryWitnessStore } from '../../../src/archive/witness/directory-witness-store.js';
import { recordReceipt } from '../../../src/archive/witness/record-receipt.js';
import { formatShown, showCheckpoint } from '../../../src/archive/witness/request.js';
import { Witness } from '../../../src/archive/witness/witness.js';
import { loadStationKey } from '../../../src/store/custody/key.js';
import { openStationStore, originOf, type StationStore } from '../../../src/store/station-store.js';
import { initAt, storeOptions, tempFolder } from '../../store/support.js';
import { named, verify } from '../../store/verify/station.js';
import { forge } from './forge.js';
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
    forge(paths, { rewritten: 2 });
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
