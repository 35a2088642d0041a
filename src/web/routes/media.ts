/** Looking at clips: originals, what was made of them, and where the camera was. */
import { z } from 'zod';
import { BwcError } from '../../domain/errors.js';
import { MEDIA_PARTS, type MediaPart } from '../media/clip-media.js';
import { sendFile } from '../media/send-file.js';
import { route, type Call, type Route } from '../route.js';
import { clipTarget, idParams } from './clips.js';

const bytes = z.unknown();
const PDF = 'application/pdf';

const SUMMARIES: Readonly<Record<MediaPart, string>> = {
  original: 'The original, whole or a range of it',
  preview: 'What browsers play of a film or a sound: the preview, or the original where that plays as it is',
  picture: 'A photo, upright and scaled down',
  sheet: 'Nine pictures of a film, from beginning to end',
  poster: 'One small picture of a film or a photo',
  thumbnail: 'The smallest picture',
};

/** Pictures that stand in lists: to show one is not to look at the clip. */
const IN_LISTS: readonly MediaPart[] = ['poster', 'thumbnail'];

async function sendPart(call: Call<z.output<typeof idParams>, unknown, unknown>, part: MediaPart): Promise<unknown> {
  const { station, caller, params, request, reply } = call;
  const file = await station.page.media.file(params.id, part);
  if (!IN_LISTS.includes(part))
    station.page.views.note(caller, file.clip, part === 'original' ? 'original' : 'preview');
  if (await sendFile(request, reply, file)) return reply;
  // Cleared from the disk a moment ago: then it comes from its archive.
  const since = await station.page.media.file(params.id, part);
  if (typeof since.from !== 'string' && (await sendFile(request, reply, since))) return reply;
  await station.page.media.altered(params.id, part);
  throw part === 'original'
    ? new BwcError('bwc.store.original_altered', `the original of ${params.id} is not as it was stored`, {
        id: params.id,
      })
    : new BwcError('bwc.media.no_preview', `the ${part} of ${params.id} is gone`, {
        clip: params.id,
        reason: 'dropped',
      });
}

const partRoute = (part: MediaPart): Route =>
  route({
    method: 'GET',
    path: `/api/clips/{id}/${part}`,
    summary: SUMMARIES[part],
    permission: 'clip.see',
    params: idParams,
    answer: bytes,
    answers: ['application/octet-stream'],
    targets: clipTarget,
    handle: (call) => sendPart(call, part),
  });

export const MEDIA_ROUTES: readonly Route[] = [
  ...MEDIA_PARTS.map(partRoute),
  route({
    method: 'POST',
    path: '/api/clips/{id}/preview',
    summary: 'Makes a preview now, or says what there is',
    permission: 'clip.see',
    params: idParams,
    answer: z.unknown(),
    targets: clipTarget,
    handle: ({ station, params }) => station.page.media.preview(params.id),
  }),
  route({
    method: 'GET',
    path: '/api/clips/{id}/trail',
    summary: 'The audit trail of a clip as PDF; that it was taken is a custody entry',
    permission: 'export.make',
    confirm: true,
    params: idParams,
    query: z.strictObject({ language: z.enum(['zh', 'en']).default('zh') }),
    answer: bytes,
    answers: [PDF],
    targets: clipTarget,
    handle: async ({ station, params, query, by, reply }) => {
      const pdf = await station.printTrail(params.id, query.language, by);
      return reply.type(PDF).header('content-disposition', 'attachment; filename="trail.pdf"').send(pdf);
    },
  }),
  route({
    method: 'POST',
    path: '/api/clips/{id}/take',
    summary: 'The original, all of it, from the disk or from its archive; that it is taken is on record before',
    permission: 'clip.see',
    params: idParams,
    body: z.strictObject({}),
    answer: bytes,
    answers: ['application/octet-stream'],
    targets: clipTarget,
    handle: async ({ station, params, by, reply }) =>
      reply.type('application/octet-stream').send(await station.takeOriginal(params.id, by)),
  }),
  route({
    method: 'POST',
    path: '/api/clips/{id}/bring-back',
    summary: 'Bring an original that was cleared from the disk back to it',
    permission: 'archive.sync',
    params: idParams,
    body: z.strictObject({}),
    answer: z.strictObject({ clip: z.string(), storedPath: z.string(), bytes: z.int(), fetched: z.boolean() }),
    targets: clipTarget,
    handle: ({ station, params, by }) => station.bringBack(params.id, by),
  }),
  route({
    method: 'GET',
    path: '/api/clips/{id}/track',
    summary: 'Where the camera was, by what was recorded beside the clip',
    permission: 'clip.see',
    params: idParams,
    answer: z.unknown(),
    targets: clipTarget,
    handle: ({ station, params }) => station.page.media.track(params.id),
  }),
];
