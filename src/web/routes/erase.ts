/** What would be taken off the cameras in the dock. */
import { z } from 'zod';
import { route, type Route } from '../route.js';

export const ERASE_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/erasable',
    summary: 'What would be taken off each camera in the dock at its next docking, and why the rest would stay',
    permission: 'archive.sync',
    answer: z.unknown(),
    handle: ({ station }) => station.queries.erasable(),
  }),
];
