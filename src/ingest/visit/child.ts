/**
 * Entry point of a visit's child process. It owns the medium, reads and stages, and never opens the database. It goes
 * when the daemon goes: an orphan must not write into a data directory that somebody else may hold by then.
 */
import { toFailure } from './failure.js';
import { fromHostOrder, type HostSettings } from './host-order.js';
import { lastWords } from './last-words.js';
import type { Order, Report } from './protocol.js';
import { VisitWorker } from './visit-worker.js';

let worker: VisitWorker | undefined;
let inHostMode = false;
let leaving = false;
let busy = 0;
let queue: Promise<void> = Promise.resolve();

function report(message: Report): void {
  // Nobody listens any more when the daemon is gone; `disconnect` then ends this process as well.
  process.send?.(message, undefined, undefined, () => undefined);
}

async function obey(order: Exclude<Order, { type: 'park' }>): Promise<void> {
  if (leaving) return;
  switch (order.type) {
    case 'start':
      inHostMode = order.host !== null;
      if (order.host !== null) dieDiscreetly(fromHostOrder(order.host));
      worker = await VisitWorker.start(order, report);
      if (worker === undefined) leaving = true;
      else await worker.list();
      return;
    case 'pull':
      await worker?.pull(order.items);
      return;
    case 'lookAgain':
      await worker?.lookAgain();
      return;
    case 'setClock':
      await worker?.setClock();
      return;
    case 'erase':
      await worker?.erase(order);
      return;
    case 'finish':
      leaving = true;
      return;
  }
}

async function leaveWhenIdle(): Promise<void> {
  if (!leaving || busy > 0) return;
  await worker?.close();
  process.disconnect();
}

function dieDiscreetly({ passwords }: HostSettings): void {
  process.on('uncaughtException', (error) => {
    process.stderr.write(lastWords(error, passwords.values()));
    process.exit(1);
  });
}

process.on('message', (message) => {
  const order = message as Order;
  if (order.type === 'park') {
    leaving = true;
    // A camera that is being sent away as a disk may take a minute to come back: nothing was read, nobody waits for it.
    if (worker === undefined && inHostMode) process.disconnect();
    worker?.park();
    void leaveWhenIdle();
    return;
  }
  busy += 1;
  queue = queue
    .then(() => obey(order))
    .catch((error: unknown) => {
      report({ type: 'broken', failure: toFailure(error) });
    })
    .then(() => {
      busy -= 1;
      return leaveWhenIdle();
    });
});

process.on('disconnect', () => {
  process.exit(0);
});

// The daemon decides when a visit ends; a Ctrl+C in its terminal reaches the whole process group.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
