/**
 * A live witness over HTTP, as C2SP tlog-witness describes it: `POST /add-checkpoint`. What a station shows is judged by
 * what is held, kept durably, and only then signed. `buildWitness` does not listen.
 */
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { WitnessSigner } from '../../archive/witness/cosignature.js';
import type { Refusal, RefusalKind } from '../../archive/witness/judge.js';
import { parseShown } from '../../archive/witness/request.js';
import type { WitnessStore } from '../../archive/witness/witness-store.js';
import { Witness, type WitnessedStation } from '../../archive/witness/witness.js';
import { toInstant, type Clock } from '../../domain/time.js';
import { openCheckpoint, splitNote } from '../../store/custody/checkpoint.js';
import { Refusals } from './refusals.js';

export interface WitnessOptions {
  readonly store: WitnessStore;
  readonly signer: WitnessSigner;
  readonly stations: { readonly get: (origin: string) => WitnessedStation | undefined };
  readonly clock: Clock;
  readonly log: Logger;
}

/** A proof of 63 hashes and a note with room for the signatures of others. */
const BODY_BYTES = 16 * 1024;
const TEXT_TYPE = 'text/plain; charset=utf-8';
const SIZE_TYPE = 'text/x.tlog.size';
const NO_REQUEST = 'this is no request to witness a checkpoint\n';

/** As the specification asks. With 409, the body is the size that is held and nothing else. */
const STATUS: Readonly<Record<RefusalKind, number>> = {
  malformed: 400,
  signature: 403,
  stale: 409,
  rollback: 409,
  fork: 409,
  inconsistent: 422,
};

export function buildWitness(options: WitnessOptions): FastifyInstance {
  const { signer, stations, clock, log } = options;
  const witness = new Witness(options.store, signer, () => toInstant(clock.now()));
  const refusals = new Refusals();
  const app = fastify({ logger: false, bodyLimit: BODY_BYTES, requestTimeout: 10_000, forceCloseConnections: 'idle' });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });

  const refuse = (request: FastifyRequest, reply: FastifyReply, status: number, body: string, told: object) => {
    const wait = refusals.add(request.ip, clock.now());
    if (wait !== null) return reply.code(429).header('retry-after', String(wait)).send('too many refusals\n');
    log.warn({ address: request.ip, status, ...told }, 'refused');
    return reply.code(status).send(body);
  };

  app.post('/add-checkpoint', async (request, reply) => {
    reply.type(TEXT_TYPE);
    const text = typeof request.body === 'string' ? request.body : '';
    const note = parseShown(text)?.note ?? '';
    const origin = splitNote(note)?.text.split('\n', 1)[0];
    if (origin === undefined) return refuse(request, reply, 400, NO_REQUEST, { why: 'malformed' });
    const station = stations.get(origin);
    if (station === undefined) return refuse(request, reply, 404, 'unknown log\n', { why: 'unknown', origin });
    const told = { station: station.id };
    // Nothing is read from the disk for what the station did not sign.
    if (!openCheckpoint(note, station.publicKey).ok)
      return refuse(request, reply, 403, 'not signed by this log\n', { why: 'signature', ...told });
    const answer = await witness.show(station, text);
    if (answer.ok) {
      log.info({ ...told, size: Number(answer.receipt.split('\n', 2)[1]) }, 'witnessed');
      return reply.send(cosignatures(answer.receipt, signer.name));
    }
    const { why, size, detail } = answer.refusal;
    // Whoever has an older checkpoint of a station may show it again; two of one size prove that there are two logs.
    if (why === 'fork') log.error({ ...told, held: size, detail }, 'there are two logs of this station');
    if (STATUS[why] === 409) reply.type(SIZE_TYPE);
    return refuse(request, reply, STATUS[why], bodyOf(answer.refusal), { why, held: size, ...told });
  });

  app.get('/healthz', (_request, reply) => reply.type(TEXT_TYPE).send('ok\n'));
  app.setNotFoundHandler((request, reply) => refuse(request, reply, 404, 'nothing is here\n', { why: 'path' }));
  app.setErrorHandler((error, request, reply) => {
    const status = statusOf(error);
    reply.type(TEXT_TYPE);
    if (status < 500) return refuse(request, reply, status, NO_REQUEST, { why: 'request' });
    log.error({ err: error }, 'a request failed; nothing was signed');
    return reply.code(500).send('nothing was signed\n');
  });
  return app;
}

const bodyOf = ({ why, size, detail }: Refusal): string => (STATUS[why] === 409 ? `${String(size)}\n` : `${detail}\n`);

/** The witness's lines of a receipt; the station has its own. */
const cosignatures = (receipt: string, name: string): string =>
  (splitNote(receipt)?.signatures ?? []).flatMap((s) => (s.name === name ? [`${s.line}\n`] : [])).join('');

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 ? status : 500;
}
