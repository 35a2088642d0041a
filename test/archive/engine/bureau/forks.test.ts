/** A station that tells two stories, one of them to the catalogue: what was told first stays, and the other is an alarm. */
import { describe, expect, it } from 'vitest';
import { checkpointKey, recordKey } from '../../../../src/archive/document-keys.js';
import { auditBureau } from '../../../../src/bureau/audit/audit.js';
import { put, SimulatedStation } from '../../../bureau/simulated-station.js';
import { archiveOf, connect, importFrom, newCatalogue, opened, register, rowsOf, type Catalogue } from './support.js';

const alarmsOf = ({ db }: Catalogue) =>
  db.query<{ kind: string; subject: string }>('SELECT kind, subject FROM bureau.alarms ORDER BY id');

/** Two stations with one key and one past, each of which goes its own way. */
async function forked() {
  const catalogue = await newCatalogue();
  const one = new SimulatedStation('st-1');
  one.clip({ party: '某店' });
  const two = new SimulatedStation('st-1', one);
  await register(catalogue.db, one);
  return { catalogue, one, two };
}

describe('a fork', () => {
  it('is seen where two records tell of different entries under one number', async () => {
    const { catalogue, one, two } = await forked();
    one.clip({ party: '甲' });
    two.log('station.stopped', null, {});
    const other = two.clip({ party: '乙' });
    one.clip({ party: '丙' });
    await importFrom(catalogue.db, await archiveOf(one));
    const before = await rowsOf(catalogue.db);
    const tally = await importFrom(catalogue.db, await archiveOf(two));
    expect(tally.refused.map(({ kind, detail }) => `${kind} ${detail.slice(0, 11)}`)).toEqual(['fork two roots: ']);
    const after = await rowsOf(catalogue.db);
    expect(after).toEqual({ ...before, alarms: 1 });
    const found = await catalogue.db.query('SELECT FROM bureau.clips WHERE clip = $1', [other.clip]);
    expect(found).toEqual([]);
  });

  it('is seen by the entries alone where no root has the same size', async () => {
    const { catalogue, one, two } = await forked();
    const first = one.clip({ party: '甲' });
    one.again(first, { party: '丙' });
    await importFrom(catalogue.db, await archiveOf(one));
    two.log('station.stopped', null, {});
    const second = two.clip({ party: '乙' });
    two.log('station.stopped', null, {});
    const third = two.clip({ party: '丁' });
    const folder = await archiveOf();
    for (const { clip, bytes } of [second, third]) put(folder, recordKey('st-1', clip, 1), bytes);
    expect((await importFrom(catalogue.db, folder)).refused.map(({ detail }) => detail.replace(/: .*/, ''))).toEqual([
      'two entries',
      'it does not follow the entry before it',
    ]);
    expect((await alarmsOf(catalogue)).map(({ subject }) => subject)).toEqual(['entry 2', 'entry 4']);
  });

  it('is seen between a shown checkpoint and the root of a record, whichever comes first', async () => {
    for (const recordFirst of [true, false]) {
      const { catalogue, one, two } = await forked();
      one.clip({ party: '甲' });
      two.clip({ party: '乙' });
      const [records, roots] = [await archiveOf(), await archiveOf()];
      for (const { clip, version, bytes } of one.records) put(records, recordKey('st-1', clip, version), bytes);
      put(roots, checkpointKey('st-1', two.size), `old 0\n\n${two.note(two.size)}`);
      for (const folder of recordFirst ? [records, roots] : [roots, records]) await importFrom(catalogue.db, folder);
      expect(await alarmsOf(catalogue)).toEqual([{ kind: 'fork', subject: `checkpoint ${String(one.size)}` }]);
      const archives = [opened(records), opened(roots)];
      expect((await auditBureau(catalogue.db, archives, false)).counts.alarm).toBe(1);
    }
  });

  it('is seen where two records have one number', async () => {
    const { catalogue, one, two } = await forked();
    const [made] = one.records;
    if (made === undefined) throw new Error('it has a record');
    two.log('label.put', made.clip, {});
    const other = two.record(made.document.content, null);
    const [first, second] = [await archiveOf(one), await archiveOf()];
    put(second, recordKey('st-1', made.clip, 1), other.bytes);
    await importFrom(catalogue.db, first);
    // Known by its number, so that it is not read again: two importers at once are what brings both.
    await importFrom(catalogue.db, second);
    expect(await rowsOf(catalogue.db)).toMatchObject({ record_versions: 1 });
    const audit = await auditBureau(catalogue.db, [opened(second)], true);
    expect(audit.findings.map(({ kind }) => kind)).toContain('record');
  });

  it('of a checkpoint that does not go on from those before it is named and not kept', async () => {
    const { catalogue, one, two } = await forked();
    const folder = await archiveOf(one);
    await importFrom(catalogue.db, folder);
    two.log('station.stopped', null, {});
    put(folder, checkpointKey('st-1', two.size), `old 0\n\n${two.note(two.size)}`);
    expect(await importFrom(catalogue.db, folder)).toMatchObject({ checkpoints: { new: 0, known: 1, refused: 1 } });
    expect(await alarmsOf(catalogue)).toMatchObject([{ kind: 'checkpoint' }]);
  });

  it('stays in the catalogue through two imports of both stories at once', async () => {
    const { catalogue, one, two } = await forked();
    for (let i = 0; i < 20; i += 1) {
      one.clip({ party: `甲${String(i)}` });
      two.clip({ party: `乙${String(i)}` });
    }
    const folders = [await archiveOf(one), await archiveOf(two)];
    const connections = [await connect(catalogue.address()), await connect(catalogue.address())];
    await Promise.all(connections.map((db, i) => importFrom(db, folders[i] ?? '')));
    const [parties] = await catalogue.db.query<{ sides: number }>(
      `SELECT count(DISTINCT left(party, 1)) FILTER (WHERE party <> '某店') AS sides FROM bureau.clips`,
    );
    expect((await alarmsOf(catalogue)).filter(({ kind }) => kind === 'fork')).not.toEqual([]);
    expect(parties?.sides).toBe(1);
  });
});
