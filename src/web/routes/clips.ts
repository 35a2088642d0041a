/** Clips, the proofs of what is on record of them, and the custody log. */
import { z } from 'zod';
import { clipAnswer, clipDetailAnswer, eventAnswer, proofAnswer } from '../answers.js';
import { clipQuery, eventQuery } from '../filters.js';
import type { Target } from '../access/targets.js';
import { route, type Route } from '../route.js';

export const idParams = z.strictObject({ id: z.string().min(1).max(128) });

/** For every route about one clip. */
export const clipTarget = ({ params }: { readonly params: { readonly id: string } }): readonly Target[] => [
  { kind: 'clip', id: params.id, whole: true },
];

const anything = z.unknown();

export const CLIP_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/clips',
    summary: 'Clips, a page at a time',
    permission: 'clip.see',
    query: clipQuery,
    answer: z.array(clipAnswer),
    handle: ({ station, query, sight }) => station.queries.clips(query, sight()),
  }),
  route({
    method: 'GET',
    path: '/api/clips/{id}',
    summary: 'One clip with its sidecars and custody entries, by id or SHA-256',
    permission: 'clip.see',
    params: idParams,
    answer: clipDetailAnswer,
    targets: clipTarget,
    handle: async ({ station, params, caller }) => {
      const found = await station.queries.clip(params.id);
      station.page.views.note(caller, found.clip.id, 'page');
      return found;
    },
  }),
  route({
    method: 'GET',
    path: '/api/clips/{id}/proof',
    summary: 'What an outsider needs to check a clip',
    permission: 'clip.see',
    params: idParams,
    answer: proofAnswer,
    targets: clipTarget,
    handle: ({ station, params }) => station.queries.proof(params.id),
  }),
  route({
    method: 'GET',
    path: '/api/disposals/{id}/certificate',
    summary: 'The certificate of a disposal',
    permission: 'disposal.see',
    params: idParams,
    answer: anything,
    targets: ({ params }) => [{ kind: 'proposal', id: params.id, whole: false }],
    handle: ({ station, params }) => station.queries.certificate(params.id),
  }),
  route({
    method: 'GET',
    path: '/api/events',
    summary: 'The custody log',
    permission: 'custody.see',
    query: eventQuery,
    answer: z.array(eventAnswer),
    targets: ({ query }) => (query.clip === undefined ? [] : [{ kind: 'clip', id: query.clip, whole: false }]),
    handle: ({ station, query, sight }) => station.queries.events(query, sight()),
  }),
];
