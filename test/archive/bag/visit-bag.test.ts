import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleBag, tag } from '../../../src/archive/bag/bag.js';
import { c4 } from '../../../src/archive/bag/c4.js';
import { readChecker } from '../../../src/archive/bag/checker.js';
import { decodePath, encodePath, infoText, manifestText } from '../../../src/archive/bag/manifest.js';
import { materialise } from '../../../src/archive/bag/materialise.js';
import { visitBag } from '../../../src/archive/bag/visit-bag.js';
import { tempFolder } from '../../store/support.js';
import { filesBelow, madeBag, sha256sum, sourceIn, visitInBag } from './support.js';

describe('lines of a manifest', () => {
  it('hold any path on one line, and give it back', () => {
    const names = fc.string({ unit: 'binary' }).map((s) => `data/${s}`);
    fc.assert(
      fc.property(names, (path) => {
        expect(decodePath(encodePath(path))).toBe(path);
        expect(manifestText([{ path, digest: 'd' }]).match(/[\r\n]/g)).toHaveLength(1);
      }),
    );
    expect(encodePath('a\r\n%0a')).toBe('a%0D%0A%250a');
    expect(decodePath('%20%0d%0A%25')).toBe('%20\r\n%');
    expect(infoText([['Source-Organization', '中队\r\nPayload-Oxum: 0.0\u2028']])).toBe(
      'Source-Organization: 中队 Payload-Oxum: 0.0 \n',
    );
  });
});

describe('the bag of a visit', () => {
  it('is checked with sha256sum as it stands, payload and tag files', async () => {
    const made = await visitInBag();
    const folder = await madeBag(made);
    expect(sha256sum(folder, 'manifest-sha256.txt').match(/: OK\n/g)).toHaveLength(4);
    expect(sha256sum(folder, 'tagmanifest-sha256.txt')).not.toContain('FAILED');
    const info = readFileSync(join(folder, 'bag-info.txt'), 'utf8');
    expect(info).toContain(`External-Identifier: ${made.visit}\n`);
    expect(info).toMatch(/^Payload-Oxum: \d+\.4$/m);
    expect(filesBelow(folder).filter((path) => path.startsWith('records/'))).toHaveLength(4);
    expect(made.bag.tags.map((t) => t.path)).not.toContain('manifest-sm3.txt');
  });

  it('is the same for the same database and records, and is not made without a record of each clip', async () => {
    const { store, visit, records, bag } = await visitInBag();
    const again = (of: readonly { readonly bytes: Buffer }[]) =>
      visitBag(store, { visit, records: of.map((r) => r.bytes), withheld: [], checker: readChecker() });
    expect(again(records)).toEqual(bag);
    expect(() => again(records.slice(0, -1))).toThrow('has no record');
    expect(() => again(records.slice(1))).toThrow('it says it is version 2');
    expect(() => visitBag(store, { visit: 'v_none', records: [], withheld: [], checker: readChecker() })).toThrow(
      'there is no visit',
    );
  });

  it('is not made where a folder lies already, and never with a file that is not what it says', async () => {
    const made = await visitInBag();
    const folder = await madeBag(made);
    await expect(materialise(made.bag, folder, { source: sourceIn(made), mhl: null })).rejects.toThrow('EEXIST');
    const original = sourceIn(made)(made.bag.payload[0] ?? { sha256: '' });
    chmodSync(original, 0o600);
    writeFileSync(original, `${readFileSync(original, 'utf8')}.`);
    const other = join(await tempFolder(), 'bag');
    await expect(materialise(made.bag, other, { source: sourceIn(made), mhl: null })).rejects.toMatchObject({
      code: 'bwc.store.original_altered',
    });
    expect(readdirSync(other)).not.toContain('tagmanifest-sha256.txt');
  });

  it('has a list of SM3 digests where they were taken of all', () => {
    const file = (n: number, sm3: string | null) => ({
      path: `data/${String(n)}`,
      sha256: 'a'.repeat(64),
      sm3,
      bytes: 1,
    });
    const names = (...payload: ReturnType<typeof file>[]) =>
      assembleBag({ name: 'bag', payload, tags: [], info: [] }).tags.map((t) => t.path);
    expect(names(file(1, 'b'.repeat(64)), file(2, 'c'.repeat(64)))).toContain('manifest-sm3.txt');
    expect(names(file(1, 'b'.repeat(64)), file(2, null))).not.toContain('manifest-sm3.txt');
    expect(names()).not.toContain('manifest-sm3.txt');
  });

  it('holds only paths of ours, each once', () => {
    const bagWith = (...paths: string[]) =>
      assembleBag({ name: 'bag', payload: [], tags: paths.map((path) => tag(path, '')), info: [] });
    for (const path of ['../x', '/x', 'a//b', 'a/..', '.x', 'a b', 'a\n', '-rf', 'data/x', ''])
      expect(() => bagWith(path), path).toThrow(RangeError);
    expect(() => bagWith('custody/a', 'custody/A')).toThrow(RangeError);
  });
});

/** Base 58 of SHA-512 by another hand. */
const C4_IN_PYTHON = `
import hashlib, sys
for path in sys.argv[1:]:
    n = int.from_bytes(hashlib.sha512(open(path, "rb").read()).digest(), "big")
    s = ""
    while n:
        n, r = divmod(n, 58)
        s = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"[r] + s
    print("c4" + s.rjust(88, "1"))
`;

/** Reads the generation as XML, and says what it names: root, process, then each file with its size and C4. */
const MHL_IN_PYTHON = `
import sys, xml.etree.ElementTree as E
n = "{urn:ASC:MHL:v2.0}"
r = E.parse(sys.argv[1]).getroot()
print(r.tag, r.get("version"), [c.tag.replace(n, "") for c in r], r.find(n + "processinfo/" + n + "process").text)
for h in r.iter(n + "hash"):
    print([c.tag.replace(n, "") for c in h], h.find(n + "path").text, h.find(n + "path").get("size"), h.find(n + "c4").text)
`;

const python = (script: string, ...args: string[]): string[] =>
  execFileSync('python3', ['-c', script, ...args], { encoding: 'utf8' })
    .trimEnd()
    .split('\n');

describe('an ASC MHL generation', () => {
  it('names every payload file by size and C4, and is named by the chain', async () => {
    const made = await visitInBag();
    const folder = join(await tempFolder(), 'bag');
    const mhl = { at: '2026-03-04T01:02:03.000Z', host: 'st-<&>', version: '1.0' };
    await materialise(made.bag, folder, { source: sourceIn(made), mhl });
    expect(sha256sum(folder, 'tagmanifest-sha256.txt')).toContain('ascmhl/ascmhl_chain.xml: OK');
    const name = `0001_${made.bag.name}_2026-03-04_010203Z.mhl`;
    expect(readdirSync(join(folder, 'ascmhl')).sort()).toEqual([name, 'ascmhl_chain.xml']);
    const paths = made.bag.payload.map((file) => file.path);
    const ids = python(C4_IN_PYTHON, ...paths.map((path) => join(folder, path)), join(folder, 'ascmhl', name));
    const [head, ...hashes] = python(MHL_IN_PYTHON, join(folder, 'ascmhl', name));
    expect(head).toBe("{urn:ASC:MHL:v2.0}hashlist 2.0 ['creatorinfo', 'processinfo', 'hashes'] transfer");
    expect(hashes).toEqual(
      made.bag.payload.map(({ path, bytes }, i) => `['path', 'c4'] ${path} ${String(bytes)} ${ids[i] ?? ''}`),
    );
    const chain = readFileSync(join(folder, 'ascmhl', 'ascmhl_chain.xml'), 'utf8');
    expect(chain).toContain(`<path>${name}</path>\n    <c4>${ids.at(-1) ?? ''}</c4>`);
  });

  it('writes C4 identifiers as published: of nothing, and with leading zeroes', () => {
    const empty = Buffer.from(
      'cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e',
      'hex',
    );
    expect(c4(empty)).toBe(
      'c459dsjfscH38cYeXXYogktxf4Cd9ibshE3BHUo6a58hBXmRQdZrAkZzsWcbWtDg5oQstpDuni4Hirj75GEmTc1sFT',
    );
    expect(c4(Buffer.alloc(64))).toBe(`c4${'1'.repeat(88)}`);
    expect(c4(Buffer.alloc(64, 0xff))).toHaveLength(90);
  });
});
