import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readMediaFacts, type MediaOptions } from '../../../src/ingest/media/read-media-facts.js';
import type { MediaFacts } from '../../../src/ingest/media/media-facts.js';
import type { ClipKind } from '../../../src/domain/clip.js';

export const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../../fixtures/media/${name}`, import.meta.url));

export const headOf = (name: string): Uint8Array => readFileSync(fixture(name)).subarray(0, 4096);

const kindOf = (name: string): ClipKind =>
  /\.(jpg|png)$/.test(name) ? 'photo' : /\.(wav|m4a|mp3)$/.test(name) ? 'audio' : 'video';

/** Facts by file name, for fixtures or absolute paths. */
export async function factsOfAll(
  names: readonly string[],
  options: Partial<MediaOptions> = {},
): Promise<Record<string, MediaFacts>> {
  const jobs = names.map((id) => ({ id, path: id.startsWith('/') ? id : fixture(id), kind: kindOf(id) }));
  const found: Record<string, MediaFacts> = {};
  for await (const { id, facts } of readMediaFacts(jobs, { thumbnail: false, timeoutMs: 20_000, ...options })) {
    found[id] = facts;
  }
  return found;
}
