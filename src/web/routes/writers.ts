/** Two people at the labels of one clip see each other. */
import { z } from 'zod';
import { route, type Route } from '../route.js';

const id = z.string().min(1).max(128);

const writersBody = z.strictObject({
  tab: z.string().min(1).max(64),
  /** None when the page is left. */
  clips: z.array(id).max(500),
  changed: z.boolean(),
});

const writersAnswer = z.array(
  z.strictObject({ name: z.string(), self: z.boolean(), changed: z.boolean(), clips: z.int() }),
);

export const WRITER_ROUTES: readonly Route[] = [
  route({
    method: 'POST',
    path: '/api/writers',
    summary: 'Say which labels are open in a tab of the browser, and hear who else has them open; nothing is stored',
    permission: 'clip.label',
    quiet: true,
    body: writersBody,
    answer: writersAnswer,
    targets: ({ body }) => body.clips.map((clip) => ({ kind: 'clip', id: clip, whole: true })),
    handle: ({ station, body, caller }) => (caller.kind === 'person' ? station.page.writers.at(caller, body) : []),
  }),
];
