/** Listening on the control socket: group-readable, others shut out. The writer lock already says that no other daemon lives. */
import { chmod, rm } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

const SOCKET_MODE = 0o660;

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
