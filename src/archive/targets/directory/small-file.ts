/** Write-once small files: notes and the marker. */
import { rm } from 'node:fs/promises';
import { newUlid } from '../../../domain/ids.js';
import { partPath } from './layout.js';
import { openPart } from './part.js';
import { publish } from './publish.js';
import type { Share } from './share.js';

/** As a whole and durably, or not at all. False where the name is taken; what has it stays. */
export async function createSmallFile(share: Share, target: string, text: string): Promise<boolean> {
  const name = `${newUlid()}.part`;
  const part = await openPart(share, name, 'new');
  try {
    await part.writeFile(text);
    await part.sync();
    return (await publish(share.root, partPath(share.root, name), target)) === 'published';
  } finally {
    await part.close();
    await rm(partPath(share.root, name), { force: true });
  }
}
