/** All rulebooks a station knows: the regulations, and what bureaus made of them. */
import { PolicyError } from '../errors.js';
import { extend } from './extend.js';
import { inherit } from './inherit.js';
import { invalid, parseExtension, parseRulebook, type ExtensionDocument, type JsonFile } from './parse.js';
import type { Rulebook } from './schema.js';

export type Library = ReadonlyMap<string, Rulebook>;

/** @throws PolicyError `bwc.rules.invalid` */
export function libraryOf(files: readonly JsonFile[]): Library {
  const documents = new Map(files.map((file) => [file, parseRulebook(file)] as const).map(([, d]) => [d.id, d]));
  return new Map([...documents.values()].map((document) => [document.id, inherit(document, documents)]));
}

/**
 * The library with extensions added, in whatever order they come: one may extend another.
 * @throws PolicyError `bwc.rules.invalid`, `bwc.rules.unknown`, `bwc.rules.extension_refused`
 */
export function withExtensions(library: Library, files: readonly JsonFile[]): Library {
  const result = new Map(library);
  let waiting = files.map((file) => ({ file: file.file, extension: parseExtension(file) }));
  for (const { file, extension } of waiting) {
    if (library.has(extension.id)) throw invalid(file, 'id', `${extension.id} is a rulebook already`);
    if (waiting.some((other) => other.file !== file && other.extension.id === extension.id))
      throw invalid(file, 'id', `two extensions are called ${extension.id}`);
  }
  while (waiting.length > 0) {
    const ready = waiting.filter(({ extension }) => result.has(extension.extends));
    if (ready.length === 0) throw nothingToExtend(waiting);
    for (const { file, extension } of ready)
      result.set(extension.id, extend(findRulebook(result, extension.extends), extension, file));
    waiting = waiting.filter((w) => !ready.includes(w));
  }
  return result;
}

function nothingToExtend(
  waiting: readonly { readonly file: string; readonly extension: ExtensionDocument }[],
): PolicyError {
  const circle = waiting.every(({ extension }) => waiting.some((w) => w.extension.id === extension.extends));
  const [first] = waiting;
  const [file, extended] = [first?.file ?? '', first?.extension.extends ?? ''];
  return circle
    ? invalid(file, 'extends', 'extensions that extend one another in a circle')
    : new PolicyError('bwc.rules.unknown', `${file}: extends: there is no rulebook ${extended}`, {
        file,
        name: extended,
      });
}

/** @throws PolicyError `bwc.rules.unknown`, with the names there are */
export function findRulebook(library: Library, id: string): Rulebook {
  const found = library.get(id);
  if (found !== undefined) return found;
  const known = [...library.keys()].join(', ');
  throw new PolicyError('bwc.rules.unknown', `there is no rulebook ${id}; there are ${known}`, { name: id, known });
}
