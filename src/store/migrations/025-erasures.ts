/** Finding quickly which checkpoints an archive was shown. */
export const ERASURES = `
CREATE INDEX custody_shown ON custody_entries (seq) WHERE kind = 'archive.checkpoint_shown';
`;
