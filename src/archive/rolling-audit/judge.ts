/** What is wrong with an archived object, by what the archive said of it when it was asked and read. Pure. */
import type { Enforcement, ReadBackDigest, Retention, StoredObject } from '../target.js';
import { reaches } from '../retention.js';
import type { Instant } from '../../domain/time.js';

export const AUDIT_FINDINGS = [
  /** The archive shows nothing under the key. */
  'missing',
  /** The very version that was archived is gone; something else may be shown under its name. */
  'version_gone',
  /** It is there, and hidden: somebody deleted it as far as the archive lets anybody. */
  'hidden',
  /** Other bytes. */
  'altered',
  /** The medium does not return the bytes, or not the notes about them. */
  'unreadable',
  /** Kept less long, or less strictly, than was confirmed. */
  'lock_shortened',
  /** The legal hold that was confirmed is gone. */
  'hold_gone',
] as const;

export type AuditFindingKind = (typeof AUDIT_FINDINGS)[number];

export interface AuditFinding {
  readonly kind: AuditFindingKind;
  /** What was expected and what was found. */
  readonly detail: string;
}

/** As the archive confirmed it. */
export interface Promised {
  readonly sha256: string;
  readonly bytes: number;
  readonly objectVersion: string | null;
  readonly retainUntil: Instant | null;
  readonly enforcement: string | null;
  readonly legalHold: boolean | null;
}

export interface Looked {
  /** The very version. */
  readonly seen: StoredObject | null;
  /** What is shown under the key. */
  readonly shown: StoredObject | null;
  readonly read: ReadBackDigest | null;
  /** What the archive said where it could not tell; null where it could. */
  readonly unreadable: string | null;
}

/** Whether the bytes themselves cannot be relied on any more. */
export const losesBytes = ({ kind }: AuditFinding): boolean =>
  kind === 'missing' || kind === 'version_gone' || kind === 'altered' || kind === 'unreadable';

export function judgeObject(promised: Promised, { seen, shown, read, unreadable }: Looked): AuditFinding[] {
  if (unreadable !== null) return [{ kind: 'unreadable', detail: unreadable }];
  if (seen === null) {
    if (promised.objectVersion === null || shown === null)
      return [{ kind: 'missing', detail: `it is not there; ${promised.sha256} was archived` }];
    const detail = `version ${promised.objectVersion} is gone; version ${shown.version ?? '-'} is shown in its place`;
    return [{ kind: 'version_gone', detail }];
  }
  const found: AuditFinding[] = [];
  if (shown === null)
    found.push({ kind: 'hidden', detail: 'it was deleted: the version that was archived is kept, and not shown' });
  if (read !== null && (read.sha256 !== promised.sha256 || read.bytes !== promised.bytes)) {
    const was = `${promised.sha256} of ${String(promised.bytes)} bytes`;
    found.push({ kind: 'altered', detail: `${was} was archived; it is ${read.sha256} of ${String(read.bytes)} now` });
  }
  const { retainUntil, enforcement, legalHold } = promised;
  if (retainUntil !== null && !isKept(seen.retention, retainUntil, enforcement)) {
    const was = `until ${retainUntil} (${enforcement ?? 'recorded'}) was confirmed`;
    const is = seen.retention === null ? 'none' : `${seen.retention.until} (${seen.retention.enforcement})`;
    found.push({ kind: 'lock_shortened', detail: `${was}; it is ${is} now` });
  }
  if (legalHold === true && !seen.legalHold)
    found.push({ kind: 'hold_gone', detail: 'it was under legal hold and is not any more' });
  return found;
}

const isKept = (retention: Retention | null, until: Instant, enforcement: string | null): boolean =>
  reaches(retention, until, isEnforcement(enforcement) ? enforcement : 'recorded');

const isEnforcement = (text: string | null): text is Enforcement =>
  text === 'recorded' || text === 'governance' || text === 'compliance';
