/** The HTTP API on the control socket: a thin skin over the station. `buildServer` does not listen. */
import { Readable } from 'node:stream';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { z } from 'zod';
import { BwcError, type ErrorCode } from '../domain/errors.js';
import type { DaemonActs, StationActs, StationQueries } from './api.js';
import {
  actBody,
  actParams,
  clipQuery,
  eventQuery,
  ingestBody,
  priorityBody,
  retryBody,
  questionBody,
  questionParams,
  verificationBody,
  visitQuery,
} from './filters.js';

export interface ServedStation extends StationActs, DaemonActs {
  readonly queries: StationQueries;
}

const STATUS: Partial<Record<ErrorCode, number>> = {
  'bwc.store.not_found': 404,
  'bwc.usage': 400,
  'bwc.ingest.source_missing': 404,
};

/** An act may name each of a hundred thousand clips. */
const ACT_BYTES = 8 * 2 ** 20;

/** What was refused because of what it says: the caller can mend it. */
const REFUSED = /^bwc\.(?:label|name|facts|activity|case)\./;

const statusOf = (code: ErrorCode): number => STATUS[code] ?? (REFUSED.test(code) ? 422 : 500);

const idParams = z.object({ id: z.string().min(1).max(128) });

export function buildServer(station: ServedStation): FastifyInstance {
  const { queries } = station;
  const app = fastify({ logger: false, bodyLimit: 64 * 1024 });
  const closing = new AbortController();
  app.addHook('preClose', () => {
    closing.abort();
  });

  app.setErrorHandler((error, _request, reply) => {
    const known = error instanceof z.ZodError ? usageError(error) : error;
    if (known instanceof BwcError) return reply.code(statusOf(known.code)).send(known.toJSON());
    const status = isClientError(known) ? known.statusCode : 500;
    const code: ErrorCode = status < 500 ? 'bwc.usage' : 'bwc.internal';
    return reply
      .code(status)
      .send({ code, message: known instanceof Error ? known.message : String(known), details: {} });
  });

  app.get('/api/status', () => queries.status());
  app.get('/api/cameras', () => queries.cameras());
  app.get('/api/visits', (request) => queries.visits(visitQuery.parse(request.query)));
  app.get('/api/visits/:id', (request) => queries.visit(idParams.parse(request.params).id));
  app.get('/api/clips', (request) => queries.clips(clipQuery.parse(request.query)));
  app.get('/api/clips/:id', (request) => queries.clip(idParams.parse(request.params).id));
  app.get('/api/clips/:id/proof', (request) => queries.proof(idParams.parse(request.params).id));
  app.get('/api/disposals/:id/certificate', (request) => queries.certificate(idParams.parse(request.params).id));
  app.get('/api/events', (request) => queries.events(eventQuery.parse(request.query)));

  app.post('/api/questions/:name', async (request) => {
    const { name } = questionParams.parse(request.params);
    return queries.ask(name, questionBody.parse(request.body).input as never);
  });
  app.post('/api/acts/:name', { bodyLimit: ACT_BYTES }, async (request) => {
    const { name } = actParams.parse(request.params);
    const { input, by } = actBody.parse(request.body);
    return station.act(name, input as never, by);
  });

  app.get('/api/live', (request, reply) => {
    const gone = new AbortController();
    request.raw.on('close', () => {
      gone.abort();
    });
    return sendLines(reply, station.follow(AbortSignal.any([gone.signal, closing.signal])));
  });
  app.post('/api/ingest', (request, reply) => {
    const { path, by } = ingestBody.parse(request.body);
    return sendLines(reply, station.ingest(path, by));
  });
  app.post('/api/visits/:id/cancel', async (request) => {
    await station.cancel(idParams.parse(request.params).id);
    return { ok: true };
  });
  app.post('/api/slots/retry', async (request) => {
    const { slot, by } = retryBody.parse(request.body);
    await station.retry(slot, by);
    return { ok: true };
  });
  app.put('/api/priority', async (request) => {
    const { slot, by } = priorityBody.parse(request.body);
    await station.setPriority(slot, by);
    return { ok: true };
  });
  app.post('/api/verifications', async (request) => {
    const { summary, by } = verificationBody.parse(request.body);
    await station.recordVerification(summary, by);
    return { ok: true };
  });
  return app;
}

/** One JSON value a line, as it happens. An error before the first value is an ordinary error answer. */
async function sendLines(reply: FastifyReply, values: AsyncIterable<unknown>): Promise<FastifyReply> {
  const iterator = values[Symbol.asyncIterator]();
  const live = !reply.request.url.startsWith('/api/ingest');
  const first = live ? undefined : await iterator.next();
  async function* lines(): AsyncGenerator<string> {
    // A head at once, so that a client knows it is listening before anything happens.
    if (first === undefined) yield '\n';
    else if (first.done !== true) yield `${JSON.stringify(first.value)}\n`;
    if (first?.done === true) return;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
      yield `${JSON.stringify(next.value)}\n`;
  }
  return reply.type('application/x-ndjson').send(Readable.from(lines()));
}

function usageError(error: z.ZodError): BwcError {
  const issue = error.issues[0];
  return new BwcError('bwc.usage', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`, {
    key: issue?.path.join('.') ?? '',
  });
}

const isClientError = (error: unknown): error is { statusCode: number } =>
  typeof error === 'object' &&
  error !== null &&
  'statusCode' in error &&
  typeof error.statusCode === 'number' &&
  error.statusCode < 500;
