import { BwcError } from '../domain/errors.js';

export const EXIT = { ok: 0, failed: 1, usage: 2, partial: 3, integrity: 4, unreachable: 5 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export function exitCodeOf(error: unknown): ExitCode {
  if (!(error instanceof BwcError)) return EXIT.failed;
  if (error.code === 'bwc.usage') return EXIT.usage;
  if (error.code === 'bwc.daemon.unreachable') return EXIT.unreachable;
  if (error.code === 'bwc.data.corrupt' || error.code === 'bwc.archive.altered') return EXIT.integrity;
  return error.code.startsWith('bwc.custody.') || error.code.startsWith('bwc.store.original_')
    ? EXIT.integrity
    : EXIT.failed;
}
