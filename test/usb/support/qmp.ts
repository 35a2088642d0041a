/** QEMU's own control protocol (docs/interop/qmp-spec.txt of QEMU): one command at a time, events in between. */
import { LineSocket } from './line-socket.js';
import { later, within, type Later } from './waiting.js';

export type Json = Readonly<Record<string, unknown>>;

interface QmpEvent {
  readonly event: string;
  readonly data: Json;
}

interface Waiting {
  readonly fits: (event: QmpEvent) => boolean;
  readonly found: Later<QmpEvent>;
}

const PATIENCE_MS = 30_000;

export class Qmp {
  readonly #answers: Later<unknown>[] = [];
  readonly #waiting = new Set<Waiting>();
  #socket: LineSocket | undefined;

  static async connect(path: string, stillRuns: () => boolean): Promise<Qmp> {
    const qmp = new Qmp();
    qmp.#socket = await LineSocket.connect(
      path,
      stillRuns,
      (message) => {
        qmp.#take(message as Json);
      },
      () => {
        qmp.#fail(new Error('QEMU closed its control socket'));
      },
    );
    await qmp.execute('qmp_capabilities');
    return qmp;
  }

  /** @throws Error with QEMU's own words */
  async execute(command: string, args: Json = {}): Promise<unknown> {
    const answer = later<unknown>();
    this.#answers.push(answer);
    this.#socket?.send({ execute: command, arguments: args });
    return within(answer.promise, () => `QMP ${command} ${JSON.stringify(args)}`, PATIENCE_MS);
  }

  /** Waits for an event from now on; call before the command that causes it. */
  expect(event: string, fits: (data: Json) => boolean): Promise<Json> {
    const waiting: Waiting = { fits: (e) => e.event === event && fits(e.data), found: later<QmpEvent>() };
    this.#waiting.add(waiting);
    return within(waiting.found.promise, () => `QMP event ${event}`, PATIENCE_MS)
      .then((e) => e.data)
      .finally(() => this.#waiting.delete(waiting));
  }

  close(): void {
    this.#socket?.close();
  }

  #take(message: Json): void {
    if ('event' in message) {
      const event: QmpEvent = { event: String(message['event']), data: (message['data'] ?? {}) as Json };
      for (const waiting of this.#waiting) if (waiting.fits(event)) waiting.found.resolve(event);
    } else if ('return' in message) {
      this.#answers.shift()?.resolve(message['return']);
    } else if ('error' in message) {
      this.#answers.shift()?.reject(new Error(`QMP: ${JSON.stringify(message['error'])}`));
    }
  }

  #fail(error: Error): void {
    for (const answer of this.#answers.splice(0)) answer.reject(error);
    for (const { found } of this.#waiting) found.reject(error);
  }
}
