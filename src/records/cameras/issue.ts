/** A camera is given to an officer, once it passed the check before use. */
import { z } from 'zod';
import { BwcError } from '../../domain/errors.js';
import { offsetTime, type Instant } from '../../domain/time.js';
import { PolicyError } from '../../policy/errors.js';
import { CHECKS, type ReadinessFacts } from '../../policy/readiness/readiness.js';
import type { Movement } from '../../store/repositories/camera-movements.js';
import { act } from '../act.js';
import { prose as text } from '../text.js';
import { cameraName, moment } from './acts.js';
import { alarm, judged, record, type Judged } from './check.js';
import { move, requirePossible } from './movement.js';
import { readingsOf } from './readings.js';
import { cameraOf } from './which.js';

const optional = text.nullable().default(null);

const issueInput = z.strictObject({
  camera: cameraName,
  officer: text,
  purpose: optional,
  backBy: moment,
  at: moment,
  /** What is on the camera's own screen now, in place of what was read at dock. */
  battery: z.int().min(0).max(100).nullable().default(null),
  freeBytes: z.int().min(0).nullable().default(null),
  overlay: z.enum(['on', 'off']).nullable().default(null),
  /** Looked at and in order, where it cannot be read. */
  lookedAt: z.array(z.enum(CHECKS)).max(CHECKS.length).default([]),
  /** Why it goes out though it did not pass. */
  despite: optional,
  remark: optional,
});

export interface Issued {
  readonly movement: Movement;
  readonly check: Judged;
}

/**
 * @throws BwcError `bwc.camera.state`, `bwc.camera.not_fit`, `bwc.facts.no_zone`, `bwc.facts.invalid`, `bwc.facts.future`,
 *   `bwc.facts.end_before_start`
 */
export const issueCamera = act(issueInput, (context, input): Issued => {
  const { store, by, now } = context;
  const camera = cameraOf(store, input.camera);
  requirePossible(context, camera, 'issue');
  const visit = store.cameraVisits.last(camera.id);
  const read = readingsOf(store, camera.id, visit);
  const facts: ReadinessFacts = {
    ...read,
    occasion: 'issue',
    batteryPercent: input.battery ?? read.batteryPercent,
    storage:
      input.freeBytes === null
        ? read.storage
        : { capacityBytes: read.storage?.capacityBytes ?? null, freeBytes: input.freeBytes, lockedBytes: null },
    overlay: input.overlay,
    lookedAt: input.lookedAt,
  };
  const check = judged(context, camera.id, visit?.id ?? null, facts, by);
  if (check.fit !== true && input.despite === null) throw notFit(check);
  const checkId = record(context, check);
  alarm(context, camera.id, check.checks);
  const backBy = input.backBy === null ? null : later('backBy', input.backBy, now());
  const remark = [input.despite, input.remark].filter((part) => part !== null).join('; ');
  const { officer, purpose } = input;
  const movement = move(context, camera, 'issue', input.at, {
    officer,
    purpose,
    backBy,
    checkId,
    remark: remark === '' ? null : remark,
  });
  return { movement, check };
});

function notFit({ checks, cameraId }: Judged): BwcError {
  const asked = checks.filter((c) => c.required && c.state !== 'ok');
  const words = asked.map(({ check, state, why }) => `${check} ${state} (${why})`).join(', ');
  return new BwcError('bwc.camera.not_fit', `${cameraId}: ${words}`, {
    id: cameraId,
    failed: asked.flatMap((c) => (c.state === 'fail' ? [c.check] : [])).join(' '),
    toLookAt: asked.flatMap((c) => (c.state === 'unknown' ? [c.check] : [])).join(' '),
  });
}

/** @throws PolicyError `bwc.facts.no_zone`, `bwc.facts.invalid`, `bwc.facts.end_before_start` */
function later(key: string, value: string, now: Instant): Instant {
  const read = offsetTime(value);
  if (typeof read === 'string')
    throw new PolicyError(
      read === 'no_offset' ? 'bwc.facts.no_zone' : 'bwc.facts.invalid',
      `${key}: ${value} is no ISO date and time with an offset (2026-03-02T18:00:00+08:00)`,
      { key, value },
    );
  if (read.instant < now)
    throw new PolicyError('bwc.facts.end_before_start', `${key}: ${value} is over (${now})`, { key, value, now });
  return read.instant;
}
