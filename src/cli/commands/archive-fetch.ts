import { createHash } from 'node:crypto';
import { link, open, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { BwcError, errnoOf, isBwcError, messageOf } from '../../domain/errors.js';
import { fsyncDirectory } from '../../store/durable.js';
import type { StationActs, StationQueries } from '../../web/api.js';
import { whoAmI, withStation } from '../access.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { bytesText, printable } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import { textOption } from '../options.js';
import { throughPart } from '../part-file.js';
import type { CommandSpec } from '../program.js';
import { Progress } from '../progress.js';

export const archiveFetch: CommandSpec = {
  name: 'archive fetch',
  describe: 'cmd.archiveFetch',
  args: ['<clip>'],
  options: [{ flags: '--to <file>', describe: 'fetch.to' }],
  examples: ['archive fetch c_01J...', 'archive fetch c_01J... --to ./现场.mp4'],
  run: (command, [id = ''], options) => {
    const to = textOption(options['to']);
    return withStation(command.dataDir, 'archive fetch', (station) =>
      to === undefined ? bringBack(command, station, id) : save(command, station, id, resolve(command.cwd, to)),
    );
  },
};

type Station = StationActs & { readonly queries: StationQueries };

async function bringBack(command: Command, station: Station, id: string): Promise<ExitCode> {
  const back = await station.bringBack(id, whoAmI());
  const { storedPath: path, bytes, fetched } = back;
  if (command.json) printJson(command, back);
  else line(command, command.t(fetched ? 'fetch.done' : 'fetch.here', { path, bytes: bytesText(bytes) }));
  return EXIT.ok;
}

/** The file gets its name only when all of it is there and is the original; what was begun goes otherwise. */
async function save(command: Command, station: Station, id: string, file: string): Promise<ExitCode> {
  const { clip } = await station.queries.clip(id);
  const part = `${file}.part`;
  const handle = await open(part, 'wx', 0o640).catch((error: unknown) => {
    throw cannotWrite(part, error);
  });
  await throughPart(command, file, async () => {
    try {
      const found = await copy(command, await station.takeOriginal(clip.id, whoAmI()), handle, clip.bytes);
      if (found !== clip.sha256) throw altered(clip.id, clip.sha256, found);
      await handle.sync();
    } catch (error) {
      throw await asTold(station, clip.id, error);
    } finally {
      await handle.close();
    }
    await link(part, file).catch((error: unknown) => {
      throw cannotWrite(file, error);
    });
    await rm(part);
  });
  await fsyncDirectory(dirname(file));
  const saved = { clip: clip.id, file, bytes: clip.bytes, sha256: clip.sha256 };
  if (command.json) printJson(command, saved);
  else
    line(
      command,
      command.t('fetch.saved', { file: printable(file), bytes: bytesText(clip.bytes), sha256: clip.sha256 }),
    );
  return EXIT.ok;
}

/** @returns the SHA-256 of what came */
async function copy(
  command: Command,
  source: Readable,
  into: { writeFile(chunk: Uint8Array): Promise<void> },
  totalBytes: number,
): Promise<string> {
  const hash = createHash('sha256');
  const progress = new Progress(command);
  let doneBytes = 0;
  try {
    for await (const chunk of source as AsyncIterable<Uint8Array>) {
      hash.update(chunk);
      await into.writeFile(chunk);
      doneBytes += chunk.length;
      progress.show({ what: command.t('fetch.what'), done: 0, total: 1, doneBytes, totalBytes });
    }
  } finally {
    progress.clear();
  }
  return hash.digest('hex');
}

/** Bytes that end early over the socket do not say why; the station does. */
async function asTold({ queries }: Station, clip: string, error: unknown): Promise<unknown> {
  if (isBwcError(error)) return error;
  const { alarms, archives } = await queries.status();
  const isAltered =
    archives.some(({ audit }) => audit.findings.some((f) => f.clip === clip && f.kind === 'altered')) ||
    alarms.some((a) => a.kind === 'archive.altered' && a.subject === clip);
  const code = isAltered ? 'bwc.archive.altered' : 'bwc.archive.unreachable';
  return new BwcError(
    code,
    `the original of ${clip} did not come whole: ${messageOf(error)}`,
    { clip },
    { cause: error },
  );
}

const altered = (clip: string, expected: string, found: string): BwcError =>
  new BwcError('bwc.archive.altered', `what came is not the original of ${clip}`, { clip, expected, found });

const cannotWrite = (file: string, error: unknown): BwcError =>
  new BwcError('bwc.usage', `${file} cannot be written: ${errnoOf(error) ?? messageOf(error)}`, { file });
