/**
 * Words by week. An index of words alone gathers every clip that ever held a word before it can show the last fifty; with the
 * week beside the word it is asked for one week after the other, and stops where the page is full. The week is counted
 * from 1970 in UTC: it only has to be short and in the order of recording. Built anew, in minutes for ten million clips.
 */
export const weekOf = (column: string): string =>
  `ARRAY[floor(date_part('epoch', ${column} AT TIME ZONE 'UTC') / 604800)::integer]`;

export const WEEKS = `
DROP INDEX bureau.clips_by_tokens;
CREATE INDEX clips_by_tokens ON bureau.clips USING gin ((${weekOf('sort_at')}), tokens) WITH (fastupdate = off);
`;
