import type { CLIP as ZH } from '../zh/clip.js';

export const CLIP: Readonly<Record<keyof typeof ZH, string>> = {
  'clip.start': 'Began (corrected)',
  'clip.camera.time': 'By its own clock',
  'clip.stored': 'Stored',
  'clip.duration': 'Duration',
  'clip.camera': 'Camera',
  'clip.officer': 'Officer number',
  'officer.byLedger': '{no} (taken out)',
  'clip.size': 'Size',
  'clip.path': 'On the camera',
};
