/**
 * The files a station cannot be made anew without: its marker, keys, configuration, and what the configuration names. Not the
 * account at an archive: who restores needs one to read the archive, and the lost machine's is to be withdrawn.
 */
import { readFileSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import type { OwnFile, OwnFiles } from '../../archive/backup/own-files.js';
import { Secret } from '../../device/vendor-host/secret.js';
import type { Json } from '../../domain/canonical-json.js';
import { BwcError, errnoOf } from '../../domain/errors.js';
import type { Rulebook } from '../../policy/rulebook/schema.js';
import type { DataPaths } from '../../store/paths.js';
import type { Config } from '../config.js';

/** @throws BwcError `bwc.backup.file` naming one that cannot be read */
export function stationFiles(paths: DataPaths, config: Config, rulebook: Rulebook): OwnFiles {
  const all = [paths.marker, paths.config, paths.privateKey, paths.publicKey, ...namedBy(config)];
  return {
    files: [...new Set(all)].map((file) => ownFile(paths, file)),
    rulebook: JSON.parse(JSON.stringify(rulebook)) as Json,
  };
}

function namedBy({ cameras, rules, web }: Config): string[] {
  const passwords = Object.values(cameras.passwords).flatMap((given) => (given instanceof Secret ? [] : [given.file]));
  return [
    ...passwords,
    ...cameras.extra_profiles,
    ...cameras.extra_models,
    ...rules.extensions,
    ...(rules.calendar === null ? [] : [rules.calendar]),
    ...(web.tls === null ? [] : [web.tls.certificate, web.tls.key]),
  ];
}

function ownFile(paths: DataPaths, file: string): OwnFile {
  const inside = relative(paths.root, file);
  try {
    return {
      path: inside.startsWith('..') ? file : inside,
      mode: statSync(file).mode & 0o777,
      data: readFileSync(file).toString('base64'),
    };
  } catch (error) {
    throw new BwcError('bwc.backup.file', `${file} cannot be read (${errnoOf(error) ?? 'unknown'})`, { file });
  }
}
