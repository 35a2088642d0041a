/** Reading option values strictly: what does not fit is a usage error that says what would. */
import { BwcError } from '../domain/errors.js';
import { parseTime, type Instant } from '../domain/time.js';

type Value = string | boolean | readonly string[] | undefined;

const usage = (message: string): BwcError => new BwcError('bwc.usage', message);

export const textOption = (value: Value): string | undefined => (typeof value === 'string' ? value : undefined);

/** @throws BwcError `bwc.usage` where it was not given */
export function neededOption(value: Value, name: string): string {
  if (typeof value !== 'string') throw usage(`--${name} is needed`);
  return value;
}

export function countOption(value: Value, name: string, fallback: number, min: number, max: number): number {
  if (typeof value !== 'string') return fallback;
  const n = Number(value);
  if (!/^\d+$/.test(value) || n < min || n > max)
    throw usage(`--${name} takes a whole number from ${String(min)} to ${String(max)}, not ${value}`);
  return n;
}

export const choiceOption = <T extends string>(value: Value, name: string, choices: readonly T[]): T | undefined =>
  typeof value === 'string' ? chosen(value, name, choices) : undefined;

/** @throws BwcError `bwc.usage` where it was not given */
export const neededChoice = <T extends string>(value: Value, name: string, choices: readonly T[]): T =>
  chosen(neededOption(value, name), name, choices);

/** Each of a repeated option. */
export const choicesOption = <T extends string>(value: Value, name: string, choices: readonly T[]): T[] =>
  Array.isArray(value) ? (value as readonly string[]).map((one) => chosen(one, name, choices)) : [];

function chosen<T extends string>(value: string, name: string, choices: readonly T[]): T {
  const found = choices.find((c) => c === value);
  if (found === undefined) throw usage(`--${name} takes ${choices.join(', ')}, not ${value}`);
  return found;
}

/** A day or a time; without an offset it is read in the station's zone. */
export function timeOption(value: Value, name: string, zone: string): Instant | undefined {
  if (typeof value !== 'string') return undefined;
  const instant = parseTime(value, zone);
  if (instant === undefined) throw usage(`--${name} takes a day (2026-03-01) or an ISO time, not ${value}`);
  return instant;
}
