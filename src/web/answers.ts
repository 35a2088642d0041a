/** What routes answer, as schemas. The compiler holds each to the type of what is answered: neither may change alone. */
import { z } from 'zod';
import { ERASE_OUTCOMES } from '../domain/erase.js';
import {
  CLIP_KINDS,
  CLIP_STATES,
  LABEL_STATES,
  SIDECAR_KINDS,
  type ClipView,
  type SidecarView,
} from '../domain/clip.js';
import { PREVIEW_ROLES, PREVIEW_STATES, type PreviewView } from '../domain/preview.js';
import { SOURCE_TYPES } from '../domain/visit.js';
import type { CameraRow } from '../store/repositories/cameras.js';

const instant = z.iso.datetime();
const text = z.string();
const maybe = text.nullable();
const count = z.int();

const times = z.strictObject({
  camera: z.strictObject({
    start: maybe,
    startSource: z.enum(['file name', 'exif', 'media', 'file modification time']).nullable(),
    end: maybe,
    endSource: z.enum(['file name', 'exif', 'media', 'file modification time', 'start plus duration']).nullable(),
  }),
  corrected: z.strictObject({
    start: instant.nullable(),
    end: instant.nullable(),
    basis: text,
    uncertaintyMs: z.number().nullable(),
  }),
  station: z.strictObject({ storedAt: instant }),
});

export const clipAnswer = z.strictObject({
  id: text,
  sha256: text,
  sm3: maybe,
  bytes: count,
  kind: z.enum(CLIP_KINDS),
  state: z.enum(CLIP_STATES),
  camera: maybe,
  cameraId: text,
  officerNo: maybe,
  owner: maybe,
  sourceType: text,
  sourcePath: text,
  sourcePathBase64: maybe,
  storedPath: text,
  storedAt: instant,
  start: instant.nullable(),
  end: instant.nullable(),
  durationMs: z.number().nullable(),
  recording: maybe,
  gapBeforeMs: z.number().nullable(),
  visit: text,
  important: z.boolean(),
  encrypted: z.boolean(),
  locked: z.boolean().nullable(),
  readBack: z.enum(['direct', 'cached', 'none']),
  times: times.nullable(),
  media: z.strictObject({
    state: z.enum(['pending', 'read', 'unreadable', 'unavailable']),
    reason: maybe,
    facts: z.unknown(),
  }),
  thumbnail: maybe,
  note: maybe,
  preview: z.enum(PREVIEW_STATES).nullable(),
  label: z.enum(LABEL_STATES),
  name: maybe,
  activity: maybe,
  case: maybe,
  cleared: z.strictObject({ target: text, at: text }).nullable(),
}) satisfies z.ZodType<ClipView>;

export const sidecarAnswer = z.strictObject({
  sha256: text,
  kind: z.enum(SIDECAR_KINDS),
  bytes: count,
  sourcePath: text,
  storedPath: text,
  storedAt: instant,
}) satisfies z.ZodType<SidecarView>;

export const cameraAnswer = z.strictObject({
  id: text,
  serial: maybe,
  mediumId: text,
  profile: text,
  model: maybe,
  firmware: maybe,
  officerNo: maybe,
  officerName: maybe,
  unitNo: maybe,
  unitName: maybe,
  sourceType: z.enum(SOURCE_TYPES),
  /** Null of one that was put on record and never docked. */
  firstSeen: instant.nullable(),
  lastSeen: instant.nullable(),
}) satisfies z.ZodType<CameraRow>;

export const previewAnswer = z.strictObject({
  state: z.enum(PREVIEW_STATES).nullable(),
  reason: maybe,
  at: maybe,
  files: z.array(
    z.strictObject({
      role: z.enum(PREVIEW_ROLES),
      sha256: text,
      bytes: count,
      type: z.enum(['video/mp4', 'audio/mp4', 'image/jpeg']),
      width: count.nullable(),
      height: count.nullable(),
      durationMs: z.number().nullable(),
    }),
  ),
}) satisfies z.ZodType<PreviewView>;

/** A custody entry; its body depends on its kind. */
export const eventAnswer = z.strictObject({
  v: z.literal(1).exactOptional(),
  seq: count,
  at: instant,
  uptimeMs: count,
  clockSynchronised: z.boolean().nullable(),
  actor: text,
  kind: text,
  visitId: maybe,
  clipId: maybe,
  body: z.record(text, z.unknown()),
  prev: text,
  hash: text,
  /** The clip and the body are left out: the clip is marked secret, and whoever asks is not cleared for it. */
  withheld: z.literal(true).exactOptional(),
});

const erasureAnswer = z.strictObject({
  id: count,
  visitId: text,
  cameraId: text,
  mediumId: text,
  clipId: text,
  part: z.enum(['clip', 'sidecar']),
  sourceKey: text,
  path: text,
  pathRaw: maybe,
  bytes: count,
  stamp: text,
  sha256: text,
  basis: z.enum(['afterVerified', 'afterArchived']),
  authorisedBy: text,
  authorisedOn: text,
  at: instant,
  entry: count,
  outcome: z.enum(ERASE_OUTCOMES).nullable(),
  code: maybe,
  reason: maybe,
  settledAt: instant.nullable(),
});

export const clipDetailAnswer = z.strictObject({
  clip: clipAnswer,
  sidecars: z.array(sidecarAnswer),
  events: z.array(eventAnswer),
  erasures: z.array(erasureAnswer),
  preview: previewAnswer,
});

export const proofAnswer = z.strictObject({
  clip: text,
  sha256: text,
  storedPath: text,
  entryBase64: text,
  index: count,
  treeSize: count,
  path: z.array(z.strictObject({ side: z.enum(['left', 'right']), hash: text })),
  checkpoint: text,
  publicKey: text,
});
