/** Options that hold several parts, as `kind=卷烟; quantity=3条`: a full-width sign is what a Chinese keyboard gives. */
import { BwcError } from '../domain/errors.js';

/** @throws BwcError `bwc.usage` where a part has no name, or is said twice */
export function partsOption(option: string, text: string): Readonly<Record<string, string>> {
  const parts = new Map<string, string>();
  for (const one of text.split(/[;；]/)) {
    if (one.trim() === '') continue;
    const found = /^\s*(\w+)\s*[=＝](.*)$/su.exec(one);
    const [name, value] = [found?.[1] ?? '', (found?.[2] ?? '').trim()];
    if (name === '' || value === '')
      throw new BwcError('bwc.usage', `--${option} takes NAME=VALUE; NAME=VALUE, not ${one.trim().slice(0, 100)}`);
    if (parts.has(name)) throw new BwcError('bwc.usage', `--${option} says ${name} twice`);
    parts.set(name, value);
  }
  return Object.fromEntries(parts);
}

/** Every time the option was given; an empty text says that there are none. */
export const partsLists = (option: string, texts: readonly string[]): readonly Readonly<Record<string, string>>[] =>
  texts.map((text) => partsOption(option, text)).filter((parts) => Object.keys(parts).length > 0);
