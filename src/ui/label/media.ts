/** Where what can be looked at of a clip is. */
import type { ClipView } from '../../web/api-types.js';

const of = (clip: ClipView, what: string): string => `/api/clips/${encodeURIComponent(clip.id)}/${what}`;

export const playUrl = (clip: ClipView): string => of(clip, 'preview');
export const pictureUrl = (clip: ClipView): string => of(clip, 'picture');
export const posterUrl = (clip: ClipView): string => of(clip, 'poster');
