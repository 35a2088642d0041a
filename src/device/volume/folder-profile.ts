/** The profile of a folder an operator names by hand: media anywhere, identity unknown. Never recognised by itself. */
import type { Profile } from '../profiles/profile.js';

export const FOLDER_PROFILE: Profile = {
  id: 'folder',
  family: 'A folder, named by hand',
  evidence: 'no camera layout: what the folder holds is taken as it is',
  recognise: { specificity: 1, anyOf: [] },
  identity: { kind: 'none', why: 'a folder named by hand' },
  stagingFolders: [],
  importantFolders: [],
  sidecarFolders: [],
  namePatterns: [
    {
      id: 'date-time',
      pattern:
        '(?<!\\d)(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})_(?<hour>\\d{2})(?<minute>\\d{2})(?<second>\\d{2})(?!\\d)',
    },
  ],
  mediaClock: 'utc',
};
