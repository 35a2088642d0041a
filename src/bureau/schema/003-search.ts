/**
 * How clips are found. Pages are read in the order of recording off the first four; `tokens` holds everything else that is
 * asked for. Its waiting list is switched off: what is imported during the night is not looked through by every search.
 */
export const SEARCH = `
CREATE INDEX clips_by_time ON bureau.clips (sort_at, n);
CREATE INDEX clips_by_station ON bureau.clips (station, sort_at, n);
CREATE INDEX clips_by_event ON bureau.clips (event_type, sort_at, n);
CREATE INDEX clips_by_category ON bureau.clips (category, sort_at, n);
CREATE INDEX clips_by_content ON bureau.clips (sha256);
CREATE INDEX clips_by_tokens ON bureau.clips USING gin (tokens) WITH (fastupdate = off);
ALTER TABLE bureau.clips ALTER COLUMN tokens SET STATISTICS 1000;
ALTER TABLE bureau.clips ALTER COLUMN words SET STATISTICS 0;
`;
