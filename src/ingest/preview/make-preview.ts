/** What can be made of one clip is made in a sandbox of its own, with nothing to write to but the files it is given. */
import { locateProgram, missingPart } from '../media/program.js';
import { runSandbox } from '../media/sandbox-run.js';
import { DEFAULT_TOOLS, insidePath, MAKER, outputPath, sandboxPrefix, type SandboxTools } from '../media/sandbox.js';
import { makerLine, type MakerAnswer, type MakerLine } from './maker-answer.js';
import type { MakerRequest } from './maker-protocol.js';
import { mostBytes, mostCpuSeconds, type Quality } from './quality.js';

export interface PreviewJob {
  /** The clip on the station's own disk. */
  readonly path: string;
  readonly durationMs: number | null;
  /** Empty files that are there already. */
  readonly outputs: readonly string[];
}

export interface MakingOptions {
  readonly quality: Quality;
  readonly threads: number;
  /** Longest silence between two signs of life. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Given how to pause the work and to let it go on. */
  readonly talk?: (say: (line: string) => void) => void;
  readonly tools?: Partial<SandboxTools>;
}

/** `unavailable`: this station cannot make any, or only unprotected. */
export type Making = MakerAnswer | { readonly state: 'unavailable'; readonly reason: string };

/** @throws only the signal's reason, when aborted */
export async function makePreview(job: PreviewJob, options: MakingOptions): Promise<Making> {
  const tools = { ...DEFAULT_TOOLS, ...options.tools };
  const missing = missingPart(tools);
  if (missing !== null) return { state: 'unavailable', reason: missing };
  const sandbox = runSandbox({
    command: commandOf(tools, job, options),
    request: JSON.stringify(requestOf(tools, job, options)),
    timeoutMs: options.timeoutMs,
    signal: options.signal,
    talk: options.talk ?? ((): void => undefined),
  });
  try {
    for (;;) {
      const step = await sandbox.next();
      if (step.done) {
        const { value: end } = step;
        if (end.ended === 'unavailable') return { state: 'unavailable', reason: end.reason };
        return { state: 'failed', reason: end.ended === 'broken' ? end.reason : 'the maker gave no answer' };
      }
      const line = parse(step.value);
      if (line === undefined) return { state: 'failed', reason: 'the answer makes no sense' };
      if ('answer' in line) return line.answer;
    }
  } finally {
    await sandbox.return({ ended: 'complete' });
  }
}

const requestOf = (
  tools: SandboxTools,
  { outputs }: PreviewJob,
  { quality, threads }: MakingOptions,
): MakerRequest => ({
  ...{ ffprobe: tools.ffprobe, ffmpeg: tools.ffmpeg, clip: insidePath(0) },
  ...{ outputs: outputs.map((_, n) => outputPath(n)), quality, threads },
});

/** The least that a shared machine gives: everything else comes first. */
const LAST = 19;

function commandOf(tools: SandboxTools, job: PreviewJob, { quality }: MakingOptions): string[] {
  const limits = [
    '--data=1073741824',
    `--cpu=${String(mostCpuSeconds(job.durationMs))}`,
    `--fsize=${String(mostBytes(job.durationMs, quality))}`,
    ...['--nofile=64', '--core=0'],
  ];
  const walls = { limits, niceness: LAST, outputs: job.outputs };
  return [...sandboxPrefix(tools, locateProgram(), [job.path], walls), tools.node, '--max-old-space-size=192', MAKER];
}

function parse(line: string): MakerLine | undefined {
  try {
    const parsed = makerLine.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
