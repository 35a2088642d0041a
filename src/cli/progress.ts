/** Progress of long work on stderr: one line drawn over for a person, one JSON object a second for a program. */
import { monotonicMs } from '../domain/time.js';
import { bytesText, displayWidth, durationText, printable } from './format.js';
import type { Command } from './io.js';

export interface ProgressState {
  readonly what: string;
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly done: number;
  readonly total: number;
}

const DRAW_EVERY_MS = 100;
const PRINT_EVERY_MS = 1000;

export class Progress {
  readonly #started = monotonicMs();
  #last = -Infinity;
  #drawn = false;

  constructor(private readonly command: Command) {}

  show(state: ProgressState): void {
    const now = monotonicMs();
    if (!this.#due(now)) return;
    const seconds = Math.max(0.001, (now - this.#started) / 1000);
    const rate = state.doneBytes / seconds;
    const leftMs = rate > 0 ? ((state.totalBytes - state.doneBytes) / rate) * 1000 : null;
    if (!this.command.tty) {
      this.command.err(
        `${JSON.stringify({ type: 'progress', ...state, bytesPerSecond: Math.round(rate), leftMs: leftMs === null ? null : Math.round(leftMs) })}\n`,
      );
      return;
    }
    const share =
      state.totalBytes > 0 ? `${((state.doneBytes / state.totalBytes) * 100).toFixed(0).padStart(3)} %` : '';
    const left = leftMs === null ? '' : this.command.t('progress.left', { time: durationText(leftMs) });
    const parts = [
      share,
      `${String(state.done)}/${String(state.total)}`,
      `${bytesText(state.doneBytes)}/${bytesText(state.totalBytes)}`,
      `${bytesText(rate)}/s`,
      left,
      printable(state.what),
    ];
    this.#draw(parts);
  }

  /** Work that is counted in clips, not in bytes. */
  showCount(what: string, done: number, total: number): void {
    if (!this.#due(monotonicMs())) return;
    if (this.command.tty) this.#draw([`${String(done)}/${String(total)}`, what]);
    else this.command.err(`${JSON.stringify({ type: 'progress', what, done, total })}\n`);
  }

  #due(now: number): boolean {
    if (now - this.#last < (this.command.tty ? DRAW_EVERY_MS : PRINT_EVERY_MS)) return false;
    this.#last = now;
    return true;
  }

  #draw(parts: readonly string[]): void {
    this.command.err(`\r\x1b[K${cut(parts.filter((p) => p !== '').join('  '), this.command.columns - 1)}`);
    this.#drawn = true;
  }

  /** Clears the line, so that ordinary output can follow. */
  clear(): void {
    if (this.#drawn) this.command.err('\r\x1b[K');
    this.#drawn = false;
  }
}

function cut(text: string, columns: number): string {
  let out = '';
  for (const c of text) {
    if (displayWidth(out + c) > columns) break;
    out += c;
  }
  return out;
}
