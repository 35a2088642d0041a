/** A camera family's layout as data: how it is recognised, where its identity stands, what its names mean. */
import { z } from 'zod';

const regex = z.string().refine(isRegex, 'is not a regular expression');
/** Relative to the volume's root, `/` between parts; matched without regard to ASCII case, as FAT does. */
const path = z.string().regex(/^[^/]+(\/[^/]+)*$/, 'is not a relative path');

const rule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('folder'), path }),
  z.strictObject({ kind: z.literal('ini-group'), path, groups: z.array(z.string()).min(1) }),
  z.strictObject({ kind: z.literal('info-dat'), path, fields: z.int().positive() }),
  z.strictObject({ kind: z.literal('json-key'), path, key: z.array(z.string()).min(1) }),
  z.strictObject({ kind: z.literal('label'), pattern: regex }),
  /** At least one file directly in a folder `depth` levels below one of `folders` has a name of the profile's patterns. */
  z.strictObject({ kind: z.literal('names'), folders: z.array(path).min(1), depth: z.int().min(0).max(4) }),
]);

const identity = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ini'),
    path,
    groups: z.array(z.string()).min(1),
    keys: z.strictObject({
      serial: z.string().optional(),
      officerNo: z.string().optional(),
      officerName: z.string().optional(),
      unitNo: z.string().optional(),
      unitName: z.string().optional(),
      model: z.string().optional(),
    }),
  }),
  z.strictObject({ kind: z.literal('info-dat'), path, serialField: z.int().min(0), officerField: z.int().min(0) }),
  z.strictObject({ kind: z.literal('json'), path, serialKey: z.array(z.string()).min(1) }),
  z.strictObject({ kind: z.literal('names') }),
  z.strictObject({ kind: z.literal('label') }),
  z.strictObject({ kind: z.literal('none'), why: z.string() }),
]);

/**
 * Named groups the pattern may have: `year month day hour minute second` (their order in the name is the pattern's
 * affair), `serial`, `officer`, `important`, `encrypted`. Case is ignored. A missing `second` reads as 0.
 */
const NAME_GROUPS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'serial', 'officer', 'important', 'encrypted'];
const namePattern = z.strictObject({
  id: z.string().min(1),
  pattern: regex.refine(
    (source) => groupsOf(source).every((group) => NAME_GROUPS.includes(group)),
    `has a group that is none of ${NAME_GROUPS.join(', ')}`,
  ),
});

export const profileSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  family: z.string().min(1),
  /** Where this layout is known from. */
  evidence: z.string().min(1),
  recognise: z.strictObject({
    /** Higher wins where more than one profile matches. */
    specificity: z.int().min(1).max(99),
    /** One of these lists must hold in full. */
    anyOf: z.array(z.array(rule).min(1)).min(1),
  }),
  identity,
  /** The last match of `pattern` (its group `percent`) in the file is the reading. */
  battery: z
    .strictObject({
      path,
      pattern: regex.refine((source) => groupsOf(source).includes('percent'), 'has no group (?<percent>…)'),
    })
    .optional(),
  /** Files in these folders are still being written by the firmware. */
  stagingFolders: z.array(path),
  /** Clips in these folders carry the camera's own mark (重点文件标记). */
  importantFolders: z.array(path),
  /** Where sidecars lie that are not beside their clip. */
  sidecarFolders: z.array(path),
  /** A picture in a folder of this name (any level) with a clip's base name is that clip's thumbnail. */
  thumbnailFolder: z.string().optional(),
  namePatterns: z.array(namePattern),
  /** What its containers' creation times are, whatever label they carry. Times in names are always the wall clock's. */
  mediaClock: z.enum(['local', 'utc']),
});

export type Profile = z.infer<typeof profileSchema>;
export type RecogniseRule = z.infer<typeof rule>;
export type IdentityRule = z.infer<typeof identity>;

export function isRegex(source: string): boolean {
  try {
    new RegExp(source, 'iu');
    return true;
  } catch {
    return false;
  }
}

/** Names of the groups of a pattern. */
const groupsOf = (source: string): string[] =>
  [...source.matchAll(/\(\?<([A-Za-z_]\w*)>/g)].flatMap(([, name]) => name ?? []);
