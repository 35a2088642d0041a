/** The layout of an MTP camera whose folders fit no known one: media anywhere, nothing read out of names. */
import type { Profile } from '../profiles/profile.js';

export const MTP_FILES_PROFILE: Profile = {
  id: 'files',
  family: 'An MTP camera without a known layout',
  evidence: 'no camera layout: what it holds is taken as it is',
  recognise: { specificity: 1, anyOf: [] },
  identity: { kind: 'none', why: 'no known layout' },
  stagingFolders: [],
  importantFolders: [],
  sidecarFolders: [],
  namePatterns: [],
  mediaClock: 'utc',
};
