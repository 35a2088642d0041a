/** One `[[archive.target]]` of the configuration: a directory (`path`), or a bucket of an S3-compatible engine (`endpoint`). */
import { relative } from 'node:path';
import { z } from 'zod';
import { absolutePath } from './absolute-path.js';
import { credentialsSchema } from './s3-access.js';

const common = {
  name: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'is no name like "bureau"'),
  id: z.string().min(1),
};

const directorySchema = z
  .strictObject({ ...common, path: absolutePath })
  .transform((target) => ({ kind: 'directory' as const, ...target }));

/** Scheme, host and port only: a key in an address would end up in logs. */
function isEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return ['http:', 'https:'].includes(url.protocol) && url.origin === text.replace(/\/$/, '');
}

const reach = {
  endpoint: z
    .string()
    .refine(isEndpoint, 'is no address like "https://s3.bureau.example": scheme, host and port only')
    .transform((text) => new URL(text).origin),
  region: z.string().min(1).default('us-east-1'),
  bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'is no name of a bucket'),
  addressing: z.enum(['path', 'host']).default('path'),
  lock: z.enum(['compliance', 'governance', 'none']).default('compliance'),
  credentials: credentialsSchema,
  ca: absolutePath.nullable().default(null),
};

const s3Schema = z.strictObject({ ...common, ...reach }).transform((target) => ({ kind: 's3' as const, ...target }));

/** What `bwc archive init` is told of a bucket. */
export const s3ReachSchema = z.strictObject(reach);
export type S3ReachConfig = z.output<typeof s3ReachSchema>;

export type TargetConfig = z.output<typeof directorySchema> | z.output<typeof s3Schema>;

/** Which of the two it is meant to be decides what is said to be wrong with it. */
export const targetSchema = z.unknown().transform((given, ctx): TargetConfig => {
  const isS3 = typeof given === 'object' && given !== null && ('endpoint' in given || 'bucket' in given);
  const read = (isS3 ? s3Schema : directorySchema).safeParse(given);
  if (read.success) return read.data;
  for (const { message, path } of read.error.issues) ctx.addIssue({ code: 'custom', message, path });
  return z.NEVER;
});

/** Where it is, for people. */
export const whereIs = (target: TargetConfig): string =>
  target.kind === 'directory' ? target.path : `${target.endpoint}/${target.bucket}`;

/** The key of an archive that lies in the data directory, where copies of that would take it along; undefined for none. */
export function keyInside(targets: readonly TargetConfig[], dataDir: string): string | undefined {
  return targets
    .flatMap((target) => (target.kind === 's3' && 'file' in target.credentials ? [target.credentials.file] : []))
    .find((file) => !relative(dataDir, file).startsWith('..'));
}

/** The block for config.toml; what is the default is not written. */
export function targetText(target: TargetConfig): string {
  const q = JSON.stringify;
  const { kind, name, id } = target;
  const lines = kind === 'directory' ? [`path = ${q(target.path)}`] : s3Lines(target);
  return ['[[archive.target]]', `name = ${q(name)}`, ...lines, `id = ${q(id)}`].join('\n');
}

function s3Lines(target: TargetConfig & { kind: 's3' }): string[] {
  const q = JSON.stringify;
  const { endpoint, region, bucket, addressing, lock, credentials, ca } = target;
  const from = 'file' in credentials ? `file = ${q(credentials.file)}` : `systemd = ${q(credentials.systemd)}`;
  return [
    `endpoint = ${q(endpoint)}`,
    `region = ${q(region)}`,
    `bucket = ${q(bucket)}`,
    `addressing = ${q(addressing)}`,
    `lock = ${q(lock)}`,
    `credentials = { ${from} }`,
    ...(ca === null ? [] : [`ca = ${q(ca)}`]),
  ];
}
