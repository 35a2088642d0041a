import { copyFileSync, cpSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { leafHash } from '../../../src/store/custody/merkle.js';
import type { DataPaths } from '../../../src/store/paths.js';
import { initAt, tempFolder } from '../support.js';
import { clip, found, foundBySql, foundInDb, rewrite, seqOf, template, useTemplate } from './mutate.js';
import {} from './station.js';

useTemplate();

describe('the custody log', () => {
  it.each(['bytes', 'hash'])('with an entry whose %s were altered is named by number', async (column) => {
    const names = await foundBySql(
      `UPDATE custody_entries SET ${column} = CAST(substr(${column}, 1, 20) || x'00' || substr(${column}, 22) AS BLOB) WHERE seq = 4`,
    );
    expect(names).toContain('custody.chain entry 4');
  });

  it.each([
    ['at', '2020-01-01T00:00:00.000Z'],
    ['kind', 'clip.failed'],
    ['visit_id', 'v_other'],
    ['clip_id', null],
  ])('with another %s beside an entry is named by number', async (column, value) => {
    const names = await foundInDb((db) => {
      db.prepare(`UPDATE custody_entries SET ${column} = ? WHERE seq = ?`).run(value, seqOf(db, 'sidecar.stored'));
      expect(db.prepare('SELECT changes()').pluck().get()).toBe(1);
    });
    expect(names.filter((n) => n.startsWith('custody.chain'))).toHaveLength(1);
  });

  it('with descriptions given to another clip is named', async () => {
    const names = await foundInDb((db) => {
      db.prepare("UPDATE custody_entries SET clip_id = ? WHERE kind = 'clip.described'").run(clip(1));
    });
    expect(names.some((n) => n.startsWith('custody.chain entry'))).toBe(true);
  });

  it('with an entry rewritten, hash and all, is named by the next one, the tree and the checkpoints', async () => {
    const names = await foundInDb((db) => {
      rewrite(db, 4, (entry) => {
        entry['actor'] = 'somebody else';
      });
    });
    expect(names).toEqual(
      expect.arrayContaining([
        'custody.chain entry 5',
        'custody.tree node 1/2',
        `custody.checkpoint checkpoint ${String(template.size)}`,
      ]),
    );
  });

  it('with an entry rewritten together with the clip it speaks of is named', async () => {
    const names = await foundInDb((db) => {
      const seq = db
        .prepare<[string], number>("SELECT seq FROM custody_entries WHERE clip_id = ? AND kind = 'clip.stored'")
        .pluck()
        .get(clip(1)) as number;
      rewrite(db, seq, (entry) => {
        entry.body['officerNo'] = '999999';
      });
      db.prepare("UPDATE clips SET officer_no = '999999' WHERE id = ?").run(clip(1));
    });
    expect(names.some((n) => n.startsWith('custody.chain'))).toBe(true);
    expect(names).toContain(`custody.checkpoint checkpoint ${String(template.size)}`);
  });

  it('with an entry that no longer holds what it must is named, not tripped over', async () => {
    const names = await foundInDb((db) => {
      for (const kind of ['clip.described', 'clip.grouped', 'sidecar.stored']) {
        rewrite(db, seqOf(db, kind), (entry) => {
          entry.body = {};
        });
      }
    });
    expect(names).toContain(`row.altered ${clip(0)}`);
    expect(names.some((n) => n.startsWith('custody.'))).toBe(true);
  });

  it.each([0, 3])('without entry %i names that one, not each of its consequences', async (seq) => {
    const names = await foundBySql('DELETE FROM custody_entries WHERE seq = ?', seq);
    expect(names.filter((n) => n.startsWith('custody.'))).toEqual([`custody.chain entry ${String(seq)}`]);
  });

  it('cut off is named by what was signed and by the tree', async () => {
    const names = await foundBySql('DELETE FROM custody_entries WHERE seq >= ?', template.size - 1);
    expect(names).toContain(`custody.checkpoint checkpoint ${String(template.size)}`);
  });

  it('cut off beyond what was signed is named by the tree', async () => {
    const names = await foundInDb((db) => {
      const last = template.size - 1 - (template.size % 2 === 0 ? 0 : 1);
      db.prepare('DELETE FROM custody_entries WHERE seq >= ?').run(last);
    });
    expect(names.some((n) => n.startsWith('custody.tree node 1/'))).toBe(true);
  });

  it('emptied is named', async () => {
    const names = await foundBySql('DELETE FROM custody_entries');
    expect(names).toContain(`custody.checkpoint checkpoint ${String(template.size)}`);
    expect(names).toContain(`row.unexpected ${clip(0)}`);
  });

  it('with two entries in each other’s place is named', async () => {
    const names = await foundInDb((db) => {
      db.exec('UPDATE custody_entries SET seq = -seq WHERE seq IN (3, 4)');
      db.exec('UPDATE custody_entries SET seq = 7 + seq WHERE seq < 0');
    });
    expect(names).toEqual(expect.arrayContaining(['custody.chain entry 3', 'custody.chain entry 4']));
  });

  it('with an entry put in is named', async () => {
    const names = await foundInDb((db) => {
      const bytes = Buffer.from('{}');
      db.prepare("INSERT INTO custody_entries VALUES (?, 'x', 'clip.failed', NULL, NULL, ?, ?)").run(
        template.size,
        bytes,
        leafHash(bytes),
      );
    });
    expect(names).toContain(`custody.chain entry ${String(template.size)}`);
  });

  it('with a node altered or gone names the node', async () => {
    expect(await foundBySql('UPDATE custody_nodes SET hash = zeroblob(32) WHERE level = 2 AND idx = 1')).toEqual([
      'custody.tree node 2/1',
    ]);
    expect(await foundBySql('DELETE FROM custody_nodes WHERE level = 1 AND idx = 0')).toEqual([
      'custody.tree node 1/0',
    ]);
  });

  it('with a node of no entry names the node', async () => {
    expect(await foundBySql('INSERT INTO custody_nodes VALUES (3, 90, zeroblob(32))')).toEqual([
      'custody.tree node 3/90',
    ]);
  });
});

describe('a checkpoint', () => {
  const subject = (): string => `custody.checkpoint checkpoint ${String(template.size)}`;

  it.each([
    ['another size', "replace(note, char(10) || size || char(10), char(10) || '1' || char(10))"],
    ['another signature', "substr(note, 1, length(note) - 20) || 'AAAAAAAAAAAAAAAAAAA' || char(10)"],
    ['no signature', 'substr(note, 1, instr(note, char(10) || char(10)) + 1)'],
    ['nothing', "''"],
  ])('with %s is named', async (_, sql) => {
    expect(await foundBySql(`UPDATE checkpoints SET note = ${sql} WHERE size = ?`, template.size)).toEqual([subject()]);
  });

  it('filed under another size is named', async () => {
    const names = await foundBySql(
      'UPDATE checkpoints SET size = 1 WHERE size = (SELECT min(size) FROM checkpoints WHERE size > 1)',
    );
    expect(names).toEqual(['custody.checkpoint checkpoint 1']);
  });

  it('of another station is named', async () => {
    const stranger = await initAt(`${await tempFolder()}/data`);
    const replaceLast = (paths: DataPaths): void => {
      copyFileSync(stranger.lastSigned, paths.lastSigned);
    };
    expect((await found(replaceLast)).every((n) => n.startsWith('custody.checkpoint checkpoint '))).toBe(true);
    expect(await found(replaceLast)).toHaveLength(1);
  });

  it.each(['', '{}', '{"size":'])('in the file beside the database, damaged to %j, is named', async (text) => {
    expect(
      await found(({ lastSigned }) => {
        writeFileSync(lastSigned, text);
      }),
    ).toEqual(['custody.checkpoint custody/last-signed.json']);
  });

  it('missing in the file beside the database is named', async () => {
    expect(
      await found(({ lastSigned }) => {
        rmSync(lastSigned);
      }),
    ).toEqual(['custody.checkpoint custody/last-signed.json']);
  });

  it('held against another public key is named, each of them', async () => {
    const stranger = await initAt(`${await tempFolder()}/data`);
    const names = await found((paths) => {
      cpSync(stranger.publicKey, paths.publicKey);
    });
    expect(new Set(names).size).toBeGreaterThanOrEqual(3);
    expect(names.every((n) => n.startsWith('custody.checkpoint checkpoint '))).toBe(true);
  });
});
