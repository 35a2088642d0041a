/** Everything a command has of the outside world, so that tests can give it another one. */
import type { Language } from '../i18n/language.js';
import type { Translate } from '../i18n/messages.js';

export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether a person watches stderr: then progress is one line that is drawn over. */
  readonly tty: boolean;
  readonly columns: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

export interface Command extends Io {
  readonly t: Translate;
  readonly language: Language;
  readonly json: boolean;
  readonly dataDir: string;
}

export const line = (io: Io, text: string): void => {
  io.out(`${text}\n`);
};

/** One JSON document on a line of its own. */
export const printJson = (io: Io, value: unknown): void => {
  io.out(`${JSON.stringify(value)}\n`);
};
