import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { discardPart, readIncoming, removeNote, writeNote, type ParkedNote } from '../../../src/ingest/visit/parked.js';
import { tempFolder } from './support.js';

const NOTE: ParkedNote = { sourceKey: 'k', path: 'DCIM/a.mp4', bytes: 100, durable: 50, sha256: 'ab' };

describe('parked parts', () => {
  it('are found with their notes', async () => {
    const dir = tempFolder();
    writeFileSync(`${dir}/1.part`, 'x');
    await writeNote(`${dir}/1.part`, NOTE);
    expect(await readIncoming(dir)).toEqual({ parked: [{ part: `${dir}/1.part`, note: NOTE }], leftovers: [] });
    expect(statSync(`${dir}/1.json`).mode & 0o777).toBe(0o600);
  });

  it('keep the newest note, whole', async () => {
    const dir = tempFolder();
    writeFileSync(`${dir}/1.part`, 'x');
    for (const durable of [10, 20, 30]) await writeNote(`${dir}/1.part`, { ...NOTE, durable });
    expect((await readIncoming(dir)).parked[0]?.note.durable).toBe(30);
    expect(readdirSync(dir).sort()).toEqual(['1.json', '1.part']);
  });

  it.each([
    '',
    '{',
    'null',
    '{}',
    JSON.stringify({ ...NOTE, durable: -1 }),
    JSON.stringify({ ...NOTE, durable: 1.5 }),
    JSON.stringify({ ...NOTE, sha256: 5 }),
  ])('with the note %j are leftovers', async (text) => {
    const dir = tempFolder();
    writeFileSync(`${dir}/1.part`, 'x');
    writeFileSync(`${dir}/1.json`, text);
    expect(await readIncoming(dir)).toEqual({ parked: [], leftovers: [`${dir}/1.part`] });
  });

  it('without a note, notes without a part and anything else are leftovers', async () => {
    const dir = tempFolder();
    for (const name of ['1.part', '2.json', '3.json.new', 'other']) writeFileSync(`${dir}/${name}`, 'x');
    const { parked, leftovers } = await readIncoming(dir);
    expect(parked).toEqual([]);
    expect([...leftovers].sort()).toEqual(['1.part', '2.json', '3.json.new', 'other'].map((name) => `${dir}/${name}`));
    for (const path of leftovers) await discardPart(path);
    expect(readdirSync(dir)).toEqual([]);
  });

  it('are discarded with their notes, and nothing else is', async () => {
    const dir = tempFolder();
    for (const n of ['1', '2']) {
      writeFileSync(`${dir}/${n}.part`, n);
      await writeNote(`${dir}/${n}.part`, NOTE);
    }
    await discardPart(`${dir}/1.part`);
    await discardPart(`${dir}/1.part`);
    expect(readdirSync(dir).sort()).toEqual(['2.json', '2.part']);
    await removeNote(`${dir}/2.part`);
    expect(readdirSync(dir)).toEqual(['2.part']);
    expect(readFileSync(`${dir}/2.part`, 'utf8')).toBe('2');
  });
});
