/** Events as they happen: as lines of JSON for programs, as server-sent events for browsers. */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Call } from './route.js';

/** How often a quiet stream says that it is there, and whether the session still is. */
const BEAT_MS = 1_000;

/** @param live whether the head goes out before anything happens, so that a client knows that it is listening */
export async function sendLines(
  reply: FastifyReply,
  values: AsyncIterable<unknown>,
  live: boolean,
): Promise<FastifyReply> {
  const iterator = values[Symbol.asyncIterator]();
  // An error before the first value is an ordinary error answer.
  const first = live ? undefined : await iterator.next();
  async function* lines(): AsyncGenerator<string> {
    if (first === undefined) yield '\n';
    else if (first.done !== true) yield `${JSON.stringify(first.value)}\n`;
    if (first?.done === true) return;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
      yield `${JSON.stringify(next.value)}\n`;
  }
  return reply.type('application/x-ndjson').send(Readable.from(lines()));
}

/** Ends with the session: who was signed out hears nothing more. */
export function sendEvents(
  { reply, stillSignedIn, gone }: Pick<Call<unknown, unknown, unknown>, 'reply' | 'stillSignedIn' | 'gone'>,
  follow: (signal: AbortSignal) => AsyncIterable<unknown>,
): FastifyReply {
  const over = new AbortController();
  const iterator = follow(AbortSignal.any([gone(), over.signal]))[Symbol.asyncIterator]();
  async function* blocks(): AsyncGenerator<string> {
    yield 'retry: 1000\n\n';
    try {
      let next = iterator.next();
      for (;;) {
        const came = await Promise.race([next, beat()]);
        if (!stillSignedIn()) {
          yield 'event: signedOut\ndata: {}\n\n';
          return;
        }
        if (came === null) yield ':\n\n';
        else if (came.done === true) return;
        else {
          yield `data: ${JSON.stringify(came.value)}\n\n`;
          next = iterator.next();
        }
      }
    } finally {
      over.abort();
    }
  }
  return reply
    .type('text/event-stream; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-accel-buffering', 'no')
    .send(Readable.from(blocks()));
}

const beat = (): Promise<null> =>
  new Promise((resolve) => {
    setTimeout(() => {
      resolve(null);
    }, BEAT_MS).unref();
  });
