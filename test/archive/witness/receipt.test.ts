import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosignedAt, formatWitnessKey, parseWitnessKey } from '../../../src/archive/witness/cosignature.js';
import { makeReceipt, openReceipt } from '../../../src/archive/witness/receipt.js';
import { formatShown, parseShown } from '../../../src/archive/witness/request.js';
import { keyId } from '../../../src/store/custody/checkpoint.js';
import { STATION, TestLog, WITNESS } from './test-log.js';

const AT = '2026-03-01T02:00:00.000Z';
const log = TestLog.of(9);
const receipt = makeReceipt(log.note(9), STATION, WITNESS, AT);

describe('a receipt', () => {
  it('is the checkpoint with the signature of the station and of the witness; others are left out', () => {
    const noisy = `${log.note(9)}— somebody.else AAAAAAAA\n`;
    expect(makeReceipt(noisy, STATION, WITNESS, AT)).toBe(receipt);
    expect(receipt.startsWith(log.note(9))).toBe(true);
    expect(openReceipt(receipt, STATION, WITNESS)).toMatchObject({
      ok: true,
      receipt: { checkpoint: { size: 9 }, witness: WITNESS.name, at: AT },
    });
  });

  it('does not open once any character of it is another', () => {
    fc.assert(
      fc.property(fc.nat({ max: receipt.length - 2 }), fc.constantFrom('A', '0', '\n', ' '), (at, c) => {
        fc.pre(receipt[at] !== c);
        const changed = receipt.slice(0, at) + c + receipt.slice(at + 1);
        expect(openReceipt(changed, STATION, WITNESS).ok).toBe(false);
      }),
    );
    expect(openReceipt(log.note(9), STATION, WITNESS)).toMatchObject({ ok: false });
    expect(openReceipt(receipt, { ...STATION, origin: 'bwc-station/st-1' }, WITNESS)).toMatchObject({ ok: false });
    expect(openReceipt(receipt, STATION, { ...WITNESS, name: 'another' })).toMatchObject({ ok: false });
    expect(cosignedAt('', WITNESS)).toBeNull();
  });
});

describe("a witness's key", () => {
  it('is written as C2SP writes verifier keys', () => {
    const text = formatWitnessKey(WITNESS);
    const parsed = parseWitnessKey(`${text}\n`);
    expect(parsed?.name).toBe(WITNESS.name);
    expect(parsed?.publicKey.equals(WITNESS.publicKey)).toBe(true);
    for (const wrong of ['', 'a+b', text.slice(0, -1), text.replace('archive', 'Archive'), text.replace('+B', '+A')])
      expect(parseWitnessKey(wrong)).toBeUndefined();
  });

  it('has another id than the same key as a signer of notes', () => {
    expect(keyId(WITNESS.name, WITNESS.publicKey, 'cosignature')).not.toEqual(keyId(WITNESS.name, WITNESS.publicKey));
  });
});

describe('a shown checkpoint', () => {
  it('is read back as it was written, and nothing else is read at all', () => {
    fc.assert(
      fc.property(fc.nat({ max: 9 }), (old) => {
        const text = log.shown(old, 9);
        const parsed = parseShown(text);
        expect(parsed).toMatchObject({ oldSize: old, note: log.note(9) });
        expect(parsed && formatShown(parsed)).toBe(text);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => parseShown(text) === undefined || /^old \d/.test(text)),
    );
    const proof = `${'A'.repeat(43)}=\n`;
    expect(parseShown(`old 1\n${proof.repeat(63)}\nx`)?.proof).toHaveLength(63);
    for (const wrong of [
      `old 1\n${proof.repeat(64)}\nx`,
      'old -1\n\nx',
      'old 9007199254740993\n\nx',
      'old 1\nxyz\n\nx',
    ])
      expect(parseShown(wrong)).toBeUndefined();
  });
});
