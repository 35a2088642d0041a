/** Holds a volume against the profiles. Looks at named files and folders only, never at the rest of the volume. */
import { DeviceError } from '../errors.js';
import type { Profile, RecogniseRule } from '../profiles/profile.js';
import { nameReader } from './identity/name-facts.js';
import { iniGroup, parseIni } from './identity/ini.js';
import { parseInfoDat } from './identity/info-dat.js';
import { jsonValueAt } from './identity/json-key.js';
import { folderExists, lookUp, readSmallFile } from './look-up.js';
import type { IoHandle, VolumeIo } from './volume-io.js';

/** Names looked at per folder: a layout shows itself in the first few. */
const NAMES_LOOKED_AT = 256;

export interface RecogniseContext {
  readonly io: VolumeIo;
  readonly root: IoHandle;
  readonly label: string | null;
}

export interface ProfileMatch {
  readonly profile: Profile;
  readonly because: string;
}

/**
 * The most specific profile that matches, or undefined.
 * @throws DeviceError `bwc.device.ambiguous` where two of the same specificity match; system errors of unreadable files.
 */
export async function matchProfile(
  profiles: readonly Profile[],
  context: RecogniseContext,
): Promise<ProfileMatch | undefined> {
  const matches: ProfileMatch[] = [];
  for (const profile of profiles) {
    const because = await firstThatHolds(profile, context);
    if (because !== undefined) matches.push({ profile, because });
  }
  const top = Math.max(...matches.map((m) => m.profile.recognise.specificity));
  const [best, ...others] = matches.filter((m) => m.profile.recognise.specificity === top);
  if (best !== undefined && others.length > 0) {
    const ids = [best, ...others].map((m) => m.profile.id).join(', ');
    throw new DeviceError('bwc.device.ambiguous', `profiles of the same specificity match: ${ids}`, { profiles: ids });
  }
  return best;
}

/** What a profile looks for, for a refusal's text. */
export const lookedFor = (profile: Profile): string =>
  profile.recognise.anyOf.map((rules) => rules.map(describeRule).join(' and ')).join(' or ');

async function firstThatHolds(profile: Profile, context: RecogniseContext): Promise<string | undefined> {
  for (const rules of profile.recognise.anyOf) {
    const held: string[] = [];
    for (const rule of rules) {
      if (!(await holds(rule, profile, context))) break;
      held.push(describeRule(rule));
    }
    if (held.length === rules.length) return held.join(' and ');
  }
  return undefined;
}

async function holds(rule: RecogniseRule, profile: Profile, { io, root, label }: RecogniseContext): Promise<boolean> {
  switch (rule.kind) {
    case 'folder':
      return folderExists(io, root, rule.path);
    case 'label':
      return label !== null && new RegExp(rule.pattern, 'iu').test(label);
    case 'names':
      return anyNameMatches(rule, profile, io, root);
    case 'ini-group':
    case 'info-dat':
    case 'json-key':
      return fileHolds(rule, await readSmallFile(io, root, rule.path));
  }
}

type FileRule = Extract<RecogniseRule, { kind: 'ini-group' | 'info-dat' | 'json-key' }>;

function fileHolds(rule: FileRule, file: { readonly bytes: Buffer } | null): boolean {
  if (file === null) return false;
  switch (rule.kind) {
    case 'ini-group':
      return iniGroup(parseIni(file.bytes), rule.groups) !== undefined;
    case 'info-dat':
      return parseInfoDat(file.bytes).length >= rule.fields;
    case 'json-key':
      return jsonValueAt(file.bytes, rule.key) !== undefined;
  }
}

async function anyNameMatches(
  rule: Extract<RecogniseRule, { kind: 'names' }>,
  profile: Profile,
  io: VolumeIo,
  root: IoHandle,
): Promise<boolean> {
  const read = nameReader(profile.namePatterns);
  const look = async (folder: IoHandle, depth: number): Promise<true | null> => {
    const names = (await io.names(folder)).sort((a, b) => Buffer.compare(a, b)).slice(0, NAMES_LOOKED_AT);
    if (depth === 0) return names.some((name) => read(name.toString('utf8')) !== null) ? true : null;
    for (const name of names) {
      const stat = await io.statAt(folder, name);
      if (stat.isDirectory() && (await inside(folder, name, depth - 1))) return true;
    }
    return null;
  };
  const inside = async (folder: IoHandle, name: Buffer, depth: number): Promise<true | null> => {
    const directory = await io.openDirectoryAt(folder, name);
    try {
      return await look(directory, depth);
    } finally {
      await io.close(directory);
    }
  };
  for (const path of rule.folders) {
    const found = await lookUp(io, root, path, (at) =>
      at.stat.isDirectory() ? inside(at.folder, at.name, rule.depth) : Promise.resolve(null),
    );
    if (found === true) return true;
  }
  return false;
}

function describeRule(rule: RecogniseRule): string {
  switch (rule.kind) {
    case 'folder':
      return `folder ${rule.path}`;
    case 'ini-group':
      return `${rule.path} with ${rule.groups.map((g) => `[${g}]`).join(' or ')}`;
    case 'info-dat':
      return `${rule.path} with ${String(rule.fields)} fields`;
    case 'json-key':
      return `${rule.path} with ${rule.key.join('.')}`;
    case 'label':
      return `label like ${rule.pattern}`;
    case 'names':
      return `names of this family in ${rule.folders.join(', ')}`;
  }
}
