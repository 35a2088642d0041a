/** A long-running command in the guest, and what it has printed so far. */
import { until } from './waiting.js';

export class GuestProcess {
  readonly lines: string[] = [];
  stderr = '';
  /** Null while it runs; a text where it did not end by itself. */
  code: number | string | null = null;

  constructor(
    readonly command: string,
    readonly signal: (name: NodeJS.Signals) => void,
  ) {}

  took(line: string): void {
    this.lines.push(line);
  }

  ended(code: number | string, stderr: string): void {
    this.code ??= code;
    this.stderr ||= stderr;
  }

  async exit(patienceMs: number): Promise<number | string> {
    await until(
      () => this.code !== null,
      () => `${this.command} does not end: ${this.told()}`,
      patienceMs,
    );
    return this.code ?? '';
  }

  /** Its last lines, for an error message. */
  told(): string {
    return [...this.lines.slice(-20), this.stderr.slice(-4_000)].join('\n');
  }
}
