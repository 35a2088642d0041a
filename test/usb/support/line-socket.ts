/** One JSON document per line over a Unix socket that QEMU serves. */
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const RETRY_MS = 50;
const TRIES = 200;

export class LineSocket {
  private constructor(private readonly socket: Socket) {}

  /** Tries until QEMU has made the socket. @param stillRuns false ends the trying at once */
  static async connect(
    path: string,
    stillRuns: () => boolean,
    onMessage: (message: unknown) => void,
    onGone: () => void,
  ): Promise<LineSocket> {
    for (let left = TRIES; ; left -= 1) {
      const socket = connect(path);
      const connected = await new Promise<boolean>((resolve) => {
        socket.once('connect', () => {
          resolve(true);
        });
        socket.once('error', () => {
          resolve(false);
        });
      });
      if (connected) {
        socket.on('error', () => undefined);
        socket.once('close', onGone);
        const lines = createInterface({ input: socket });
        lines.on('line', (line) => {
          onMessage(JSON.parse(line));
        });
        // QEMU was ended: `close` says so too.
        lines.on('error', () => undefined);
        return new LineSocket(socket);
      }
      if (left === 0 || !stillRuns()) throw new Error(`nobody answers at ${path}`);
      await sleep(RETRY_MS);
    }
  }

  send(message: unknown): void {
    this.socket.write(`${JSON.stringify(message)}\n`);
  }

  close(): void {
    this.socket.destroy();
  }
}
