/** Arrows run one way only: which folder of src may import which. Held by the linter for editors, here for the build. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = resolve(import.meta.dirname, '../src');
const arrows = JSON.parse(readFileSync(resolve(SRC, '../packaging/arrows.json'), 'utf8')) as Record<
  string,
  readonly string[]
>;

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f));

const importsOf = (file: string): string[] =>
  [...readFileSync(join(SRC, file), 'utf8').matchAll(/(?:from|import) '(\.[^']+)'/g)].map((m) =>
    relative(SRC, resolve(SRC, file, '..', m[1] ?? '')),
  );

const packagesOf = (file: string): string[] =>
  [...readFileSync(join(SRC, file), 'utf8').matchAll(/(?:from|import\() ?'([^'.][^']*)'/g)].map((m) => m[1] ?? '');

describe('folders of src', () => {
  it('are all named in the arrows', () => {
    const folders = readdirSync(SRC, { withFileTypes: true }).filter((e) => e.isDirectory());
    expect(folders.map((f) => f.name).filter((f) => !(f in arrows))).toEqual([]);
  });

  it.each(sources)('%s imports only what its folder may', (file) => {
    const folder = file.split('/')[0] ?? '';
    const wrong = importsOf(file).filter((target) => {
      const to = target.split('/')[0] ?? '';
      return target.startsWith('..') || (to !== folder && arrows[folder]?.includes(to) !== true);
    });
    expect(wrong.filter((w) => w !== '../package.json')).toEqual([]);
  });
});

it('the bureau’s catalogue takes of the store only what checks a log: it stands where no station and no database of one is', () => {
  const taken = sources.filter((f) => /^bureau\/(?!witness\/)/.test(f)).flatMap(importsOf);
  expect(taken.filter((target) => target.startsWith('store/') && !target.startsWith('store/custody/'))).toEqual([]);
});

it('the browser application takes nothing but types from the API', () => {
  const lines = sources
    .filter((f) => f.startsWith('ui/'))
    .flatMap((f) => [...readFileSync(join(SRC, f), 'utf8').matchAll(/^(?:import|export) [^;]*?'[^']*\/web\/[^']*'/gm)]);
  const wrong = lines.map(([text]) => text).filter((text) => !/^import type [^;]*\/web\/api-types\.js'$/.test(text));
  expect(lines.length).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});

it('src holds sources only: a compiled file beside one would be loaded in its place', () => {
  const names = readdirSync(SRC, { recursive: true, encoding: 'utf8' });
  expect(names.filter((f) => /\.(?:js|map)$/.test(f))).toEqual([]);
});

describe('packages that may have to be replaced', () => {
  it.each(['fluent-ffmpeg', 'exif-parser', 'luxon', 'pg', '@aws-sdk/client-s3'])(
    '%s is imported in exactly one file',
    (name) => {
      expect(sources.filter((f) => packagesOf(f).includes(name) && !f.endsWith('.d.ts'))).toHaveLength(1);
    },
  );

  it('usb is imported in exactly one folder', () => {
    const folders = sources.filter((f) => packagesOf(f).includes('usb')).map((f) => dirname(f));
    expect(new Set(folders)).toEqual(new Set(['device/usb']));
  });

  it('only domain/time.ts touches Date', () => {
    const users = sources.filter((f) =>
      /\bnew Date\(|\bDate\.(?:now|parse|UTC)\b/.test(readFileSync(join(SRC, f), 'utf8')),
    );
    expect(users).toEqual(['domain/time.ts']);
  });

  it('XM-27, XM-28: only the end of a disposal, and clearing what an archive has, removes what is stored; the others that remove files remove their own', () => {
    const removers = sources.filter((f) => {
      if (f.startsWith('device/testing/')) return false;
      return /\b(?:unlink|unlinkSync|rm|rmSync|rmdir|rmdirSync)\(/.test(readFileSync(join(SRC, f), 'utf8'));
    });
    expect(removers.sort()).toEqual([
      // a backup that is on its way, in `backup/`
      'archive/backup/spool.ts',
      // what two people's authority and an archive's word gave up; files that were fetched for a while
      'archive/clear/fetch-into.ts',
      'archive/clear/finish-clear.ts',
      // parts and claims in an archive's `.bwc/incoming/`, never what has its name
      'archive/targets/directory/directory-target.ts',
      'archive/targets/directory/publish.ts',
      'archive/targets/directory/put.ts',
      'archive/targets/directory/small-file.ts',
      // temporary names
      'archive/witness/directory-witness-store.ts',
      // the part of a list that did not come whole, beside the file it was to become
      'cli/commands/archive-fetch.ts',
      'cli/part-file.ts',
      // a file on a camera that is proven to be kept elsewhere
      'device/volume/eraser.ts',
      // previews in `derived/`; parts in `incoming/`, never below `originals/`
      'ingest/preview/preview-files.ts',
      'ingest/publisher.ts',
      'ingest/visit/parked.ts',
      // probes of the sandbox, sockets, locks, copies of the database to read, temporary names
      'station/doctor.ts',
      // parts in `incoming/`, a database that is not yet in its place, the note of a restore that is over
      'station/restore/choose-backup.ts',
      'station/restore/fetch-originals.ts',
      'station/restore/restore.ts',
      'store/database.ts',
      'store/disposal/finish.ts',
      'store/durable.ts',
      'store/lock.ts',
      // a copy of the database that is made anew
      'store/snapshot.ts',
      'web/listen.ts',
    ]);
  });

  it('XM-27: only the decision to erase makes a proof that a file may leave its camera', () => {
    const makers = sources.filter((f) =>
      /\bas (?:unknown as )?EraseProof\b|<EraseProof>/.test(readFileSync(join(SRC, f), 'utf8')),
    );
    expect(makers).toEqual(['archive/erase/decide.ts']);
  });

  it('the child of a visit never loads the database', () => {
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const target of importsOf(file)) visit(target.replace(/\.js$/, '.ts'));
    };
    visit('ingest/visit/child.ts');
    const loaders = [...seen].filter((f) => f.endsWith('.ts') && packagesOf(f).includes('better-sqlite3'));
    expect(loaders).toEqual([]);
  });
});
