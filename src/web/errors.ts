/** Errors as answers: `{code, message, details}` with the status that fits. */
import { z } from 'zod';
import { codeOfForeign, isBwcError, messageOf, type ErrorCode, type ErrorDetails } from '../domain/errors.js';
import { describeIssue } from '../policy/describe-issue.js';

export interface ErrorAnswer {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails;
}

const STATUS: Partial<Record<ErrorCode, number>> = {
  'bwc.store.not_found': 404,
  'bwc.media.no_preview': 404,
  'bwc.media.range': 416,
  'bwc.disposal.done': 410,
  'bwc.usage': 400,
  'bwc.ingest.source_missing': 404,
  'bwc.access.signed_out': 401,
  'bwc.access.credentials': 401,
  'bwc.access.code': 401,
  'bwc.access.throttled': 429,
  'bwc.access.forbidden': 403,
  'bwc.access.confirm': 403,
  'bwc.access.origin': 403,
  'bwc.access.password': 422,
  'bwc.rules.unknown': 422,
  'bwc.print.busy': 503,
  'bwc.archive.config': 500,
  'bwc.clear.off': 422,
  'bwc.clear.room': 507,
};

/** What was refused because of what it says or of how things stand: the caller can mend it. */
const REFUSED =
  /^bwc\.(?:label|name|facts|activity|case|hold|approval|disposal|camera|deadline|interruption|person|unit|table|calendar)\./;

/** The station is there, the archive behind it does not hand over what was asked for; 502 and 503 would say that the station is not. */
const BEHIND = /^bwc\.archive\./;

const statusOf = (code: ErrorCode): number =>
  STATUS[code] ?? (BEHIND.test(code) ? 504 : REFUSED.test(code) ? 422 : 500);

/** @returns the status and the answer; what nobody foresaw says nothing of the inside to people beyond this machine */
export function errorAnswer(
  error: unknown,
  inside: boolean,
): { readonly status: number; readonly answer: ErrorAnswer } {
  if (error instanceof z.ZodError) return { status: 400, answer: usage(error) };
  if (isBwcError(error)) {
    const { code, message, details } = error;
    return { status: statusOf(code), answer: { code, message, details } };
  }
  const status = clientStatus(error);
  if (status !== null) return { status, answer: { code: 'bwc.usage', message: messageOf(error), details: {} } };
  const message = inside ? messageOf(error) : 'an error nobody foresaw; the log has it';
  return { status: 500, answer: { code: codeOfForeign(error), message, details: {} } };
}

function usage(error: z.ZodError): ErrorAnswer {
  const { key, why } = describeIssue(error);
  return { code: 'bwc.usage', message: key === '' ? why : `${key}: ${why}`, details: { key } };
}

/** Fastify's own: a body that is no JSON, too long, of another type. */
function clientStatus(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return null;
  const { statusCode } = error;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : null;
}
