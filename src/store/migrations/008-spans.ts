/** A word about a camera is of a time: of what it recorded between two moments, not of all it ever records. */
export const SPANS = `
ALTER TABLE statements ADD COLUMN from_at TEXT;   -- null where its beginning is not known
ALTER TABLE statements ADD COLUMN until_at TEXT;  -- null while it goes on, and where the subject is no camera
`;
