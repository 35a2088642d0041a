/**
 * Media facts of clips, read in sandboxes of up to 16 clips each. Nothing is ever parsed in the calling process: where
 * no sandbox can be had, the answer is `unavailable`. A clip that brings its reader down costs itself only.
 */
import { lstat } from 'node:fs/promises';
import { z } from 'zod';
import type { ClipKind } from '../../domain/clip.js';
import { messageOf } from '../../domain/errors.js';
import { BATCH_CLIPS } from './limits.js';
import { mediaFactsSchema, type MediaFacts } from './media-facts.js';
import { unavailable, unreadable } from './outcomes.js';
import type { ProbeRequest } from './prober-protocol.js';
import { locateProgram, missingPart } from './program.js';
import { runSandbox, type SandboxEnd } from './sandbox-run.js';
import { DEFAULT_TOOLS, insidePath, sandboxCommand, type SandboxTools } from './sandbox.js';

export interface MediaJob {
  readonly id: string;
  /** The clip on the station's own disk. */
  readonly path: string;
  readonly kind: ClipKind;
}

export interface MediaOptions {
  readonly thumbnail: boolean;
  /** Wall clock for one clip. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  readonly tools?: Partial<SandboxTools>;
}

export interface ReadFacts {
  readonly id: string;
  readonly facts: MediaFacts;
}

const answerSchema = z.strictObject({ index: z.int(), facts: mediaFactsSchema });

/** One answer per job, in no promised order. @throws only the signal's reason, when aborted. */
export async function* readMediaFacts(
  jobs: readonly MediaJob[],
  options: MediaOptions,
): AsyncGenerator<ReadFacts, void> {
  const tools = { ...DEFAULT_TOOLS, ...options.tools };
  const missing = missingPart(tools);
  for (let from = 0; from < jobs.length; from += BATCH_CLIPS) {
    const batch = jobs.slice(from, from + BATCH_CLIPS);
    if (missing !== null) yield* batch.map(({ id }) => ({ id, facts: unavailable(missing) }));
    else yield* readBatch(batch, tools, options);
  }
}

/** Why nothing can be read on this machine, in plain words, or null when a sandbox comes up. For `doctor`. */
export async function mediaProblem(tools: Partial<SandboxTools> = {}): Promise<string | null> {
  const all = { ...DEFAULT_TOOLS, ...tools };
  const missing = missingPart(all);
  if (missing !== null) return missing;
  const end = await start([], all, { thumbnail: false, timeoutMs: 1000 }).next();
  return end.done && end.value.ended === 'unavailable' ? end.value.reason : null;
}

async function* readBatch(
  batch: readonly MediaJob[],
  tools: SandboxTools,
  options: MediaOptions,
): AsyncGenerator<ReadFacts, void> {
  const jobs: MediaJob[] = [];
  for (const job of batch) {
    const problem = await whyNotRegular(job.path);
    if (problem === null) jobs.push(job);
    else yield { id: job.id, facts: unreadable(problem) };
  }
  if (jobs.length === 0) return;

  const sandbox = start(jobs, tools, options);
  let end: SandboxEnd = { ended: 'complete' };
  let answered = 0;
  for (const job of jobs) {
    const step = await sandbox.next();
    const facts = step.done ? undefined : parseAnswer(step.value, answered);
    if (facts === undefined) {
      end = step.done ? step.value : { ended: 'broken', reason: 'its answer makes no sense' };
      break;
    }
    answered++;
    yield { id: job.id, facts };
  }
  await sandbox.return(end);

  const [culprit, ...siblings] = jobs.slice(answered);
  if (culprit === undefined) return;
  if (end.ended === 'unavailable') {
    const facts = unavailable(end.reason);
    yield* [culprit, ...siblings].map(({ id }) => ({ id, facts }));
    return;
  }
  // Clips are read one after the other, so the first without an answer is the one that broke the reader.
  yield { id: culprit.id, facts: unreadable(end.ended === 'broken' ? end.reason : 'the reader gave no answer') };
  for (const job of siblings) yield* readBatch([job], tools, options);
}

function start(
  jobs: readonly MediaJob[],
  tools: SandboxTools,
  options: MediaOptions,
): AsyncGenerator<string, SandboxEnd> {
  const request: ProbeRequest = {
    ffprobe: tools.ffprobe,
    ffmpeg: tools.ffmpeg,
    thumbnail: options.thumbnail,
    jobs: jobs.map(({ kind }, index) => ({ index, path: insidePath(index), kind })),
  };
  return runSandbox({
    command: sandboxCommand(
      tools,
      locateProgram(),
      jobs.map(({ path }) => path),
    ),
    request: JSON.stringify(request),
    timeoutMs: options.timeoutMs,
    signal: options.signal,
  });
}

/** The facts in a line, or undefined where it is not the answer to the job whose turn it is. */
function parseAnswer(line: string, index: number): MediaFacts | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const answer = answerSchema.safeParse(value);
  return answer.success && answer.data.index === index ? answer.data.facts : undefined;
}

/** The sandbox cannot be set up around a path that is not there, and a pipe would be waited on for ever. */
async function whyNotRegular(path: string): Promise<string | null> {
  try {
    return (await lstat(path)).isFile() ? null : 'it is not a regular file';
  } catch (error) {
    return `it cannot be opened: ${messageOf(error)}`;
  }
}
