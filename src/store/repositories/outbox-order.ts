/** An order of the outbox as rows hold it. */
import type { Instant } from '../../domain/time.js';

/** Only forward, one after the other. */
export const ORDER_STATES = ['queued', 'uploading', 'uploaded', 'locked', 'verified', 'done'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export type OrderKind = 'original' | 'sidecar' | 'record';

/** What decides the order of work. */
export interface OrderRank {
  readonly important: boolean;
  /** The first deadline of the clip that is not met. */
  readonly due: Instant | null;
  /** When the clip was stored. */
  readonly age: Instant;
}

export interface NewContentOrder extends OrderRank {
  readonly target: string;
  readonly clipId: string;
  readonly kind: Exclude<OrderKind, 'record'>;
  readonly sha256: string;
  readonly bytes: number;
  readonly at: Instant;
}

export interface SyncOrder extends OrderRank {
  readonly id: number;
  readonly target: string;
  readonly clipId: string;
  readonly kind: OrderKind;
  /** Of a record; null before it is built, and for contents. */
  readonly version: number | null;
  /** Null for a record that is not built. */
  readonly sha256: string | null;
  readonly bytes: number | null;
  readonly state: OrderState;
  readonly queuedAt: Instant;
  readonly attempts: number;
  readonly nextAt: Instant | null;
  readonly lastCode: string | null;
  readonly lastReason: string | null;
  readonly refusedAt: Instant | null;
  readonly resume: Readonly<Record<string, string | number>> | null;
  /** Names the object where the archive keeps versions. */
  readonly objectVersion: string | null;
  readonly retainUntil: Instant | null;
  readonly enforcement: string | null;
  readonly readBack: string | null;
  readonly doneAt: Instant | null;
}

export type OrderRow = Omit<SyncOrder, 'important' | 'resume'> & { important: number; resume: string | null };

export const ORDER = `SELECT id, target, clip_id AS clipId, kind, version, sha256, bytes, important, due, age, state, queued_at AS queuedAt,
  attempts, next_at AS nextAt, last_code AS lastCode, last_reason AS lastReason, refused_at AS refusedAt, resume,
  object_version AS objectVersion, retain_until AS retainUntil, enforcement, read_back AS readBack, done_at AS doneAt
  FROM archive_orders o`;

export const readOrder = ({ important, resume, ...row }: OrderRow): SyncOrder => ({
  ...row,
  important: important !== 0,
  resume: resume === null ? null : (JSON.parse(resume) as NonNullable<SyncOrder['resume']>),
});
