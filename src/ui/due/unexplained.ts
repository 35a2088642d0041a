/** Interruptions that nobody has explained, of all activities that the person sees: asked for part by part. */
import { ask } from '../api/client.js';
import type { Interruption } from './interruption-table.js';

/** The oldest first. */
export async function unexplained(signal: AbortSignal): Promise<readonly Interruption[]> {
  const rows: Interruption[] = [];
  let after: string | null = null;
  do {
    const part: Awaited<ReturnType<typeof partAfter>> = await partAfter(after, signal);
    rows.push(...part.rows);
    after = part.next;
  } while (after !== null);
  return rows.sort((a, b) => (a.from < b.from ? -1 : 1));
}

const partAfter = (after: string | null, signal: AbortSignal) => ask('interruptions', { after }, signal);
