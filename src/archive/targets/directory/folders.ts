/** Making the folders of a share, and knowing which of them have durable names, so that each is settled once and not for each file. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FOLDER_MODE } from './layout.js';
import type { Share } from './share.js';

/** More are forgotten, and settled once more. */
const MOST_KNOWN = 20_000;

export class Folders {
  /** By device and path below the root. */
  readonly #durable = new Set<string>();

  /**
   * Makes a folder below the root, with its parents.
   * @returns the folders in which names are to be made durable, so that everything in this one can be found after a power cut
   */
  async make(share: Share, folder: string): Promise<string[]> {
    await mkdir(folder, { mode: FOLDER_MODE, recursive: true });
    const unsettled = [folder];
    for (let at = folder; at !== share.root; at = dirname(at))
      if (!this.#durable.has(nameOf(share, at))) unsettled.push(dirname(at));
    return unsettled;
  }

  /** What `make` told of a folder was made durable. */
  settled(share: Share, folder: string): void {
    if (this.#durable.size > MOST_KNOWN) this.#durable.clear();
    for (let at = folder; at !== share.root; at = dirname(at)) this.#durable.add(nameOf(share, at));
  }
}

const nameOf = ({ device, root }: Share, folder: string): string => `${String(device)}:${folder.slice(root.length)}`;
