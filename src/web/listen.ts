/** Where the daemon listens. */
import { chmod, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { FastifyInstance, FastifyServerFactory } from 'fastify';

const SOCKET_MODE = 0o660;

/** The control socket: group-readable, others shut out. The writer lock already says that no other daemon lives. */
export async function listenOnSocket(app: FastifyInstance, socket: string): Promise<void> {
  await rm(socket, { force: true });
  // The socket is born with the umask: without this, it would be open to others until the chmod below.
  const before = process.umask(0o117);
  try {
    await app.listen({ path: socket });
  } finally {
    process.umask(before);
  }
  await chmod(socket, SOCKET_MODE);
}

/** PEM. */
export interface Certificate {
  readonly cert: Buffer;
  readonly key: Buffer;
}

export const serverWith = (certificate: Certificate | null): FastifyServerFactory =>
  certificate === null
    ? (handler) => createServer(handler)
    : (handler) => createTlsServer({ ...certificate, minVersion: 'TLSv1.3' }, handler);

/** @returns the address of the page, for people @throws Error as `net.Server.listen` does */
export async function listenOnPort(app: FastifyInstance, host: string, port: number, tls: boolean): Promise<string> {
  await app.listen({ host, port });
  const listening = app.server.address();
  const real = typeof listening === 'object' && listening !== null ? listening.port : port;
  const name = host.includes(':') ? `[${host}]` : host;
  return `${tls ? 'https' : 'http'}://${name}:${String(real)}/`;
}
