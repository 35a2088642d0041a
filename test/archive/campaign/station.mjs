/**
 * One station of the campaign, as the daemon runs it without a page: opens its directory, reads the card in its dock and takes
 * off it what is archived, changes a label, sends what is to go, and ends when the card was read and everything is archived.
 * It is killed at any moment.
 * node station.mjs DATA CLIPS
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { systemClock } from '../../../dist/domain/time.js';
import { Station } from '../../../dist/station/station.js';

const [dataDir, clips] = process.argv.slice(2);
const log = pino({ level: 'fatal' });
const station = await Station.open({ dataDir, role: 'campaign', actor: 'campaign', clock: systemClock, log });
station.startDocking();
const { ready } = await station.queries.ask('gate.summary', { first: Number(clips) });
const one = ready.first[Math.floor(Math.random() * ready.first.length)];
await station.act('label.put', { clips: [one], fields: { party: `更正${String(Math.random())}` } }, 'campaign');
for (;;) {
  const status = await station.queries.status();
  const [archive] = status.archives;
  const { waiting, done, live, refused } = archive;
  if (refused.length > 0) throw new Error(`refused: ${JSON.stringify(refused)}`);
  if (status.refused.length > 0) throw new Error(`the card: ${JSON.stringify(status.refused)}`);
  const cardRead = status.docked.length > 0 && status.docked.every(({ visit, served }) => visit !== null && !served);
  // The last thing a run does is to show the log with all that it has written.
  const isOver = !live.asked && !live.busy;
  if (isOver && cardRead && done.contents.orders === Number(clips) && waiting.records.orders === 0) break;
  if (isOver) await station.syncNow('campaign');
  await sleep(100);
}
await station.stop();
