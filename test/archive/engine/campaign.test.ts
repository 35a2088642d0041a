/** Kills at random: a few stations for a short while, or with BWC_CAMPAIGN=full twenty of them for ten minutes. */
import { randomInt } from 'node:crypto';
import { expect, inject, it } from 'vitest';
import { runCampaign } from '../campaign/campaign.js';

const FULL = process.env['BWC_CAMPAIGN'] === 'full';
const seed = Number(process.env['BWC_SEED'] ?? randomInt(2 ** 31));
const campaign = FULL ? { stations: 20, clips: 200, seconds: 600, seed } : { stations: 3, clips: 4, seconds: 15, seed };

it(`whatever is killed when, what was acknowledged is archived, once, in one log (BWC_SEED=${String(seed)})`, async () => {
  const killed = await runCampaign(inject('ceph'), campaign);
  process.stdout.write(
    `seed ${String(seed)}: killed ${String(killed.stations)} stations and the engine ${String(killed.engine)} times\n`,
  );
  expect(killed.stations).toBeGreaterThan(0);
}, 7_200_000);
