/** Calls of the station's API. Everything that fails is an `ApiError` with a code people can read over the phone. */
import type { ActInput, ActName, ActOutput, QuestionInput, QuestionName, QuestionOutput } from '../../web/api-types.js';

export class ApiError extends Error {
  constructor(
    /** A code of the catalogue, or another where the answer is none of ours. */
    readonly code: string,
    message: string,
    /** Of the HTTP answer; 0 where there was none. */
    readonly status: number,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** What is told of every answer: whether the station is there, and whether the session still stands. */
export interface Watcher {
  readonly answered: () => void;
  readonly unreachable: () => void;
  readonly signedOut: () => void;
}

let watcher: Watcher | undefined;

export function watchCalls(by: Watcher): void {
  watcher = by;
}

/** The daemon's own word for a station that does not answer. */
export const UNREACHABLE = 'bwc.daemon.unreachable';

const SIGNED_OUT = 'bwc.access.signed_out';

/** @throws ApiError for everything but an answer that is well */
async function answered(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    watcher?.unreachable();
    throw new ApiError(UNREACHABLE, String(error), 0);
  }
  if (response.ok) {
    watcher?.answered();
    return response;
  }
  const error = errorOf(await response.text(), response.status);
  // A gateway between, or a daemon that is just going: as good as not there.
  if (response.status === 502 || response.status === 503) watcher?.unreachable();
  else watcher?.answered();
  if (error.code === SIGNED_OUT) watcher?.signedOut();
  throw error;
}

export async function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const text = await (await answered(method, path, body, signal)).text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** A file that the station makes as it is sent: one that breaks off is none. */
export async function fileOf(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Blob> {
  const response = await answered(method, path, body);
  try {
    return await response.blob();
  } catch (error) {
    throw new ApiError(UNREACHABLE, String(error), response.status);
  }
}

/** Why a file cannot be had, by asking for its first byte; undefined where it can. */
export async function whyNot(path: string, signal: AbortSignal): Promise<ApiError | undefined> {
  const response = await fetch(path, { credentials: 'same-origin', headers: { range: 'bytes=0-0' }, signal });
  const text = await response.text();
  return response.ok ? undefined : errorOf(text, response.status);
}

function errorOf(text: string, status: number): ApiError {
  try {
    const { code, message, details } = JSON.parse(text) as {
      code?: unknown;
      message?: unknown;
      details?: Record<string, unknown>;
    };
    if (typeof code === 'string') return new ApiError(code, String(message), status, details);
  } catch {
    // not an answer of ours
  }
  return new ApiError(`http.${String(status)}`, text.slice(0, 200), status);
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => call<T>('GET', path, undefined, signal);

export const ask = <N extends QuestionName>(
  name: N,
  input: QuestionInput<N>,
  signal?: AbortSignal,
): Promise<QuestionOutput<N>> => call('POST', `/api/questions/${name}`, { input }, signal);

export const act = <N extends ActName>(name: N, input: ActInput<N>): Promise<ActOutput<N>> =>
  call('POST', `/api/acts/${name}`, { input });
