/** The station over its control socket: the same interface as in-process. */
import { request, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { text as readText } from 'node:stream/consumers';
import { BwcError, ERROR_CODES, messageOf, type ErrorCode, type ErrorDetails } from '../domain/errors.js';
import type { VisitEvent } from '../ingest/visit/visit-events.js';
import type { DaemonActs, DockActs, StationActs, StationQueries } from './api.js';

export interface StationClient extends StationActs, DaemonActs, DockActs {
  readonly queries: StationQueries;
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export function connectStation(socketPath: string): StationClient {
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await send(socketPath, method, path, body);
    return JSON.parse(await readText(response)) as T;
  };
  const get = <T>(path: string, query: object = {}): Promise<T> => call<T>('GET', path + queryString(query as Query));
  const id = encodeURIComponent;
  return {
    queries: {
      status: () => get('/api/status'),
      health: () => get('/api/station'),
      clearPlan: () => get('/api/clear'),
      cameras: () => get('/api/cameras'),
      visits: (filter) => get('/api/visits', filter),
      visit: (visitId) => get(`/api/visits/${id(visitId)}`),
      clips: (filter) => get('/api/clips', filter),
      clip: (clipId) => get(`/api/clips/${id(clipId)}`),
      proof: (clipId) => get(`/api/clips/${id(clipId)}/proof`),
      certificate: (proposal) => get(`/api/disposals/${id(proposal)}/certificate`),
      erasable: () => get('/api/erasable'),
      events: (filter) => get('/api/events', filter),
      ask: (name, input) => call('POST', `/api/questions/${name}`, { input }),
    },
    ingest: (path, by) => lines(() => send(socketPath, 'POST', '/api/ingest', { path, by })),
    follow: (signal) => lines(() => send(socketPath, 'GET', '/api/live', undefined, signal)),
    act: (name, input, by) => call('POST', `/api/acts/${name}`, { input, by }),
    cancel: (visitId, by) => call('POST', `/api/visits/${id(visitId)}/cancel`, { by }),
    retry: (slot, by) => call('POST', '/api/slots/retry', { slot, by }),
    putNote: (folder, path, note, by) => call('POST', '/api/drop/notes', { folder, path, note, by }),
    syncNow: (by) => call('POST', '/api/sync', { by }),
    setPriority: (slot, by) => call('PUT', '/api/priority', { slot, by }),
    recordFindings: (findings, by) => call('POST', '/api/findings', { findings, by }),
    preview: (clipId) => call('POST', `/api/clips/${id(clipId)}/preview`),
    exportList: (asked, by) => send(socketPath, 'POST', '/api/exports/clips', { ...asked, by }),
    printTrail: (clipId, language, by) =>
      send(socketPath, 'GET', `/api/clips/${id(clipId)}/trail${queryString({ language, by })}`),
    takeOriginal: (clipId, by) => send(socketPath, 'POST', `/api/clips/${id(clipId)}/take`, { by }),
    bringBack: (clipId, by) => call('POST', `/api/clips/${id(clipId)}/bring-back`, { by }),
    clearNow: (by) => lines(() => send(socketPath, 'POST', '/api/clear', { by })),
    bagOfVisit: (visit, mhl, by) => call('POST', `/api/visits/${id(visit)}/bag`, { mhl, by }),
    recordVerification: (summary, by) => call('POST', '/api/verifications', { summary, by }),
  };
}

function queryString(query: Query): string {
  const pairs = Object.entries(query).flatMap(([k, v]) =>
    v === undefined ? [] : [[k, String(v)] as [string, string]],
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

function send(
  socketPath: string,
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const req = request({
      socketPath,
      method,
      path,
      headers:
        payload === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) },
      ...(signal === undefined ? {} : { signal }),
    });
    req.on('error', (error) => {
      reject(
        new BwcError(
          'bwc.daemon.unreachable',
          `${socketPath}: ${messageOf(error)}`,
          { socket: socketPath },
          { cause: error },
        ),
      );
    });
    req.on('response', (response) => {
      if ((response.statusCode ?? 500) < 400) resolve(response);
      else
        readText(response).then((body_) => {
          reject(toError(body_));
        }, reject);
    });
    req.end(payload);
  });
}

async function* lines<T = VisitEvent>(open: () => Promise<IncomingMessage>): AsyncGenerator<T> {
  const response = await open();
  try {
    for await (const line of createInterface({ input: response })) if (line !== '') yield JSON.parse(line) as T;
  } finally {
    response.destroy();
  }
}

function toError(body: string): BwcError {
  try {
    const { code, message, details } = JSON.parse(body) as { code: ErrorCode; message: string; details: ErrorDetails };
    if (ERROR_CODES.includes(code)) return new BwcError(code, message, details);
  } catch {
    // not an answer of ours
  }
  return new BwcError('bwc.daemon.unreachable', `unexpected answer: ${body.slice(0, 200)}`);
}
