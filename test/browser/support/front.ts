/** The page and the API on one address: the files of dist/ui, everything below /api passed on to the control socket. */
import { readFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const UI = fileURLToPath(new URL('../../../dist/ui/', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

export interface Front {
  readonly url: string;
  readonly close: () => void;
}

export async function openFront(socketPath: string): Promise<Front> {
  const server: Server = createServer((asked, answer) => {
    const path = asked.url ?? '/';
    if (path.startsWith('/api/')) void passOn(socketPath, asked, answer);
    else sendFile(path === '/' ? '/index.html' : path, answer);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function sendFile(path: string, answer: ServerResponse): void {
  try {
    const body = readFileSync(join(UI, path));
    answer.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(body);
  } catch {
    answer.writeHead(404).end();
  }
}

async function passOn(socketPath: string, asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of asked) chunks.push(chunk as Buffer);
  const said = chunks.length === 0 ? undefined : (JSON.parse(Buffer.concat(chunks).toString()) as object);
  const path = asked.url ?? '/';
  const withBy = said !== undefined && !path.startsWith('/api/questions/') ? { ...said, by: 'test' } : said;
  const live = path === '/api/live';
  const up = request(
    {
      socketPath,
      path,
      method: asked.method,
      headers: withBy === undefined ? {} : { 'content-type': 'application/json' },
    },
    (from) => {
      answer.writeHead(from.statusCode ?? 500, {
        'content-type': live ? 'text/event-stream' : (from.headers['content-type'] ?? 'application/json'),
      });
      if (!live) from.pipe(answer);
      else {
        from.on('data', (chunk: Buffer) => {
          for (const line of chunk.toString('utf8').split('\n')) if (line !== '') answer.write(`data: ${line}\n\n`);
          answer.write(':\n\n');
        });
        from.on('close', () => answer.destroy());
        answer.on('close', () => from.destroy());
      }
    },
  );
  up.on('error', () => {
    answer.writeHead(502).end();
  });
  up.end(withBy === undefined ? undefined : JSON.stringify(withBy));
}
