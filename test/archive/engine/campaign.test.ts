/** Kills at random: a few stations for a short while, or with BWC_CAMPAIGN=full twenty of them for ten minutes. */
import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { runCampaign } from '../campaign/campaign.js';
import { ownCeph, ownPostgres } from '../support/own-engines.js';

const FULL = process.env['BWC_CAMPAIGN'] === 'full';
const seed = Number(process.env['BWC_SEED'] ?? randomInt(2 ** 31));
const campaign = FULL ? { stations: 20, clips: 200, seconds: 600, seed } : { stations: 3, clips: 4, seconds: 15, seed };
const ceph = await ownCeph();
const postgres = ownPostgres();

it(`whatever is killed when, what was acknowledged is archived, once, in one log, catalogued once, and only that is off the cards (BWC_SEED=${String(seed)})`, async () => {
  const { killed, imports, records, gone } = await runCampaign(ceph, postgres, campaign);
  process.stdout.write(
    `seed ${String(seed)}: killed ${String(killed.stations)} stations, the engine ${String(killed.engine)}, PostgreSQL ${String(killed.postgres)} ` +
      `and an import ${String(killed.imports)} times; ${String(imports)} imports came through meanwhile; ` +
      `${String(records)} records in archive and catalogue, ${String(gone)} of ${String(campaign.stations * campaign.clips)} files off the cards\n`,
  );
  expect(killed.stations).toBeGreaterThan(0);
  expect(gone).toBeGreaterThan(0);
}, 7_200_000);
