/** Rulebooks as commands name them: by id, or as a bureau's file. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { BwcError, errnoOf } from '../domain/errors.js';
import { systemClock, toInstant, type Instant } from '../domain/time.js';
import { findRulebook, withExtensions, type Library } from '../policy/rulebook/library.js';
import { parseExtension, type JsonFile } from '../policy/rulebook/parse.js';
import type { Rulebook } from '../policy/rulebook/schema.js';
import { loadRulebooks } from '../policy/rulebooks/load.js';
import type { Io } from './io.js';

export const nowInstant = (): Instant => toInstant(systemClock.now());

/** @throws BwcError `bwc.usage` where the file cannot be read */
export function readText(io: Io, file: string): string {
  try {
    return readFileSync(resolve(io.cwd, file), 'utf8');
  } catch (error) {
    throw new BwcError('bwc.usage', `cannot read ${file}: ${errnoOf(error) ?? 'unknown'}`, { file }, { cause: error });
  }
}

export const readJsonFile = (io: Io, file: string): JsonFile => ({ file, text: readText(io, file) });

const isFile = (name: string): boolean => name.endsWith('.json');

/**
 * The library with the files that were named beside it, and the rulebooks that were asked for.
 * @param names ids, or paths that end in .json
 * @param beside further files (`--with`)
 */
export function openRulebooks(
  io: Io,
  names: readonly string[],
  beside: readonly string[],
): { readonly library: Library; readonly books: readonly Rulebook[] } {
  const files = [...new Set([...beside, ...names.filter(isFile)])].map((file) => readJsonFile(io, file));
  const library = withExtensions(loadRulebooks(), files);
  const ids = new Map(files.map((file) => [file.file, parseExtension(file).id]));
  return { library, books: names.map((name) => findRulebook(library, ids.get(name) ?? name)) };
}

export const filesOf = (value: string | boolean | readonly string[] | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly string[]) : [];
