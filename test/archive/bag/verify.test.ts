import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkpointKey, recordKey, stationKeyKey, visitBagKey } from '../../../src/archive/document-keys.js';
import { originalKey } from '../../../src/archive/keys.js';
import { sealed } from '../../../src/archive/bag/bag.js';
import { formatWitnessKey } from '../../../src/archive/witness/cosignature.js';
import { DirectoryWitnessStore } from '../../../src/archive/witness/directory-witness-store.js';
import { formatShown, showCheckpoint } from '../../../src/archive/witness/request.js';
import { tempFolder } from '../../store/support.js';
import { WITNESS } from '../witness/test-log.js';
import {
  copyOfFolder,
  madeBag,
  reseal,
  runChecker,
  sourceIn,
  verdictsOn,
  visitInBag,
  type BagOnRecord,
  type Verdict,
} from './support.js';

type Spoil = (folder: string) => void;

const edit = (path: string, change: (bytes: Buffer) => Buffer | string): Spoil => {
  return (folder) => {
    const file = join(folder, path);
    writeFileSync(file, change(readFileSync(file)));
  };
};
const flip = (path: string, at: (bytes: Buffer) => number): Spoil =>
  edit(path, (bytes) => {
    const i = at(bytes);
    bytes[i] = (bytes[i] ?? 0) ^ 1;
    return bytes;
  });
const middle = (bytes: Buffer): number => bytes.length >> 1;
/** In the third line of a checkpoint: one whose neighbour is a digit of base64 as well, so that it is still a root. */
const digitOfRoot = (bytes: Buffer): number => {
  const text = bytes.toString('latin1');
  const root = text.indexOf('\n', text.indexOf('\n') + 1) + 1;
  return root + text.slice(root).search(/[B-Yb-y0-9]/);
};
const cut = (path: string): Spoil => edit(path, (bytes) => bytes.subarray(0, bytes.length - 7));
const remove =
  (path: string): Spoil =>
  (folder) => {
    rmSync(join(folder, path));
  };
const lines = (path: string, change: (all: string[]) => string[]): Spoil =>
  edit(path, (bytes) => `${change(bytes.toString('utf8').trimEnd().split('\n')).join('\n')}\n`);
const doubled = (all: string[]): string[] => [...all.slice(0, 2), ...all.slice(1)];
const swapped = (all: string[]): string[] => [all[0] ?? '', all[2] ?? '', all[1] ?? '', ...all.slice(3)];

/** Runs each on a copy of its own, and gives what the checker names, in one run. */
async function namedAfter(folder: string, spoils: Readonly<Record<string, Spoil>>): Promise<Record<string, string[]>> {
  const copies = await Promise.all(
    Object.values(spoils).map(async (spoil) => {
      const copy = await copyOfFolder(folder);
      spoil(copy);
      return copy;
    }),
  );
  const verdicts = verdictsOn(copies);
  return Object.fromEntries(Object.keys(spoils).map((name, i) => [name, named(verdicts[i])]));
}

const named = (verdict: Verdict | undefined): string[] =>
  (verdict?.findings ?? []).map(({ kind, subject }) => `${kind} ${subject}`);

const entriesIn = (folder: string): number => readFileSync(join(folder, EVENTS), 'utf8').trimEnd().split('\n').length;

const CHECKPOINT = 'custody/checkpoint.txt';
const EVENTS = 'custody/events.jsonl';
const MANIFEST = 'manifest-sha256.txt';

function parts({ bag, records }: BagOnRecord) {
  const tags = bag.tags.map((t) => t.path);
  const clip = records[0]?.clip ?? '';
  return {
    payload: bag.payload.map((f) => f.path).sort(),
    v1: `records/${clip}/0001.json`,
    v2: `records/${clip}/0002.json`,
    roots: tags.filter((path) => path.startsWith('custody/checkpoints/')),
    receipts: tags.filter((path) => path.startsWith('custody/receipts/')),
  };
}

describe('the checker on a bag', () => {
  it('finds nothing in a whole one, and says what is proven and what is not', async () => {
    const made = await visitInBag();
    const folder = await madeBag(made);
    const key = join(made.store.paths.root, 'station.pub');
    const { receipts } = parts(made);
    const [verdict] = verdictsOn([folder], ['--key', key]);
    expect(verdict).toMatchObject({
      kind: 'bag',
      ok: true,
      findings: [],
      proven: { records: 4, checkpoints: 3, key: 1 },
    });
    expect(verdict?.notProven).toEqual(['receipts', 'truth', 'complete', 'later']);
    const witnesses = join(await tempFolder(), 'witnesses.txt');
    writeFileSync(witnesses, `${formatWitnessKey(WITNESS)}\n`);
    const [told] = verdictsOn([folder], ['--key', key, '--witness', witnesses]);
    expect(told).toMatchObject({ proven: { receipts: 1 }, notProven: ['truth', 'complete', 'later'] });
    expect(told?.seen).toMatchObject([{ witness: WITNESS.name, at: '2026-03-04T01:02:03Z' }]);
    writeFileSync(witnesses, formatWitnessKey({ ...WITNESS, publicKey: generateKeyPairSync('ed25519').publicKey }));
    expect(named(verdictsOn([folder], ['--witness', witnesses])[0])).toEqual([
      `receipt.signature ${receipts[0] ?? ''}`,
    ]);
    writeFileSync(witnesses, `${formatWitnessKey(WITNESS)}x`);
    expect(runChecker(['--witness', witnesses, folder])).toMatchObject({ code: 2, stdout: '' });
    expect(verdict?.proven['entries']).toBe(entriesIn(folder));
    const zh = runChecker([folder], { LC_ALL: 'zh_CN.UTF-8' });
    expect(zh.code).toBe(0);
    expect(zh.stdout).toContain('4 份记录完整');
    expect(zh.stdout).toContain('公钥确属该站');
    expect(runChecker([folder], { LC_ALL: 'C' }).stdout).toContain('3 roots are signed by the station');
    // The one in the bag itself does as well.
    const other = join(await tempFolder(), 'other.pub');
    writeFileSync(other, generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }));
    expect(runChecker(['--key', other, folder])).toMatchObject({ code: 1 });
    expect(readFileSync(join(folder, 'verify.py'), 'utf8')).toContain('Exit code');
    expect(runChecker([dirname(folder)])).toMatchObject({ code: 2, stdout: '' });
    expect(runChecker(['--key', folder, folder])).toMatchObject({ code: 2, stdout: '' });
  });

  it('names every file that was flipped, cut off, removed, added, linked or listed twice', async () => {
    const made = await visitInBag();
    const folder = await madeBag(made);
    const { payload, v1, roots } = parts(made);
    const second = payload[2] ?? '';
    const root = roots[0] ?? '';
    const all: Record<string, Spoil> = {
      oxum: edit('bag-info.txt', (b) => b.toString('utf8').replace(/(Oxum: )/, '$19')),
    };
    for (const path of [second, v1, EVENTS, CHECKPOINT, root]) {
      all[`flip ${path}`] = flip(path, middle);
      all[`cut ${path}`] = cut(path);
      all[`remove ${path}`] = remove(path);
    }
    all['twice'] = lines(MANIFEST, doubled);
    all['order'] = lines(MANIFEST, swapped);
    all['list'] = cut(MANIFEST);
    all['gone'] = remove(MANIFEST);
    all['escape'] = lines(MANIFEST, (l) => [...l, `${'0'.repeat(64)}  data/../../x`]);
    all['added'] = (copy) => {
      writeFileSync(join(copy, 'data', 'clips', 'another.mp4'), '');
    };
    all['linked'] = (copy) => {
      renameSync(join(copy, second), join(copy, '..', 'elsewhere'));
      symlinkSync(join(copy, '..', 'elsewhere'), join(copy, second));
    };
    const found = await namedAfter(folder, all);
    for (const path of [second, v1, EVENTS, CHECKPOINT, root]) {
      expect(found[`flip ${path}`]).toContain(`file.altered ${path}`);
      expect(found[`cut ${path}`]).toContain(`file.altered ${path}`);
      expect(found[`remove ${path}`]).toContain(`file.missing ${path}`);
    }
    expect(found['twice']).toContain(`manifest.duplicate ${payload[1] ?? ''}`);
    expect(found['order']).toEqual([`file.altered ${MANIFEST}`]);
    expect(found['list']).toContain(`manifest.malformed ${MANIFEST}`);
    expect(found['gone']).toContain(`file.missing ${MANIFEST}`);
    expect(found['escape']).toContain('manifest.path data/../../x');
    expect(found['added']).toEqual(['file.unexpected data/clips/another.mp4']);
    expect(found['linked']).toContain(`file.unreadable ${second}`);
    expect(found['oxum']).toEqual(['file.altered bag-info.txt', 'bag.oxum bag-info.txt']);
  });

  it('names what somebody changed who made all lists fit again', async () => {
    const made = await visitInBag();
    const folder = await madeBag(made);
    const { payload, v1, v2, roots, receipts } = parts(made);
    const sealedAgain =
      (spoil: Spoil): Spoil =>
      (copy) => {
        spoil(copy);
        reseal(copy);
      };
    const [firstRoot = '', secondRoot = ''] = roots;
    const third = made.bag.payload[2];
    const spoils: Record<string, Spoil> = {
      nothing: () => undefined,
      'original flipped': flip(third?.path ?? '', middle),
      'original removed': remove(third?.path ?? ''),
      'original added': (copy) => {
        writeFileSync(join(copy, 'data', 'clips', 'another.mp4'), 'x');
      },
      'record altered': edit(v1, (b) => b.toString('utf8').replace('思明', '湖里')),
      'latest record altered': edit(v2, (b) => b.toString('utf8').replace('另一家店', '再一家店')),
      'latest record removed': remove(v2),
      'record cut': cut(v1),
      'record removed': remove(v1),
      'record doubled': (copy) => {
        cpSync(join(copy, v2), join(copy, v2.replace('0002', '0003')));
      },
      'records swapped': (copy) => {
        renameSync(join(copy, v1), join(copy, 'x'));
        renameSync(join(copy, v2), join(copy, v1));
        renameSync(join(copy, 'x'), join(copy, v2));
      },
      'records removed': (copy) => {
        rmSync(join(copy, dirname(v1)), { recursive: true });
      },
      'entry altered': edit(EVENTS, (b) => b.toString('utf8').replace('"kind":"label.put"', '"kind":"label.got"')),
      'entry cut': cut(EVENTS),
      'entry removed': lines(EVENTS, (l) => [...l.slice(0, 4), ...l.slice(5)]),
      'entry doubled': lines(EVENTS, doubled),
      'entries swapped': lines(EVENTS, swapped),
      'proof removed': lines('custody/proofs.jsonl', (l) => l.slice(1)),
      'proof altered': lines('custody/proofs.jsonl', (l) =>
        l.map((line) => line.replace(/"path":\["../, '"path":["00')),
      ),
      'root flipped': edit(CHECKPOINT, (b) =>
        b.toString('utf8').replace(/\n(\d+)\n/, (_, n: string) => `\n${String(Number(n) + 1)}\n`),
      ),
      'root cut': cut(CHECKPOINT),
      'root removed': remove(CHECKPOINT),
      'root swapped': (copy) => {
        const text = readFileSync(join(copy, firstRoot), 'utf8');
        writeFileSync(join(copy, CHECKPOINT), text.slice(text.indexOf('\n\n') + 2));
      },
      'chain removed': remove(firstRoot),
      'chain doubled': (copy) => {
        cpSync(join(copy, firstRoot), join(copy, secondRoot));
      },
      'chain proof': lines(secondRoot, (l) => l.map((line, i) => (i === 1 ? `${'A'.repeat(43)}=` : line))),
      'receipt altered': edit(receipts[0] ?? '', (b) =>
        b.toString('utf8').replace(/\n(\d+)\n/, (_, n: string) => `\n${String(Number(n) + 1)}\n`),
      ),
      key: edit('custody/station.pub', () =>
        generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }),
      ),
    };
    const found = await namedAfter(
      folder,
      Object.fromEntries(Object.entries(spoils).map(([name, spoil]) => [name, sealedAgain(spoil)])),
    );
    const says = (name: string, what: RegExp) => {
      expect(found[name]?.join('\n'), name).toMatch(what);
    };
    expect(found['nothing']).toEqual([]);
    says('original flipped', /record\.payload records\/.*\nrecord\.missing data\/clips/);
    says('original removed', /^record\.payload records\//);
    expect(found['original added']).toEqual(['record.missing data/clips/another.mp4']);
    expect(found['record altered']).toEqual([`record.chain ${v2}`, `record.altered ${v1}`]);
    says('latest record removed', /^record\.removed \S+ 0002$/m);
    expect(found['latest record altered']).toEqual([`record.altered ${v2}`]);
    says('record cut', new RegExp(`record.malformed ${v1}`));
    expect(found['record removed']).toEqual([`record.chain ${v2}`, `record.removed ${v1.split('/')[1] ?? ''} 0001`]);
    says('record doubled', /^record\.chain .*0003/);
    says('records swapped', new RegExp(`record.chain ${v2}`));
    says('records removed', new RegExp(`record.missing ${payload[0] ?? ''}`));
    says('entry altered', /entry\.proof custody\/events\.jsonl:\d+/);
    says('entry cut', /entry\.malformed custody\/events\.jsonl/);
    says('entry removed', /entry\.missing custody\/proofs\.jsonl/);
    says('entry doubled', /entry\.order custody\/events\.jsonl:3/);
    says('entries swapped', /entry\.order custody\/events\.jsonl:3/);
    says('proof removed', /entry\.proof custody\/events\.jsonl:1/);
    says('proof altered', /entry\.proof custody\/events\.jsonl:1/);
    says('root flipped', /checkpoint\.signature custody\/checkpoint\.txt/);
    says('root cut', /checkpoint\.signature custody\/checkpoint\.txt/);
    says('root removed', /checkpoint\.missing custody\/checkpoint\.txt/);
    says('root swapped', /entry\.proof/);
    says('receipt altered', /checkpoint\.signature custody\/receipts/);
    says('chain removed', new RegExp(`checkpoint.missing ${secondRoot}`));
    says('chain doubled', new RegExp(`checkpoint.malformed ${secondRoot}`));
    says('chain proof', new RegExp(`checkpoint.inconsistent ${secondRoot}`));
    says('key', /key\.other records[\s\S]*checkpoint\.signature|checkpoint\.signature[\s\S]*key\.other/);
  });
});

/** The directory of an archive, as the nightly sync leaves it. */
async function archiveOf(made: BagOnRecord): Promise<string> {
  const root = await tempFolder();
  const { store, bag, records, visit } = made;
  const station = store.marker.stationId;
  const put = (key: string, bytes: Buffer | string): void => {
    mkdirSync(dirname(join(root, key)), { recursive: true });
    writeFileSync(join(root, key), bytes);
  };
  for (const file of bag.payload) put(originalKey(file.sha256), readFileSync(sourceIn(made)(file)));
  for (const { clip, version, bytes } of records) put(recordKey(station, clip, version), bytes);
  for (const { path, bytes } of sealed(bag.tags)) put(visitBagKey(station, visit, 1, path), bytes);
  put(stationKeyKey(station), readFileSync(join(store.paths.root, 'station.pub')));
  const witness = new DirectoryWitnessStore(root);
  const shown = showCheckpoint(store, 0);
  const size = store.custody.lastCheckpoint()?.size ?? 0;
  await witness.keep(station, 0, { size, text: formatShown(shown) });
  return root;
}

describe('the checker on the directory of an archive', () => {
  it('finds nothing in a whole one, and names what was changed in it', async () => {
    const made = await visitInBag();
    const root = await archiveOf(made);
    const [whole] = verdictsOn([root]);
    expect(named(whole)).toEqual([]);
    expect(whole).toMatchObject({ kind: 'archive', proven: { originals: 4, records: 4 } });
    expect(whole?.notProven).toContain('unshown');
    const station = made.store.marker.stationId;
    const original = originalKey(made.bag.payload[3]?.sha256 ?? '');
    const [one, two] = made.records.map(({ clip, version }) => recordKey(station, clip, version));
    const root1 = checkpointKey(station, made.store.custody.lastCheckpoint()?.size ?? 0);
    const found = await namedAfter(root, {
      flipped: flip(original, middle),
      emptied: (copy) => {
        truncateSync(join(copy, original), 0);
      },
      removed: remove(original),
      misplaced: (copy) => {
        cpSync(join(copy, original), join(copy, 'originals', 'sha256', 'copy'));
      },
      record: edit(one ?? '', (b) => b.toString('utf8').replace('思明', '湖里')),
      version: remove(one ?? ''),
      checkpoint: flip(root1, digitOfRoot),
      noKey: remove(stationKeyKey(station)),
      bag: remove(visitBagKey(station, made.visit, 1, EVENTS)),
    });
    expect(found['flipped']).toContain(`file.altered ${original}`);
    expect(found['emptied']).toContain(`file.altered ${original}`);
    expect(found['removed']?.join('\n')).toMatch(/record\.payload records\//);
    expect(found['misplaced']).toEqual(['file.unexpected originals/sha256/copy']);
    expect(found['record']).toContain(`record.chain ${two ?? ''}`);
    expect(found['version']).toContain(`record.chain ${two ?? ''}`);
    expect(found['checkpoint']).toContain(`checkpoint.signature ${root1}`);
    expect(found['noKey']).toContain(`file.unreadable ${stationKeyKey(station)}`);
    expect(found['bag']).toContain(`file.missing ${visitBagKey(station, made.visit, 1, EVENTS)}`);
  });
});
