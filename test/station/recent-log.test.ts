import { pino } from 'pino';
import { expect, it } from 'vitest';
import { BwcError } from '../../src/domain/errors.js';
import { RecentLog } from '../../src/station/recent-log.js';

it('has the newest lines of the log, without what they are about', () => {
  const recent = new RecentLog();
  const log = pino({ level: 'info', timestamp: pino.stdTimeFunctions.isoTime, base: null }, recent);
  log.info({ dataDir: '/srv/bwc' }, 'daemon ready');
  log.debug('never written');
  const err = new BwcError('bwc.archive.config', 'secret /place');
  log.child({ component: 'sync' }).error({ err, target: 'bureau', path: '涉密.mp4' }, 'sync broke off');
  log.warn({ code: 'bwc.device.refused' }, 'refused');
  const lines = recent.newestFirst();
  for (const { at } of lines) expect(at).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  expect(lines).toMatchObject([
    { level: 'warn', component: null, message: 'refused', code: 'bwc.device.refused' },
    { level: 'error', component: 'sync', message: 'sync broke off', code: 'bwc.archive.config' },
    { level: 'info', component: null, message: 'daemon ready', code: null },
  ]);
  expect(JSON.stringify(recent.newestFirst())).not.toMatch(/涉密|place|srv/);
});

it('keeps so many lines and no more', () => {
  const recent = new RecentLog();
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, recent);
  for (let i = 0; i < 1_000; i += 1) log.info(`line ${String(i)}`);
  const lines = recent.newestFirst();
  expect([lines.length, lines[0]?.message, lines.at(-1)?.message]).toEqual([200, 'line 999', 'line 800']);
});
