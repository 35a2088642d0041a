/** Where what there is of a clip is. */
type What = 'original' | 'preview' | 'picture' | 'sheet' | 'poster' | 'track' | 'trail' | 'proof';

export const partUrl = (clip: string, what: What): string => `/api/clips/${encodeURIComponent(clip)}/${what}`;
