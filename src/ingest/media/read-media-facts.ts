/**
 * Media facts of clips, read in sandboxes of up to 64 clips each. Nothing is ever parsed in the calling process: where
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
  let jobs: MediaJob[] = [];
  for (const job of batch) {
    const problem = await whyNotRegular(job.path);
    if (problem === null) jobs.push(job);
    else yield { id: job.id, facts: unreadable(problem) };
  }
  // Every round answers for at least one clip.
  while (jobs.length > 0) {
    const { answered, end } = yield* readTogether(jobs, tools, options);
    if (end.ended === 'unavailable') {
      yield* jobs.slice(answered).map(({ id }) => ({ id, facts: unavailable(end.reason) }));
      return;
    }
    jobs = jobs.slice(answered);
    // Clips are read one after the other. The one without an answer is to blame only if nothing was read before it;
    // else it may suffer from what another clip left behind, and is tried again as the first of a new sandbox.
    const [culprit] = jobs;
    if (answered > 0 || culprit === undefined) continue;
    yield { id: culprit.id, facts: unreadable(end.ended === 'broken' ? end.reason : 'the reader gave no answer') };
    jobs = jobs.slice(1);
  }
}

/** One sandbox. Returns how many of the jobs, from the first, were answered and how it came to an end. */
async function* readTogether(
  jobs: readonly MediaJob[],
  tools: SandboxTools,
  options: MediaOptions,
): AsyncGenerator<ReadFacts, { answered: number; end: SandboxEnd }> {
  const sandbox = start(jobs, tools, options);
  let answered = 0;
  try {
    for (const { id } of jobs) {
      const step = await sandbox.next();
      if (step.done) return { answered, end: step.value };
      const facts = parseAnswer(step.value, answered);
      if (facts === undefined) return { answered, end: { ended: 'broken', reason: 'the answer makes no sense' } };
      answered++;
      yield { id, facts };
    }
    return { answered, end: { ended: 'complete' } };
  } finally {
    await sandbox.return({ ended: 'complete' });
  }
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
