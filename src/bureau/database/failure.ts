/** What PostgreSQL and the way to it answer, as errors of ours. None of them repeats a password, and the driver's own says none. */
import { BwcError, errnoOf, messageOf, type ErrorCode } from '../../domain/errors.js';

/** Conditions (SQLSTATE) by their beginning; the longer one counts. */
const STATES: readonly (readonly [prefix: string, code: ErrorCode])[] = [
  ['28', 'bwc.bureau.credentials'],
  ['3D000', 'bwc.bureau.database'],
  ['42501', 'bwc.bureau.forbidden'],
  ['3F000', 'bwc.bureau.schema'],
  ['42P01', 'bwc.bureau.schema'],
  ['42883', 'bwc.bureau.schema'],
  ['BW002', 'bwc.bureau.append_only'],
  ['08', 'bwc.bureau.unreachable'],
  ['57P', 'bwc.bureau.unreachable'],
  ['53', 'bwc.bureau.unreachable'],
];

const STATE = /^[0-9A-Z]{5}$/;
/** The driver's own words where the connection ended under a question, or was not made in time. */
const BROKEN =
  /connection (?:terminated|timeout|ended)|not queryable|client was closed|timeout expired|client has encountered/i;

/** @param shown the database, without a password */
export function asBureauError(error: unknown, shown: string): BwcError {
  if (error instanceof BwcError) return error;
  const state = errnoOf(error) ?? '';
  const code = STATE.test(state) && !state.startsWith('E') ? ofState(state) : ofWire(error, state);
  const message = messageOf(error) === '' ? state : messageOf(error);
  return new BwcError(code, `${shown}: ${message}`, { database: shown, state }, { cause: error });
}

const ofState = (state: string): ErrorCode =>
  STATES.find(([prefix]) => state.startsWith(prefix))?.[1] ?? 'bwc.bureau.failed';

/** No answer of the server's: a name that is not found, a port nobody listens on, a socket that is not there. */
const ofWire = (error: unknown, errno: string): ErrorCode =>
  errno !== '' || BROKEN.test(messageOf(error)) || error instanceof AggregateError
    ? 'bwc.bureau.unreachable'
    : /password|SASL|authentication/i.test(messageOf(error))
      ? 'bwc.bureau.credentials'
      : 'bwc.bureau.failed';
