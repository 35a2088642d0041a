/** A wire of our own between station and archive: it can be cut, go silent, and flip bits. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export class Proxy {
  readonly #sockets = new Set<Socket>();
  /** What becomes of a chunk on its way to the archive; null cuts the connection. */
  up: (chunk: Buffer) => Buffer | null = (chunk) => chunk;
  /** The same for what comes back. */
  down: (chunk: Buffer) => Buffer | null = (chunk) => chunk;
  readonly #server = createServer((station) => {
    const archive = connect(this.port, '127.0.0.1');
    this.#join(station, archive, (chunk) => this.up(chunk));
    this.#join(archive, station, (chunk) => this.down(chunk));
  });

  private constructor(private readonly port: number) {}

  static async to(port: number): Promise<Proxy> {
    const proxy = new Proxy(port);
    await new Promise<void>((done) => proxy.#server.listen(0, '127.0.0.1', done));
    return proxy;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #join(from: Socket, to: Socket, change: (chunk: Buffer) => Buffer | null): void {
    this.#sockets.add(from);
    const cut = (): void => {
      from.destroy();
      to.destroy();
      this.#sockets.delete(from);
    };
    from.on('error', cut).on('close', cut);
    from.on('data', (chunk: Buffer) => {
      const changed = change(chunk);
      if (changed === null) cut();
      else to.write(changed);
    });
  }
}
