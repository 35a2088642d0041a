import type { Readable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { VisitEvent } from '../../src/ingest/visit/visit-events.js';
import { EventBus } from '../../src/station/event-bus.js';
import { AT_THE_DOCK, ELSEWHERE, sendEvents, type Pace } from '../../src/web/live.js';

const progress = (doneBytes: number): VisitEvent => ({
  ...{ type: 'progress', visit: 'v_1', doneBytes, totalBytes: 9, path: 'a.mp4' },
});
const left = (slot: string): VisitEvent => ({ type: 'left', slot });

/** A browser that listens: blocks as they come, without the beats of a quiet stream. */
function listening(bus: EventBus, pace: Pace): AsyncIterator<string> {
  const over = new AbortController();
  let sent: Readable | undefined;
  const reply = {
    type: () => reply,
    header: () => reply,
    send: (body: Readable) => {
      sent = body;
      return reply;
    },
  };
  const call = { reply, stillSignedIn: () => true, gone: () => over.signal };
  const whole = (event: VisitEvent): VisitEvent => event;
  sendEvents(
    call as never,
    (signal) => bus.batches(signal),
    pace,
    whole,
    () => null,
  );
  if (sent === undefined) throw new Error('nothing is sent');
  const stream = sent;
  onTestFinished(() => {
    over.abort();
    stream.destroy();
  });
  async function* blocks(): AsyncGenerator<string> {
    for await (const block of stream) if (String(block).startsWith('data: ')) yield String(block);
  }
  return blocks();
}

const types = ({ value }: IteratorResult<string>): unknown[] =>
  (value as string)
    .trim()
    .split('\n\n')
    .map((line) => (JSON.parse(line.slice('data: '.length)) as VisitEvent).type);

describe('a browser that listens', () => {
  it('hears at the dock how far each copy is, the last of what came together', async () => {
    const bus = new EventBus();
    const blocks = listening(bus, AT_THE_DOCK);
    const first = blocks.next();
    await new Promise(setImmediate);
    for (const event of [progress(1), left('1'), progress(2), left('2')]) bus.emit(event);
    expect(types(await first)).toEqual(['left', 'progress', 'left']);
  });

  it('hears elsewhere all but that', async () => {
    const bus = new EventBus();
    const blocks = listening(bus, ELSEWHERE);
    const first = blocks.next();
    await new Promise(setImmediate);
    for (const event of [progress(1), left('1'), progress(2)]) bus.emit(event);
    expect(types(await first)).toEqual(['left']);
    for (const event of [progress(3), left('2'), left('3'), progress(4)]) bus.emit(event);
    expect(types(await blocks.next())).toEqual(['left', 'left']);
  });
});
