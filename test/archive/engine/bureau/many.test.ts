/** Fifty stations at once, and a server that is killed under an import: everything is there once. */
import { expect, it } from 'vitest';
import { SimulatedStation } from '../../../bureau/simulated-station.js';
import { ownPostgres } from '../../support/own-engines.js';
import { killPostgres, restartPostgres } from '../../support/postgres.js';
import { archiveOf, connect, importFrom, newCatalogue, register, rowsOf } from './support.js';

const postgres = ownPostgres();

it('fifty stations are imported at once, each from its own archive, some of them twice: no duplicate, no fork, no deadlock', async () => {
  const { db, address } = await newCatalogue(postgres);
  const stations = Array.from({ length: 50 }, (_, i) => {
    const station = new SimulatedStation(`st-${String(i)}`);
    // Each has clips whose content others have as well: objects are shared, in another order of arrival each time.
    for (let k = 0; k < 6; k += 1) station.clip({ party: `第${String(i)}站第${String(k)}家` });
    const [first] = station.records;
    if (first !== undefined) station.again(first, { party: '另一家店' });
    return station;
  });
  await register(db, ...stations);
  const folders = await Promise.all(stations.map((station) => archiveOf(station)));
  const all = [...folders, ...folders.slice(0, 10)];
  const tallies = await Promise.all(all.map(async (folder) => importFrom(await connect(address()), folder)));
  expect(tallies.flatMap(({ refused }) => refused)).toEqual([]);
  expect(tallies.reduce((sum, { records }) => sum + records.new, 0)).toBe(50 * 7);
  expect(await rowsOf(db)).toEqual({
    ...{ clips: 300, record_versions: 350, events: 50 * 8, station_checkpoints: 50, objects: 6, alarms: 0 },
  });
  const [sums] = await db.query('SELECT sum(clips)::bigint AS clips FROM bureau.totals');
  expect(sums).toEqual({ clips: 300 });
});

it('a server killed in the middle of an import: importing again brings the rest, and nothing twice', async () => {
  const { db, address } = await newCatalogue(postgres);
  const station = new SimulatedStation('st-1');
  for (let i = 0; i < 200; i += 1) station.clip({ party: `第${String(i)}家店` });
  const folder = await archiveOf(station);
  await register(db, station);
  // The first batch is committed; the second one is cut off under way.
  const importing = importFrom(await connect(address()), folder);
  for (;;) {
    const [row] = await db.query<{ n: number }>('SELECT count(*) AS n FROM bureau.clips');
    if ((row?.n ?? 0) > 0) break;
  }
  killPostgres(postgres);
  await expect(importing).rejects.toMatchObject({ code: 'bwc.bureau.unreachable' });
  restartPostgres(postgres);
  const again = await connect(address());
  const before = await rowsOf(again);
  expect(before['clips']).toBeGreaterThan(0);
  expect(before['clips']).toBeLessThan(200);
  expect(before['record_versions']).toBe(before['clips']);
  const tally = await importFrom(again, folder);
  expect(tally.records).toEqual({ new: 200 - (before['clips'] ?? 0), known: before['clips'], refused: 0 });
  expect(await rowsOf(again)).toEqual({
    ...{ clips: 200, record_versions: 200, events: 200, station_checkpoints: 1, objects: 200, alarms: 0 },
  });
});
