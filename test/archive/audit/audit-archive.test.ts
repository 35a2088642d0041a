import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ARCHIVE_FINDINGS } from '../../../src/archive/audit/finding.js';
import { isInPart, parsePart } from '../../../src/archive/audit/part.js';
import { newSigner } from '../../../src/archive/witness/signer-key.js';
import { SignedMemory } from '../../../src/archive/witness/signed-memory.js';
import { recordReceipt } from '../../../src/archive/witness/record-receipt.js';
import { AUDIT_WORDS } from '../../../src/i18n/audit-words.js';
import { tempFolder } from '../../store/support.js';
import { TestLog } from '../witness/test-log.js';
import { ArchiveOfOne, AT, named } from './support.js';

/** The first name in a folder. */
const only = (...path: string[]): string => {
  const [name = ''] = readdirSync(join(...path)).sort();
  return join(...path, name);
};
const spoil = (file: string, change: (text: string) => string | Buffer): void => {
  chmodSync(file, 0o640);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
};
const checkpoints = (root: string): string => only(root, 'checkpoints');
const sizes = (root: string): string[] =>
  readdirSync(checkpoints(root))
    .filter((name) => !name.startsWith('after'))
    .sort();

describe('an audit of an archive', () => {
  it('finds nothing against what sync wrote, and says how much it saw', async () => {
    const archive = await ArchiveOfOne.open();
    const { found, audit } = await archive.audit();
    expect(found).toEqual([]);
    const [station] = audit.stations;
    expect(station).toMatchObject({ station: archive.id, records: 2, receipts: 0, findings: 0, signed: null });
    expect(station?.proven).toBe(archive.station.store.custody.lastCheckpoint()?.size);
    expect(audit).toMatchObject({ archiveId: archive.archiveId, findings: 0, objects: { objects: 1 } });
  });

  const spoiled: readonly (readonly [string, (root: string) => void, readonly string[]])[] = [
    [
      'an original whose bytes are others',
      (root) => {
        spoil(only(only(only(root, 'originals', 'sha256'))), (text) => `${text}.`);
      },
      ['file.altered'],
    ],
    [
      'an original that is gone',
      (root) => {
        rmSync(join(root, 'originals'), { recursive: true });
      },
      ['record.payload'],
    ],
    [
      'a checkpoint that is gone under both names',
      (root) => {
        const [first = '', second = ''] = sizes(root);
        rmSync(join(checkpoints(root), second));
        rmSync(join(checkpoints(root), `after-${first}`));
      },
      ['checkpoint.missing'],
    ],
    [
      'a checkpoint that is no text at all',
      (root) => {
        spoil(join(checkpoints(root), sizes(root)[1] ?? ''), () => Buffer.from([0xff, 0, 0xfe]));
      },
      ['checkpoint.unreadable'],
    ],
    [
      'a second name that leads elsewhere',
      (root) => {
        const [first = '', second = '', third = ''] = sizes(root);
        rmSync(join(checkpoints(root), `after-${first}`));
        cpSync(join(checkpoints(root), third), join(checkpoints(root), `after-${first}`));
        expect(second).not.toBe('');
      },
      ['checkpoint.misnamed'],
    ],
    [
      'something else among the checkpoints',
      (root) => {
        writeFileSync(join(checkpoints(root), 'README'), '');
      },
      ['file.unexpected'],
    ],
    [
      'a station’s key that somebody put in the place of another',
      (root) => {
        const { publicKey } = generateKeyPairSync('ed25519');
        spoil(only(root, 'stations'), () => publicKey.export({ type: 'spki', format: 'pem' }));
      },
      ['key.unknown'],
    ],
    [
      'a record that was changed',
      (root) => {
        spoil(join(only(only(root, 'records')), '0001.json'), (text) => text.replace('商店', '酒店'));
      },
      ['record.altered', 'record.chain'],
    ],
    [
      'a version that was taken away',
      (root) => {
        rmSync(join(only(only(root, 'records')), '0001.json'));
      },
      ['record.chain', 'record.removed'],
    ],
    [
      'a record of another clip',
      (root) => {
        mkdirSync(join(only(root, 'records'), 'other'));
        cpSync(join(only(only(root, 'records')), '0001.json'), join(only(root, 'records'), 'other', '0001.json'));
      },
      ['record.misplaced'],
    ],
  ];
  it('names whatever was spoiled', async () => {
    const archive = await ArchiveOfOne.open();
    for (const [what, act, kinds] of spoiled) {
      const path = await archive.copy();
      act(path);
      expect(named((await archive.audit(path)).found), what).toEqual(kinds);
    }
  });

  it('reads every share once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.string(), (of, name) => {
        const parts = Array.from({ length: of }, (_, i) => ({ part: i + 1, of }));
        expect(parts.filter((part) => isInPart(name, part))).toHaveLength(1);
        expect(parsePart(`${String(of)}/${String(of)}`)).toEqual({ part: of, of });
      }),
    );
    for (const text of ['0/3', '4/3', '1/1001', '1', '1/', '-1/2', ' 1/2', '1.5/2'])
      expect(parsePart(text)).toBeUndefined();
  });

  it('has words for everything it may find, and for nothing else', () => {
    expect(Object.keys(AUDIT_WORDS).sort()).toEqual([...ARCHIVE_FINDINGS].sort());
  });
});

describe('the witness of a directory', () => {
  const witnessed = async () => {
    const archive = await ArchiveOfOne.open();
    const file = join(await tempFolder(), 'key.signed.json');
    const signer = newSigner('bureau.example/witness');
    return { archive, file, signer, witness: { signer, memory: SignedMemory.open(file) } };
  };

  it('signs what holds, once, and the station takes it', async () => {
    const { archive, witness, signer } = await witnessed();
    const path = await archive.copy();
    const { found, audit } = await archive.audit(path, witness);
    expect(found).toEqual([]);
    const [signed] = audit.stations.map((s) => s.signed);
    expect(signed).toMatchObject({ known: false, at: AT, size: audit.stations[0]?.proven });
    const text = readFileSync(join(path, signed?.key ?? ''), 'utf8');
    expect(recordReceipt(archive.station.store, 'bureau', text, signer)).toMatchObject({
      at: AT,
      witness: signer.name,
    });
    const again = await archive.audit(path, witness);
    expect(again.found).toEqual([]);
    expect(again.audit.stations[0]).toMatchObject({ receipts: 1, signed: { known: true, key: signed?.key } });
  });

  it('notices an archive that was put back as a whole, and refuses to sign', async () => {
    const { archive, witness, file, signer } = await witnessed();
    const path = await archive.copy();
    await archive.audit(path, witness);
    const older = await archive.copy();
    const last = sizes(older).at(-1) ?? '';
    const before = sizes(older).at(-2) ?? '';
    rmSync(join(checkpoints(older), last));
    rmSync(join(checkpoints(older), `after-${before}`));
    // Another process, on another day.
    const { found, audit } = await archive.audit(older, { signer, memory: SignedMemory.open(file) });
    expect(named(found)).toEqual(['checkpoint.removed']);
    expect(audit.stations[0]?.signed).toBeNull();
    expect(readdirSync(older)).not.toContain('receipts');
    // Without its memory it could not know.
    expect((await archive.audit(older)).found).toEqual([]);
  });

  it('keeps off where something else has the name of its receipt, and where its memory is damaged', async () => {
    const { archive, witness, file, signer } = await witnessed();
    const path = await archive.copy();
    await archive.audit(path, witness);
    const receipt = only(only(path, 'receipts'));
    spoil(receipt, (text) => text.replace(/— bureau[^\n]*\n/, ''));
    const { found, audit } = await archive.audit(path, witness);
    expect(named(found)).toEqual(['receipt.signature']);
    expect(audit.stations[0]?.signed).toBeNull();
    spoil(receipt, () => TestLog.of(9).note(9));
    expect(named((await archive.audit(path)).found)).toEqual(['receipt.signature']);
    writeFileSync(file, '{');
    expect(() => SignedMemory.open(file)).toThrow('cannot be read');
    expect(signer.name).toBe('bureau.example/witness');
  });
});
