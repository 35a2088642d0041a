/** Reads a camera's identity as its profile says. What is not there is null. */
import { type CameraIdentity } from '../../../domain/camera.js';
import { sourcePathFromBytes } from '../../../domain/source-path.js';
import type { NameFacts } from '../../camera.js';
import type { IdentityRule } from '../../profiles/profile.js';
import { readSmallFile } from '../look-up.js';
import type { IoHandle, VolumeIo } from '../volume-io.js';
import { identityFromNames } from './from-names.js';
import { parseInfoDat } from './info-dat.js';
import { iniGroup, parseIni } from './ini.js';
import { jsonValueAt } from './json-key.js';
import { cleanOfficerNo, cleanValue } from '../../text/decode.js';

const UNKNOWN = {
  serial: null,
  officerNo: null,
  officerName: null,
  unitNo: null,
  unitName: null,
  model: null,
  firmware: null,
} as const;

export interface IdentityContext {
  readonly io: VolumeIo;
  readonly root: IoHandle;
  readonly label: string | null;
  /** Facts of every name on the volume; called only where the profile needs them. */
  readonly names: () => Promise<readonly NameFacts[]>;
}

/** @throws system errors where the identity file is there and cannot be read. */
export async function readIdentity(rule: IdentityRule, context: IdentityContext): Promise<CameraIdentity> {
  if (rule.kind === 'none') return { ...UNKNOWN, source: `none: ${rule.why}` };
  if (rule.kind === 'label') {
    return { ...UNKNOWN, serial: cleanValue(context.label ?? undefined), source: 'volume label' };
  }
  if (rule.kind === 'names') {
    return { ...UNKNOWN, ...identityFromNames(await context.names()), source: 'file names' };
  }
  const file = await readSmallFile(context.io, context.root, rule.path);
  if (file === null) return { ...UNKNOWN, source: `none: no ${rule.path}` };
  return { ...UNKNOWN, ...fromFile(rule, file.bytes), source: sourcePathFromBytes(file.path).text };
}

type FileRule = Extract<IdentityRule, { path: string }>;

function fromFile(rule: FileRule, bytes: Buffer): Partial<CameraIdentity> {
  if (rule.kind === 'json') return { serial: cleanValue(jsonValueAt(bytes, rule.serialKey)) };
  if (rule.kind === 'info-dat') {
    const fields = parseInfoDat(bytes);
    return { serial: cleanValue(fields[rule.serialField]), officerNo: cleanOfficerNo(fields[rule.officerField]) };
  }
  const group = iniGroup(parseIni(bytes), rule.groups);
  const value = (key: string | undefined): string | undefined =>
    key === undefined ? undefined : group?.get(key.toLowerCase());
  return {
    serial: cleanValue(value(rule.keys.serial)),
    officerNo: cleanOfficerNo(value(rule.keys.officerNo)),
    officerName: cleanValue(value(rule.keys.officerName)),
    unitNo: cleanValue(value(rule.keys.unitNo)),
    unitName: cleanValue(value(rule.keys.unitName)),
    model: cleanValue(value(rule.keys.model)),
  };
}
