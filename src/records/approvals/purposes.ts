import { APPROVAL_PURPOSES } from '../../policy/facts/facts.js';

/** What an approval on record may be for. */
export const RECORDED_PURPOSES = APPROVAL_PURPOSES.filter((purpose) => purpose !== 'lateUpload');
