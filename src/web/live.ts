/** Events as they happen: as lines of JSON for programs, as server-sent events for browsers. */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { VisitEvent } from '../ingest/visit/visit-events.js';
import { condensed } from './condensed.js';
import type { Call } from './route.js';
import type { LiveEvent } from './writers.js';

/** How often a quiet stream says that it is there, and whether the session still is. */
const BEAT_MS = 1_000;

/** What a page is told, and how often. */
export interface Pace {
  /** How far each copy is. */
  readonly progress: boolean;
  /** What happens within so many milliseconds is told together. */
  readonly togetherMs: number;
}

/** Where somebody watches the copies. */
export const AT_THE_DOCK: Pace = { progress: true, togetherMs: 250 };
/** Sixteen cameras at once would tell fifty pages of what none of them shows. */
export const ELSEWHERE: Pace = { progress: false, togetherMs: 1_000 };

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

/**
 * Ends with the session: who was signed out hears nothing more.
 * @param shown what of an event this listener may know
 * @param beside what else there is to say, asked each time; null for nothing
 */
export function sendEvents(
  { reply, stillSignedIn, gone }: Pick<Call<unknown, unknown, unknown>, 'reply' | 'stillSignedIn' | 'gone'>,
  follow: (signal: AbortSignal) => AsyncIterable<readonly VisitEvent[]>,
  { progress, togetherMs }: Pace,
  shown: (event: VisitEvent) => VisitEvent,
  beside: () => LiveEvent | null,
): FastifyReply {
  const over = new AbortController();
  const iterator = follow(AbortSignal.any([gone(), over.signal]))[Symbol.asyncIterator]();
  async function* blocks(): AsyncGenerator<string> {
    yield 'retry: 1000\n\n';
    try {
      let next = iterator.next();
      for (;;) {
        const came = await Promise.race([next, after(BEAT_MS)]);
        if (!stillSignedIn()) {
          yield 'event: signedOut\ndata: {}\n\n';
          return;
        }
        if (came?.done === true) return;
        const more = beside();
        const told = condensed(came?.value ?? []).filter(({ type }) => progress || type !== 'progress');
        const events: LiveEvent[] = [...(more === null ? [] : [more]), ...told.map(shown)];
        yield events.length === 0 ? ':\n\n' : events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
        if (came === null) continue;
        await after(togetherMs);
        next = iterator.next();
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

const after = (ms: number): Promise<null> =>
  new Promise((resolve) => {
    setTimeout(() => {
      resolve(null);
    }, ms).unref();
  });
