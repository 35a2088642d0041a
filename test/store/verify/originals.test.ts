import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DataPaths } from '../../../src/store/paths.js';
import { copyOf, sha256, tamper } from '../support.js';
import { found, template, useTemplate } from './mutate.js';
import { CONTENTS, DAY, storedPathOf, TRACK_PATH, verify } from './station.js';

useTemplate();

const [, SECOND, THIRD] = CONTENTS;

describe('a station nobody touched', () => {
  it('has no findings, and verify leaves it as it is', async () => {
    const paths = await copyOf(template.paths);
    const before = execFileSync('find', [paths.originals, paths.custody, '-type', 'f', '-printf', '%p %s %T@\n'], {
      encoding: 'utf8',
    });
    const { findings, summary } = await verify(paths);
    expect(findings).toEqual([]);
    const bytesRead = [...CONTENTS].join('').length + 30;
    expect(summary).toEqual({
      findings: 0,
      cleared: 0,
      entries: template.size,
      clips: 5,
      originalsRead: 6,
      bytesRead,
      complete: true,
      resumeAfter: null,
      settled: [],
    });
    expect(
      execFileSync('find', [paths.originals, paths.custody, '-type', 'f', '-printf', '%p %s %T@\n'], {
        encoding: 'utf8',
      }),
    ).toBe(before);
  });
});

describe('an original', () => {
  const original = storedPathOf(SECOND);

  it('with one bit flipped is named', async () => {
    const flip = (paths: DataPaths): void => {
      const file = `${paths.root}/${original}`;
      const bytes = readFileSync(file);
      bytes[3] = (bytes[3] ?? 0) ^ 1;
      writeFileSync(file, bytes);
    };
    expect(await found(flip)).toEqual([`original.altered ${original}`]);
  });

  it.each<[string, (file: string, paths: DataPaths) => void, string[]]>([
    [
      'cut short',
      (file) => {
        truncateSync(file, 4);
      },
      ['original.altered'],
    ],
    [
      'made empty',
      (file) => {
        truncateSync(file, 0);
      },
      ['original.altered'],
    ],
    [
      'made longer',
      (file) => {
        appendFileSync(file, 'x');
      },
      ['original.altered'],
    ],
    [
      'deleted',
      (file) => {
        rmSync(file);
      },
      ['original.missing'],
    ],
    [
      'replaced by a FIFO',
      (file) => execFileSync('sh', ['-c', 'rm "$1" && mkfifo "$1"', 'sh', file]),
      ['original.altered'],
    ],
    [
      'replaced by a folder',
      (file) => {
        rmSync(file);
        mkdirSync(file);
      },
      ['original.altered'],
    ],
  ])('%s is named', async (_, act, kinds) => {
    expect(
      await found((paths) => {
        act(`${paths.root}/${original}`, paths);
      }),
    ).toEqual(kinds.map((kind) => `${kind} ${original}`));
  });

  it('replaced by a symbolic link to its own content is named', async () => {
    const link = (paths: DataPaths): void => {
      renameSync(`${paths.root}/${original}`, `${paths.root}/elsewhere`);
      symlinkSync(`${paths.root}/elsewhere`, `${paths.root}/${original}`);
    };
    expect(await found(link)).toEqual([`original.altered ${original}`]);
  });

  it('swapped with another is named, and so is the other', async () => {
    const other = storedPathOf(THIRD);
    const swap = ({ root }: DataPaths): void => {
      renameSync(`${root}/${original}`, `${root}/x`);
      renameSync(`${root}/${other}`, `${root}/${original}`);
      renameSync(`${root}/x`, `${root}/${other}`);
    };
    expect(await found(swap)).toEqual([original, other].map((path) => `original.altered ${path}`).sort());
  });

  it('moved is missing where it was and unexpected where it is', async () => {
    const move = ({ root }: DataPaths): void => {
      renameSync(`${root}/${original}`, `${root}/${DAY}/renamed.mp4`);
    };
    expect(await found(move)).toEqual([`original.missing ${original}`, `original.unexpected ${DAY}/renamed.mp4`]);
  });

  it('of a sidecar is held to the same', async () => {
    expect(
      await found(({ root }) => {
        appendFileSync(`${root}/${TRACK_PATH}`, '!');
      }),
    ).toEqual([`original.altered ${TRACK_PATH}`]);
  });

  it('is missing with its whole folder', async () => {
    const all = [...CONTENTS.map(storedPathOf), TRACK_PATH].map((path) => `original.missing ${path}`).sort();
    expect(
      await found(({ originals }) => {
        rmSync(`${originals}/2026`, { recursive: true });
      }),
    ).toEqual(all);
    expect(
      await found(({ originals }) => {
        rmSync(originals, { recursive: true });
      }),
    ).toEqual(all);
  });
});

describe('a foreign file', () => {
  it.each(['originals/2026/03/01/foreign.mp4', 'originals/loose.txt', 'originals/2026/03/02/a', `${DAY}/.hidden`])(
    '%s is named',
    async (path) => {
      const add = ({ root }: DataPaths): void => {
        mkdirSync(`${root}/${path}`.replace(/\/[^/]*$/, ''), { recursive: true });
        writeFileSync(`${root}/${path}`, 'foreign');
      };
      expect(await found(add)).toEqual([`original.unexpected ${path}`]);
    },
  );

  it('that is a symbolic link to a folder is named, not followed', async () => {
    const add = ({ root }: DataPaths): void => {
      symlinkSync('/etc', `${root}/${DAY}/etc`);
    };
    expect(await found(add)).toEqual([`original.unexpected ${DAY}/etc`]);
  });

  it('that somebody put on record as recovered is named', async () => {
    const path = `${DAY}/${sha256('planted')}`;
    const add = (paths: DataPaths): void => {
      writeFileSync(`${paths.root}/${path}`, 'planted');
      tamper(paths, (db) => {
        db.prepare("INSERT INTO originals SELECT ?, 7, NULL, ?, stored_at, 'direct', 1 FROM originals LIMIT 1").run(
          sha256('planted'),
          path,
        );
      });
    };
    expect(await found(add)).toEqual([`row.unexpected ${path}`]);
  });
});
