/**
 * Prints a document in a process of its own: layout and fonts take a second, in which the station serves everybody else.
 * Blocks are asked for as they are needed, and the PDF comes as it is made.
 */
import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { BwcError, messageOf } from '../domain/errors.js';
import type { Block, DocumentHead } from './document.js';
import type { FontFile } from './font.js';

const ENTRY = fileURLToPath(new URL('./printer.js', import.meta.url));
/** Fonts of 20 MB are read whole; what grows beyond this is a leak. */
const HEAP_MIB = 256;
/** A reader that takes nothing for so long has gone away without saying so. */
const LONGEST_MS = 600_000;
const REASON_LENGTH = 500;

export interface PrintOrder {
  readonly head: DocumentHead;
  readonly font: FontFile;
}

/**
 * @param blocks asked for while it is printed
 * @returns the PDF; it breaks off with `bwc.print.failed` where the document cannot be finished
 * @throws BwcError `bwc.print.failed` where not even its beginning can be made
 */
export async function print(order: PrintOrder, blocks: Iterable<Block>): Promise<Readable> {
  const child = spawn(process.execPath, [`--max-old-space-size=${String(HEAP_MIB)}`, ENTRY], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {},
    timeout: LONGEST_MS,
    killSignal: 'SIGKILL',
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-REASON_LENGTH);
  });
  const ended = new Promise<string | null>((resolve) => {
    child.on('error', (error) => {
      resolve(error.message);
    });
    child.on('close', (code, signal) => {
      resolve(code === 0 ? null : `${signal ?? `exit code ${String(code)}`}: ${said.trim()}`);
    });
  });
  let unsaid: unknown = null;
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  pipeline(Readable.from(lines(order, blocks)), child.stdin).catch((error: unknown) => {
    unsaid = error;
    kill();
  });
  const pdf = Readable.from(output());
  pdf.once('close', kill);
  // What cannot begin is said before anything is sent.
  const first = new Promise<void>((resolve) => {
    child.stdout.once('readable', resolve);
    void ended.then(() => {
      resolve();
    });
  });
  await first;
  if (child.stdout.readableLength > 0) return pdf;
  throw failed((await ended) ?? 'it wrote nothing');

  async function* output(): AsyncGenerator<Buffer> {
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) yield chunk;
    const problem = await ended;
    if (problem !== null) throw failed(unsaid === null ? problem : `${problem} (${messageOf(unsaid)})`);
  }
}

function* lines(order: PrintOrder, blocks: Iterable<Block>): Generator<string> {
  yield `${JSON.stringify(order)}\n`;
  for (const block of blocks) yield `${JSON.stringify(block)}\n`;
}

const failed = (reason: string): BwcError =>
  new BwcError('bwc.print.failed', `the document could not be printed: ${reason}`, { reason });
