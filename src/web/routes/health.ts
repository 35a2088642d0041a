/** For whoever watches over the machine: from this machine only, and nothing about people or footage. */
import { z } from 'zod';
import { metricsText } from '../metrics.js';
import { route, type Route } from '../route.js';

export const HEALTH_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/station',
    summary: 'What the station is and how it is: rulebook, disk, clock, verifications',
    permission: 'rules.see',
    answer: z.unknown(),
    handle: ({ station }) => station.queries.health(),
  }),
  route({
    method: 'GET',
    path: '/api/log',
    summary: 'The newest lines of the daemon’s log: what happened in which part, without names of files or people',
    permission: 'log.see',
    answer: z.array(
      z.strictObject({
        at: z.string(),
        level: z.enum(['debug', 'info', 'warn', 'error']),
        component: z.string().nullable(),
        message: z.string(),
        code: z.string().nullable(),
      }),
    ),
    handle: ({ station }) => Promise.resolve(station.page.log()),
  }),
  route({
    method: 'GET',
    path: '/healthz',
    summary: 'Whether the daemon answers and its database can be read',
    permission: 'loopback',
    answer: z.strictObject({ ok: z.literal(true), alarms: z.int() }),
    handle: async ({ station }) => ({ ok: true, alarms: (await station.queries.status()).alarms.length }),
  }),
  route({
    method: 'GET',
    path: '/metrics',
    summary: 'Figures for Prometheus',
    permission: 'loopback',
    answer: z.string(),
    answers: ['text/plain'],
    handle: async ({ station, reply }) => {
      const text = metricsText(await station.queries.status(), process.memoryUsage.rss());
      return reply.type('text/plain; version=0.0.4; charset=utf-8').send(text);
    },
  }),
];
