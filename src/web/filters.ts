/** What lists can be asked for, as it arrives in a query string. The same schemas serve the server and its client. */
import { z } from 'zod';
import { CLIP_KINDS, CLIP_STATES } from '../domain/clip.js';
import { prose } from '../records/text.js';
import { MAX_PAGE } from './page.js';
import { FINDING_KINDS } from '../store/verify/finding.js';
import { CLIP_SORTS } from '../store/repositories/clips.js';

const page = {
  limit: z.coerce.number().int().min(1).max(MAX_PAGE),
  offset: z.coerce.number().int().min(0).default(0),
};

export const clipQuery = z.strictObject({
  ...page,
  camera: z.string().exactOptional(),
  officer: z.string().exactOptional(),
  state: z.enum(CLIP_STATES).exactOptional(),
  kind: z.enum(CLIP_KINDS).exactOptional(),
  visit: z.string().exactOptional(),
  unlabelled: z.stringbool().exactOptional(),
  since: z.iso.datetime().exactOptional(),
  until: z.iso.datetime().exactOptional(),
  sort: z.enum(CLIP_SORTS).default('-start'),
});

/** @see sendEvents */
export const liveQuery = z.strictObject({ progress: z.stringbool().default(true) });

export const visitQuery = z.strictObject({
  ...page,
  state: z.enum(['open', 'interrupted', 'closed']).exactOptional(),
  camera: z.string().exactOptional(),
});

export const eventQuery = z.strictObject({
  clip: z.string().exactOptional(),
  visit: z.string().exactOptional(),
  kind: z.string().exactOptional(),
  after: z.coerce.number().int().exactOptional(),
  limit: page.limit,
  newestFirst: z.stringbool(),
});

export const ingestBody = z.strictObject({ path: z.string().min(1) });
export const retryBody = z.strictObject({ slot: z.string().min(1).max(1024) });
const path = z.string().min(1).max(4096);
export const noteBody = z.strictObject({ folder: path, path, note: prose });
export const syncBody = z.strictObject({});
export const priorityBody = z.strictObject({ slot: z.string().min(1).max(256).nullable() });

export const findingsBody = z.strictObject({
  findings: z.array(
    z.strictObject({
      kind: z.enum(FINDING_KINDS),
      subject: z.string(),
      detail: z.string(),
      clips: z.array(z.string().min(1).max(128)),
    }),
  ),
});

export const verificationBody = z.strictObject({
  summary: z.strictObject({
    findings: z.number().int().nonnegative(),
    entries: z.number().int().nonnegative(),
    clips: z.number().int().nonnegative(),
    originalsRead: z.number().int().nonnegative(),
    bytesRead: z.number().int().nonnegative(),
    cleared: z.number().int().nonnegative().default(0),
    complete: z.boolean(),
    resumeAfter: z.string().nullable(),
    settled: z.array(z.number().int().nonnegative()),
  }),
});
