/** The command line as a person has it, on a scratch folder, with a standard input that never ends. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { hosted, STUCK_MS } from './command-hosts.js';

export const MAIN = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
export const FAULTY_DRIVER = fileURLToPath(new URL('../../../dist/device/testing/faulty-driver.js', import.meta.url));
export const MEDIA = fileURLToPath(new URL('../../../fixtures/media/', import.meta.url));

export interface Answer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** The environment of every command: English, and nothing of the caller's own settings. */
export const environment = (more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  BWC_LANG: 'en',
  ...more,
});

/** The built program, in a process that has run other commands before. What concerns the process itself is `bwcProcess`'s. */
export const bwc = (args: readonly string[], options: CallOptions = {}): Promise<Answer> =>
  hosted(args, environment(options.env), options.cwd ?? tmpdir());

/** The same in a process of its own, started as a person starts it. */
export function bwcProcess(args: readonly string[], options: CallOptions = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // The pipe to its stdin stays open and empty: whoever asks a question there waits for ever.
    const child = spawn(MAIN, args, {
      env: environment(options.env),
      cwd: options.cwd ?? tmpdir(),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    const stuck = setTimeout(() => child.kill('SIGKILL'), STUCK_MS);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(stuck);
      const text = (parts: Buffer[]): string => Buffer.concat(parts).toString('utf8');
      resolve({ code, stdout: text(stdout), stderr: text(stderr) });
    });
  });
}

/** Runs with `--json`, and answers with the one document on stdout. */
export async function bwcJson<T>(args: readonly string[], expectedCode = 0): Promise<T> {
  const { code, stdout, stderr } = await bwc([...args, '--json']);
  if (code !== expectedCode)
    throw new Error(
      `bwc ${args.join(' ')} ended with ${String(code)}, not ${String(expectedCode)}: ${stdout}${stderr}`,
    );
  return JSON.parse(stdout) as T;
}

/** A folder that is gone when the test is over. */
export function scratch(): string {
  const dir = mkdtempSync(join(tmpdir(), 'bwc-e2e-'));
  // Not Node's own `rm`: it cannot remove paths longer than PATH_MAX.
  onTestFinished(() => {
    execFileSync('rm', ['-rf', dir]);
  });
  return dir;
}

/** The code in the JSON error on stderr. */
export function errorCode({ stderr }: Answer): string | undefined {
  const line = stderr.trim().split('\n').at(-1) ?? '';
  try {
    return (JSON.parse(line) as { error?: { code?: string } }).error?.code;
  } catch {
    return undefined;
  }
}
