/** A password that cannot reach a log by accident: everything that turns a value into text says `[secret]`. */
import { inspect } from 'node:util';

const SHOWN = '[secret]';

export class Secret {
  /** Private to the class: neither `JSON.stringify`, `structuredClone`, a spread nor an inspector sees it. */
  readonly #text: string;

  /** @throws RangeError where there is nothing to keep secret. The message does not repeat what was given. */
  constructor(text: string) {
    if (text === '') throw new RangeError('a password cannot be empty');
    this.#text = text;
  }

  /** For the one place that hands it to the device. What it answers must not be kept. */
  reveal(): string {
    return this.#text;
  }

  /** The text with every occurrence of the password replaced: a vendor's error messages may repeat what they were given. */
  redact(text: string): string {
    return text.replaceAll(this.#text, SHOWN);
  }

  toString(): string {
    return SHOWN;
  }

  toJSON(): string {
    return SHOWN;
  }

  [inspect.custom](): string {
    return SHOWN;
  }
}

/**
 * The administrator password of a model (its recognition code), from the station's configuration. Null where there is
 * none: no password is ever guessed, because cameras may lock after wrong ones.
 */
export type CredentialSource = (model: string) => Secret | null;
