/** Which slot is read first is what was said last: found without reading the log. */
export const PRIORITY = `
CREATE INDEX custody_priorities ON custody_entries (seq) WHERE kind = 'priority.set';
`;
