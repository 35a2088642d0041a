import { describe, expect, it } from 'vitest';
import { sha256 } from '../support.js';
import { clip, foundBySql, foundInDb, useTemplate } from './mutate.js';
import { CONTENTS, DAY, storedPathOf, TRACK_PATH } from './station.js';

useTemplate();

const [FIRST, SECOND, THIRD] = CONTENTS;

describe('a row of a clip', () => {
  it.each<[string, unknown]>([
    ['kind', 'audio'],
    ['state', 'stored'],
    ['bytes', 11],
    ['camera_serial', '0000000'],
    ['camera_serial', null],
    ['officer_no', '999999'],
    ['visit_id', 'v_other'],
    ['source_type', 'phone'],
    ['source_path', 'VIDEO/other.mp4'],
    ['source_path_raw', 'AAAA'],
    ['source_stamp', 'x'],
    ['source_modified', null],
    ['note', 'added later'],
    ['sort_at', '2020-01-01T00:00:00.000Z'],
    ['start_raw', '2020-01-01T00:00:00'],
    ['end_raw', '2020-01-01T00:00:00'],
    ['start_at', '2020-01-01T00:00:00.000Z'],
    ['end_at', '2020-01-01T00:00:00.000Z'],
    ['duration_ms', 1],
    ['gap_before_ms', 5000],
    ['recording_id', null],
    ['media_state', 'unreadable'],
    ['media_reason', 'no'],
    ['media', '{"container":"avi","durationMs":1000}'],
    ['media', 'not json'],
    ['times', '{}'],
    ['times', null],
    ['stored_path', storedPathOf(SECOND)],
  ])('with another %s (%j) is named', async (column, value) => {
    const names = await foundBySql(`UPDATE clips SET ${column} = ? WHERE id = ?`, value, clip(0));
    expect(names.length).toBeGreaterThan(0);
    expect(new Set(names)).toEqual(new Set([`row.altered ${clip(0)}`]));
  });

  it('with another time of storing is named', async () => {
    const names = await foundBySql("UPDATE clips SET stored_at = '2026-03-01T01:59:00.000Z' WHERE id = ?", clip(0));
    expect(names).toEqual([`row.altered ${clip(0)}`]);
  });

  it('with the bytes of its path changed is named', async () => {
    expect(await foundBySql('UPDATE clips SET source_path_raw = NULL WHERE id = ?', clip(4))).toEqual([
      `row.altered ${clip(4)}`,
    ]);
  });

  it('that was not described yet is named when it pretends to be', async () => {
    const names = await foundBySql(
      "UPDATE clips SET start_at = '2020-01-01T00:00:00.000Z', media_state = 'read' WHERE id = ?",
      clip(1),
    );
    expect(new Set(names)).toEqual(new Set([`row.altered ${clip(1)}`]));
  });

  it('with the content of another is named', async () => {
    const names = await foundInDb((db) => {
      db.prepare('DELETE FROM clips WHERE id = ?').run(clip(2));
      db.prepare('UPDATE clips SET sha256 = ? WHERE id = ?').run(sha256(THIRD), clip(1));
    });
    expect(names).toContain(`row.altered ${clip(1)}`);
    expect(names).toContain(`row.missing ${clip(2)}`);
    expect(names).toContain(`row.unexpected ${storedPathOf(SECOND)}`);
  });

  it('that is gone is named', async () => {
    expect(await foundBySql('DELETE FROM clips WHERE id = ?', clip(1))).toEqual([
      `row.missing ${clip(1)}`,
      `row.unexpected ${storedPathOf(SECOND)}`,
    ]);
  });

  it('that nobody recorded is named', async () => {
    const names = await foundInDb((db) => {
      const columns = db
        .prepare("SELECT name FROM pragma_table_info('clips') WHERE name NOT IN ('id', 'sha256')")
        .pluck()
        .all()
        .join(', ');
      db.prepare(
        `INSERT INTO clips (id, sha256, ${columns}) SELECT 'c_forged', 'ff', ${columns} FROM clips WHERE id = ?`,
      ).run(clip(1));
    });
    expect(names).toEqual(['row.unexpected c_forged']);
  });
});

describe('a row of an original', () => {
  it.each<[string, unknown]>([
    ['bytes', 3],
    ['sm3', 'ab'],
    ['read_back', 'none'],
    ['stored_path', `${DAY}/elsewhere.mp4`],
  ])('with another %s is named on its clip', async (column, value) => {
    expect(await foundBySql(`UPDATE originals SET ${column} = ? WHERE sha256 = ?`, value, sha256(FIRST))).toContain(
      `row.altered ${clip(0)}`,
    );
  });

  it.each<[string, unknown]>([
    ['bytes', 3],
    ['sm3', 'ab'],
    ['read_back', 'none'],
    ['stored_path', `${DAY}/elsewhere.nmea`],
  ])('of a sidecar with another %s is named on its clip', async (column, value) => {
    expect(await foundBySql(`UPDATE originals SET ${column} = ? WHERE stored_path = ?`, value, TRACK_PATH)).toContain(
      `row.altered ${clip(0)}`,
    );
  });

  it('that is gone is named, and its file is then unexpected', async () => {
    expect(await foundBySql('DELETE FROM originals WHERE sha256 = ?', sha256(SECOND))).toEqual(
      expect.arrayContaining([`row.altered ${clip(1)}`, `original.unexpected ${storedPathOf(SECOND)}`]),
    );
  });
});

describe('a row of a sidecar', () => {
  it.each<[string, unknown]>([
    ['kind', 'log'],
    ['bytes', 1],
    ['visit_id', 'v_other'],
    ['source_path_raw', 'AAAA'],
    ['stored_path', 'originals/x'],
  ])('with another %s is named', async (column, value) => {
    expect(await foundBySql(`UPDATE sidecars SET ${column} = ?`, value)).toEqual([`row.altered ${clip(0)}`]);
  });

  it.each<[string, unknown]>([
    ['source_path', 'VIDEO/9.nmea'],
    ['sha256', sha256(THIRD)],
  ])('with another %s is one that is missing and one that nobody recorded', async (column, value) => {
    expect(await foundBySql(`UPDATE sidecars SET ${column} = ?`, value)).toEqual(
      expect.arrayContaining([`row.missing ${clip(0)}`, `row.unexpected ${clip(0)}`]),
    );
  });

  it('given to another clip is named on both', async () => {
    expect(await foundBySql('UPDATE sidecars SET clip_id = ?', clip(1))).toEqual([
      `row.missing ${clip(0)}`,
      `row.unexpected ${clip(1)}`,
    ]);
  });

  it('that is gone is named, and so is its original', async () => {
    expect(await foundBySql('DELETE FROM sidecars')).toEqual([
      `row.missing ${clip(0)}`,
      `row.unexpected ${TRACK_PATH}`,
    ]);
  });
});
