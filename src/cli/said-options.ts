/** Reading options that say something: what was not given is left out, so that it stays as it was. */
import { BwcError } from '../domain/errors.js';
import type { CommandSpec } from './program.js';
import { textOption } from './options.js';

export type Options = Parameters<CommandSpec['run']>[2];

/** Those of the options that were given, as texts; an empty one takes away what was said. */
export function texts<K extends string>(options: Options, keys: readonly K[]): Partial<Record<K, string | null>> {
  const found: Partial<Record<K, string | null>> = {};
  for (const key of keys) {
    const text = textOption(options[key]);
    if (text !== undefined) found[key] = text === '' ? null : text;
  }
  return found;
}

/** @throws BwcError `bwc.usage` */
export function yesNo(options: Options, key: string): boolean | undefined {
  const text = textOption(options[key]);
  if (text === undefined) return undefined;
  if (text !== 'yes' && text !== 'no') throw new BwcError('bwc.usage', `--${key} takes yes or no, not ${text}`);
  return text === 'yes';
}

/** @throws BwcError `bwc.usage` where it is missing */
export function needed(options: Options, key: string): string {
  const text = textOption(options[key]);
  if (text === undefined || text.trim() === '') throw new BwcError('bwc.usage', `--${key} is needed`);
  return text;
}

/** `NAME=VALUE`. @throws BwcError `bwc.usage` */
export function pair(option: string, text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at <= 0) throw new BwcError('bwc.usage', `--${option} takes NAME=VALUE, not ${text}`);
  return [text.slice(0, at), text.slice(at + 1)];
}
