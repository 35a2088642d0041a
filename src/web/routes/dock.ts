/** The dock: what stands in it, what was taken in, and what is happening just now. */
import { z } from 'zod';
import type { Caller } from '../access/caller.js';
import { wallEvent, wallStatus } from '../access/wall.js';
import { cameraAnswer } from '../answers.js';
import {
  findingsBody,
  ingestBody,
  liveQuery,
  noteBody,
  priorityBody,
  retryBody,
  syncBody,
  verificationBody,
  visitQuery,
} from '../filters.js';
import { AT_THE_DOCK, ELSEWHERE, sendEvents, sendLines } from '../live.js';
import { route, type Call, type Route } from '../route.js';
import type { VisitEvent } from '../../ingest/visit/visit-events.js';
import type { LiveEvent } from '../writers.js';
import { idParams } from './clips.js';
import { ACT_BYTES } from './records.js';
import { done, OK } from './session.js';

const anything = z.unknown();

const isWall = (caller: Caller): boolean => caller.kind === 'person' && caller.wall;

/** Says once that something changed at the labels that the caller has open. */
function writersOf({ caller, station }: Pick<Call<unknown, unknown, unknown>, 'caller' | 'station'>) {
  let before = 0;
  return (): LiveEvent | null => {
    const turn = caller.kind === 'person' ? station.page.writers.turnOf(caller.session) : 0;
    const told = turn > before;
    before = turn;
    return told ? { type: 'writers' } : null;
  };
}

export const DOCK_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/status',
    summary: 'The station now: slots, alarms, disk, deadlines',
    permission: 'dock.see',
    wall: true,
    quiet: true,
    answer: anything,
    handle: async ({ station, caller }) => {
      const status = await station.queries.status();
      return isWall(caller) ? wallStatus(status) : status;
    },
  }),
  route({
    method: 'GET',
    path: '/api/cameras',
    summary: 'Cameras that were docked',
    permission: 'camera.see',
    answer: z.array(cameraAnswer),
    handle: ({ station }) => station.queries.cameras(),
  }),
  route({
    method: 'GET',
    path: '/api/visits',
    summary: 'Visits of cameras',
    permission: 'dock.see',
    query: visitQuery,
    answer: anything,
    handle: ({ station, query }) => station.queries.visits(query),
  }),
  route({
    method: 'GET',
    path: '/api/visits/{id}',
    summary: 'One visit, with what was not stored and why',
    permission: 'dock.see',
    params: idParams,
    answer: anything,
    handle: ({ station, params }) => station.queries.visit(params.id),
  }),
  route({
    method: 'GET',
    path: '/api/live',
    wall: true,
    quiet: true,
    summary: 'What happens at the dock, from now on',
    permission: 'dock.see',
    query: liveQuery,
    answer: anything,
    answers: ['text/event-stream', 'application/x-ndjson'],
    handle: (call) => {
      // A session can end while a stream goes on: only the stream for browsers looks.
      const asEvents =
        call.caller.kind !== 'operator' || call.request.headers.accept?.includes('text/event-stream') === true;
      if (!asEvents) return sendLines(call.reply, call.station.follow(call.gone()), true);
      const shown = isWall(call.caller) ? wallEvent : (event: VisitEvent) => event;
      const pace = call.query.progress ? AT_THE_DOCK : ELSEWHERE;
      return sendEvents(call, (signal) => call.station.events.batches(signal), pace, shown, writersOf(call));
    },
  }),
  route({
    method: 'POST',
    path: '/api/ingest',
    summary: 'Take in a folder of this machine as a camera',
    permission: 'operator',
    body: ingestBody,
    answer: anything,
    answers: ['application/x-ndjson'],
    handle: ({ station, body, by, reply }) => sendLines(reply, station.ingest(body.path, by), false),
  }),
  route({
    method: 'POST',
    path: '/api/visits/{id}/bag',
    summary:
      'A visit to be handed over: its tag files, and where its payload lies in the data directory; a custody entry for each clip',
    permission: 'operator',
    params: idParams,
    body: z.strictObject({ mhl: z.boolean() }),
    answer: anything,
    handle: ({ station, params, body, by }) => station.bagOfVisit(params.id, body.mhl, by),
  }),
  route({
    method: 'POST',
    path: '/api/visits/{id}/cancel',
    summary: 'Stop a visit; what is stored stays',
    permission: 'dock.act',
    params: idParams,
    answer: done,
    handle: async ({ station, params, by }) => {
      await station.dock.cancel(params.id, by);
      return OK;
    },
  }),
  route({
    method: 'POST',
    path: '/api/slots/retry',
    summary: 'Read what stands in a slot again after its visit has ended',
    permission: 'dock.act',
    body: retryBody,
    answer: done,
    handle: async ({ station, body, by }) => {
      await station.dock.retry(body.slot, by);
      return OK;
    },
  }),
  route({
    method: 'POST',
    path: '/api/drop/notes',
    summary: 'Say where a file in a drop folder comes from: it is taken in then',
    permission: 'dock.act',
    body: noteBody,
    answer: done,
    handle: async ({ station, body, by }) => {
      await station.dock.putNote(body.folder, body.path, body.note, by);
      return OK;
    },
  }),
  route({
    method: 'POST',
    path: '/api/sync',
    summary: 'Send what may go to the archives now, outside the hours of sync as well',
    permission: 'archive.sync',
    body: syncBody,
    answer: done,
    handle: async ({ station, by }) => {
      await station.syncNow(by);
      return OK;
    },
  }),
  route({
    method: 'GET',
    path: '/api/clear',
    summary: 'What clearing the disk would do now',
    permission: 'archive.sync',
    answer: anything,
    handle: ({ station }) => station.queries.clearPlan(),
  }),
  route({
    method: 'POST',
    path: '/api/clear',
    summary: 'Clear the disk by the policy, now: a line for each clip, and one at the end',
    permission: 'archive.sync',
    confirm: true,
    body: syncBody,
    answer: anything,
    answers: ['application/x-ndjson'],
    handle: ({ station, by, reply }) => sendLines(reply, station.clearNow(by), false),
  }),
  route({
    method: 'PUT',
    path: '/api/priority',
    summary: 'The slot that is read first',
    permission: 'dock.act',
    body: priorityBody,
    answer: done,
    handle: async ({ station, body, by }) => {
      await station.dock.setPriority(body.slot, by);
      return OK;
    },
  }),
  route({
    method: 'POST',
    path: '/api/findings',
    summary: 'Put on record what bwc verify found, some at a time; its end follows',
    permission: 'operator',
    body: findingsBody,
    bodyBytes: ACT_BYTES,
    answer: done,
    handle: async ({ station, body, by }) => {
      await station.recordFindings(body.findings, by);
      return OK;
    },
  }),
  route({
    method: 'POST',
    path: '/api/verifications',
    summary: 'Put on record what bwc verify found',
    permission: 'operator',
    body: verificationBody,
    bodyBytes: ACT_BYTES,
    answer: done,
    handle: async ({ station, body, by }) => {
      await station.recordVerification(body.summary, by);
      return OK;
    },
  }),
];
