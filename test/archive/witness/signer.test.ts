import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosign, cosignedAt, formatWitnessKey, parseWitnessKey } from '../../../src/archive/witness/cosignature.js';
import { createSignerFile, loadSignerFile } from '../../../src/archive/witness/signer-file.js';
import { formatSigner, isKeyName, newSigner, parseSigner } from '../../../src/archive/witness/signer-key.js';
import { tempFolder } from '../../store/support.js';
import { TestLog } from './test-log.js';

describe('the private key of a witness', () => {
  it('is one line of text, and what it signs holds under its public half', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }).filter((name) => isKeyName(name)),
        (name) => {
          const read = parseSigner(`${formatSigner(newSigner(name))}\n`);
          const key = read && parseWitnessKey(formatWitnessKey(read));
          expect(key?.name).toBe(name);
          const note = TestLog.of(3).note(3);
          const line = read && cosign(note.slice(0, note.indexOf('\n\n') + 1), read, '2026-03-01T02:00:00.000Z');
          expect(key && cosignedAt(`${note}${line ?? ''}\n`, key)).toBe('2026-03-01T02:00:00.000Z');
        },
      ),
      { numRuns: 30 },
    );
  });

  it('is nothing else', () => {
    const text = formatSigner(newSigner('w'));
    for (const other of ['', 'PRIVATE+KEY+w', text.replace('+w+', '+v+'), text.slice(1), `${text}A`])
      expect(parseSigner(other)).toBeUndefined();
    for (const name of ['', 'a b', 'a+b', 'a\n', 'x'.repeat(101)]) expect(() => newSigner(name)).toThrow(RangeError);
  });

  it('lies in a file of its owner’s, which is never replaced', async () => {
    const file = join(await tempFolder(), 'witness.key');
    const { name } = await createSignerFile(file, 'witness.example/w1');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(loadSignerFile(file).name).toBe(name);
    const before = readFileSync(file, 'utf8');
    await expect(createSignerFile(file, name)).rejects.toThrow('it is there already');
    expect(readFileSync(file, 'utf8')).toBe(before);
    chmodSync(file, 0o640);
    expect(() => loadSignerFile(file)).toThrow('0600');
    chmodSync(file, 0o600);
    writeFileSync(file, 'no key');
    expect(() => loadSignerFile(file)).toThrow('no private key');
    expect(() => loadSignerFile(`${file}.not`)).toThrow('cannot be read');
  });
});
