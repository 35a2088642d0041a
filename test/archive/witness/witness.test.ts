import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditCheckpoints } from '../../../src/archive/witness/audit.js';
import { DirectoryWitnessStore } from '../../../src/archive/witness/directory-witness-store.js';
import { accuses } from '../../../src/archive/witness/judge.js';
import { openReceipt } from '../../../src/archive/witness/receipt.js';
import { Witness } from '../../../src/archive/witness/witness.js';
import { tempFolder } from '../../store/support.js';
import { STATION, TestLog, WITNESS } from './test-log.js';

const AT = '2026-03-01T02:00:00.000Z';

async function archive() {
  const root = await tempFolder();
  const store = new DirectoryWitnessStore(root);
  const witness = new Witness(store, WITNESS, () => AT);
  const show = (text: string) => witness.show(STATION, text);
  const audit = async () => auditCheckpoints(STATION, await store.all(STATION.id));
  return { root, folder: join(root, 'checkpoints', STATION.id), store, show, audit };
}

const refusal = (why: string, size: number) => ({ ok: false, refusal: { why, size } });

describe('a witness', () => {
  it('keeps every honest growth, signs it, and its audit is clean', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 6 }), async (raw) => {
        const sizes = raw.sort((a, b) => a - b);
        const log = TestLog.of(70);
        const { show, audit } = await archive();
        let held = 0;
        for (const size of sizes) {
          const answer = await show(log.shown(held, size));
          const opened = answer.ok && openReceipt(answer.receipt, STATION, WITNESS);
          expect(opened).toMatchObject({ ok: true, receipt: { checkpoint: { size }, witness: WITNESS.name, at: AT } });
          held = size;
        }
        expect(await audit()).toMatchObject({ findings: [], proven: { size: held } });
      }),
      { numRuns: 25 },
    );
  });

  it('refuses and names every rewritten, truncated or rolled-back log', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(),
        async (held, size, which) => {
          const log = TestLog.of(60);
          const { show, audit } = await archive();
          await show(log.shown(0, held));
          const rewritten = log.rewritten(which % held);
          // The old size is the attacker's to choose, up to what the log has.
          const answer = await show(rewritten.shown(Math.min(held, size), size));
          expect(answer).toMatchObject(
            refusal(size < held ? 'rollback' : size === held ? 'fork' : 'inconsistent', held),
          );
          expect(!answer.ok && accuses(answer.refusal.why)).toBe(true);
          const less = Math.min(size, held - 1);
          const cut = await show(less > 0 ? log.shown(0, less) : log.shown(held, held));
          expect(cut.ok).toBe(held === 1);
          // What was refused left nothing behind.
          expect(await audit()).toMatchObject({ findings: [], proven: { size: held } });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('tells a station that starts from elsewhere what it holds, and signs the same again', async () => {
    const log = TestLog.of(30);
    const { show } = await archive();
    expect(await show(log.shown(7, 12))).toMatchObject(refusal('stale', 0));
    expect(await show(log.shown(0, 12))).toMatchObject({ ok: true });
    expect(await show(log.shown(0, 20))).toMatchObject(refusal('stale', 12));
    expect(await show(log.shown(12, 20))).toMatchObject({ ok: true });
    // The answer was lost on the way: it is told the size, and asks again from there.
    expect(await show(log.shown(12, 20))).toMatchObject(refusal('stale', 20));
    expect(await show(log.shown(20, 20))).toMatchObject({ ok: true });
    expect(await show(log.shown(20, 20).replace('\n', `\n${log.shown(12, 20).split('\n')[1] ?? ''}\n`))).toMatchObject(
      refusal('malformed', 20),
    );
  });

  it('takes nothing that is not signed by the station it knows', async () => {
    const log = TestLog.of(9);
    const { show } = await archive();
    const text = log.shown(0, 9);
    expect(await show('')).toMatchObject(refusal('malformed', 0));
    expect(await show(text.replace('old 0', 'old 00'))).toMatchObject(refusal('malformed', 0));
    expect(await show(text.replace('old 0', 'old 10'))).toMatchObject(refusal('malformed', 0));
    expect(await show(text.replace('\n9\n', '\n8\n'))).toMatchObject(refusal('signature', 0));
    expect(await show(`old 0\n\n${log.note(9, 'bwc-station/st-9999999999')}`)).toMatchObject(refusal('signature', 0));
    expect(await show(`old 0\n\n${log.note(0)}`)).toMatchObject(refusal('malformed', 0));
  });

  it('keeps one of two that follow the same checkpoint, and tells the other', async () => {
    const log = TestLog.of(40);
    const forked = log.rewritten(15);
    const { show, store, audit } = await archive();
    await show(log.shown(0, 10));
    const answers = await Promise.all([log, forked, log, forked].map((l, i) => show(l.shown(10, 20 + i))));
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.why]));
    expect(refused).toHaveLength(3);
    for (const why of refused) expect(['stale', 'rollback']).toContain(why);
    expect(await store.all(STATION.id)).toHaveLength(2);
    expect((await audit()).findings).toEqual([]);
  });

  it('goes on where a writer was cut off between its two names, and says when its own folder was spoiled', async () => {
    const log = TestLog.of(40);
    const { show, folder, store } = await archive();
    await show(log.shown(0, 10));
    await show(log.shown(10, 20));
    rmSync(join(folder, '20'.padStart(20, '0')));
    expect(await show(log.shown(20, 30))).toMatchObject({ ok: true });
    expect((await store.all(STATION.id)).map(({ size }) => size)).toEqual([10, 20, 30]);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
    writeFileSync(join(folder, `after-${'30'.padStart(20, '0')}`), 'not a checkpoint');
    await expect(show(log.shown(30, 40))).rejects.toThrow('something that is no checkpoint follows 30');
    const file = join(folder, '30'.padStart(20, '0'));
    chmodSync(file, 0o600);
    writeFileSync(file, readFileSync(file, 'utf8').replace('\n30\n', '\n31\n'));
    await expect(show(log.shown(30, 40))).rejects.toThrow('does not hold');
  });

  it('keeps nothing outside of its own folder', async () => {
    const { store } = await archive();
    for (const name of ['..', '.', '', 'a/b', '../x', 'a\0b', '站'])
      await expect(store.keep(name, 0, { size: 1, text: '' })).rejects.toThrow(RangeError);
  });
});
