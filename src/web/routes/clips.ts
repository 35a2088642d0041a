/** Clips, the proofs of what is on record of them, and the custody log. */
import { z } from 'zod';
import { clipQuery, eventQuery } from '../filters.js';
import { route, type Route } from '../route.js';

export const idParams = z.strictObject({ id: z.string().min(1).max(128) });

const anything = z.unknown();

export const CLIP_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/clips',
    summary: 'Clips, a page at a time',
    permission: 'clip.see',
    query: clipQuery,
    answer: anything,
    handle: ({ station, query }) => station.queries.clips(query),
  }),
  route({
    method: 'GET',
    path: '/api/clips/{id}',
    summary: 'One clip with its sidecars and custody entries, by id or SHA-256',
    permission: 'clip.see',
    params: idParams,
    answer: anything,
    handle: ({ station, params }) => station.queries.clip(params.id),
  }),
  route({
    method: 'GET',
    path: '/api/clips/{id}/proof',
    summary: 'What an outsider needs to check a clip',
    permission: 'clip.see',
    params: idParams,
    answer: anything,
    handle: ({ station, params }) => station.queries.proof(params.id),
  }),
  route({
    method: 'GET',
    path: '/api/disposals/{id}/certificate',
    summary: 'The certificate of a disposal',
    permission: 'disposal.see',
    params: idParams,
    answer: anything,
    handle: ({ station, params }) => station.queries.certificate(params.id),
  }),
  route({
    method: 'GET',
    path: '/api/events',
    summary: 'The custody log',
    permission: 'custody.see',
    query: eventQuery,
    answer: anything,
    handle: ({ station, query }) => station.queries.events(query),
  }),
];
