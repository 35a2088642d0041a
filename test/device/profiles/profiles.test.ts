import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { NameFacts } from '../../../src/device/camera.js';
import { loadProfiles, parseProfile } from '../../../src/device/profiles/load-profiles.js';
import { nameReader } from '../../../src/device/volume/identity/name-facts.js';
import { tempFolder } from '../support.js';

const profiles = loadProfiles();

function facts(profile: string, name: string): NameFacts | null {
  const found = profiles.find((p) => p.id === profile);
  if (found === undefined) throw new Error(`no profile ${profile}`);
  return nameReader(found.namePatterns)(name);
}

const DSJ = { pattern: 'dsj', serial: '36NCC009910', officerNo: null, important: false, encrypted: false };

describe('the profiles of this package', () => {
  it('cover the known layouts', () => {
    expect(profiles.map((p) => p.id)).toEqual([
      'l1-param-ini',
      'l2-jy-info-dat',
      'l3-novatek',
      'l4-bc300',
      'l5-tecsar',
      'l6-dsj-android',
      'l9-station-bind',
    ]);
  });

  it('have no two of the same specificity, so that none of them can be ambiguous', () => {
    expect(new Set(profiles.map((p) => p.recognise.specificity)).size).toBe(profiles.length);
  });

  it.each([
    ['DSJ_36NCC009910_000000_20260619_100324.mp4', DSJ],
    ['DSJ_36NCC009910_000000_20260619_100324_IMP.mp4', { ...DSJ, important: true }],
    ['DSJ_36NCC009910_000000_20260619_100324_SOS_enc.mp4', { ...DSJ, important: true, encrypted: true }],
    ['DSJ_36NCC009910_000000_20260619_100324_enc.jpg', { ...DSJ, encrypted: true }],
    ['dcam_36NCC009910_000000_20260619_100324.M4A', DSJ],
  ])('read %s', (name, expected) => {
    expect(facts('l6-dsj-android', name)).toEqual({ ...expected, start: '2026-06-19T10:03:24' });
  });

  it('read an officer in a DCAM name', () => {
    const read = facts('l6-dsj-android', 'DCAM_CAM001_000001_20260804_100000_IMP.mp4');
    expect(read).toMatchObject({ serial: 'CAM001', officerNo: '000001', start: '2026-08-04T10:00:00' });
  });

  it('read month-first names of the BC-300', () => {
    expect(facts('l4-bc300', 'a_b_03042026080910.mp4')?.start).toBe('2026-03-04T08:09:10');
    expect(facts('l4-bc300', 'a_b_13042026080910.mp4')).toMatchObject({ pattern: 'bc300-month-first', start: null });
  });

  it.each([
    ['20260301_080910_NF.mp4', '2026-03-01T08:09:10'],
    ['19700101_000000_NF.mp4', '1970-01-01T00:00:00'],
    ['20260230_080910.mp4', null],
  ])('read the digits of %s as they are', (name, start) => {
    expect(facts('l3-novatek', name)?.start).toBe(start);
  });

  it.each(['IMG_0001.JPG', '120260301_0809101.mp4', ''])('say nothing of %j', (name) => {
    expect(facts('l3-novatek', name)).toBeNull();
  });
});

describe('a broken profile', () => {
  const good = JSON.stringify(profiles[0]);
  const broken = (changes: object): string => JSON.stringify({ ...profiles[0], ...changes });

  it.each([
    ['not JSON', '{', ''],
    ['a key too many', broken({ colour: 'red' }), ''],
    ['a key missing', broken({ family: undefined }), 'family'],
    ['a wrong pattern', broken({ namePatterns: [{ id: 'x', pattern: '(' }] }), 'namePatterns.0.pattern'],
    ['a path out of the volume', broken({ stagingFolders: ['/etc'] }), 'stagingFolders.0'],
    [
      'an unknown rule',
      broken({ recognise: { specificity: 5, anyOf: [[{ kind: 'smell' }]] } }),
      'recognise.anyOf.0.0.kind',
    ],
  ])('is refused with file and key: %s', (_, text, key) => {
    expect(() => parseProfile('bad.json', text)).toThrow(
      expect.objectContaining({ code: 'bwc.device.profile_invalid', details: { file: 'bad.json', key } }),
    );
  });

  it('is found when a folder is loaded, and so are two of one id', async () => {
    const folder = await tempFolder();
    writeFileSync(`${folder}/a.json`, good);
    expect(loadProfiles(folder)).toEqual([profiles[0]]);
    writeFileSync(`${folder}/b.json`, good);
    expect(() => loadProfiles(folder)).toThrow(/two profiles have the id l1-param-ini/);
  });
});
