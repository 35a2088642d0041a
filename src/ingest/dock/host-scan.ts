/** Cameras in vendors' host modes, looked for in a process of its own. */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import type { VendorHostCandidate } from '../../device/driver.js';
import { monotonicMs } from '../../domain/time.js';
import type { CameraSources } from '../drivers.js';

export interface HostScanOrder {
  readonly cameras: CameraSources;
  readonly everyMs: number;
}

export type HostScanReport =
  | { readonly type: 'seen'; readonly candidates: readonly VendorHostCandidate[] }
  | { readonly type: 'failed'; readonly reason: string };

const ENTRY = fileURLToPath(new URL('./host-scan-child.js', import.meta.url));
const AGAIN_AFTER_MS = 5000;

export class HostScan {
  #child: ChildProcess | undefined;
  #again: NodeJS.Timeout | undefined;
  #stopped = false;
  #candidates: readonly VendorHostCandidate[] = [];
  #seen = '[]';
  #seenAt = -Infinity;
  #failed = '';

  constructor(
    private readonly order: HostScanOrder,
    private readonly log: Logger,
    private readonly onChange: () => void,
  ) {}

  /** What was seen last: a process that ended unexpectedly does not make cameras disappear. */
  get candidates(): readonly VendorHostCandidate[] {
    return this.#candidates;
  }

  /** When that was, on the monotonic clock. */
  get seenAt(): number {
    return this.#seenAt;
  }

  start(): void {
    if (this.order.cameras.drivers.length === 0) return;
    const child = fork(ENTRY, [], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: ['--max-old-space-size=64'],
    });
    this.#child = child;
    child.on('message', (message) => {
      this.#handle(message as HostScanReport);
    });
    child.on('error', (error) => {
      this.log.error({ err: error }, 'looking for cameras in host mode failed');
    });
    child.on('exit', (code) => {
      if (code === 0 || this.#stopped) return;
      this.log.error({ code }, 'the process that looks for cameras in host mode ended unexpectedly');
      this.#again = setTimeout(() => {
        this.start();
      }, AGAIN_AFTER_MS);
    });
    child.send(this.order);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#again);
    this.#child?.kill('SIGKILL');
  }

  #handle(report: HostScanReport): void {
    if (report.type === 'failed') {
      // Every other second, for as long as it lasts: once is enough.
      if (report.reason !== this.#failed)
        this.log.warn({ reason: report.reason }, 'cameras in host mode cannot be looked for');
      this.#failed = report.reason;
      return;
    }
    this.#seenAt = monotonicMs();
    const seen = JSON.stringify(report.candidates);
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.#candidates = report.candidates;
    this.onChange();
  }
}
