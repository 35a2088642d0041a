/** Files of previews: made in `derived/making`, then put in their place whole. The only code here that removes any. */
import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, renameSync } from 'node:fs';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newUlid } from '../../domain/ids.js';
import type { DataPaths } from '../../store/paths.js';
import type { PreviewFile } from '../../store/repositories/previews.js';
import type { MadeFile } from './maker-answer.js';
import { MAX_FILES } from './maker-protocol.js';

const EXTENSIONS: Readonly<Record<MadeFile['type'], string>> = {
  'video/mp4': 'mp4',
  'audio/mp4': 'm4a',
  'image/jpeg': 'jpg',
};

export class PreviewFiles {
  constructor(private readonly paths: DataPaths) {}

  /** What a crash left half made goes. */
  async sweep(): Promise<void> {
    await mkdir(this.paths.making, { recursive: true, mode: 0o750 });
    for (const name of await readdir(this.paths.making)) await rm(join(this.paths.making, name), { force: true });
  }

  /** Empty files to make something in. */
  async stage(): Promise<string[]> {
    await mkdir(this.paths.making, { recursive: true, mode: 0o750 });
    const files = Array.from({ length: MAX_FILES }, () => join(this.paths.making, newUlid()));
    for (const file of files) await (await open(file, 'wx', 0o640)).close();
    return files;
  }

  async discard(staged: readonly string[]): Promise<void> {
    for (const file of staged) await rm(file, { force: true });
  }

  /** On the disk for good, with its digest: a preview that a power cut emptied would be served as if it were whole. */
  async finish(staged: string, made: MadeFile, sha256OfClip: string): Promise<PreviewFile> {
    const handle = await open(staged, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of createReadStream(staged) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
    }
    const { role, type, width, height, durationMs } = made;
    const name = `${sha256OfClip}.${role}.${EXTENSIONS[type]}`;
    const storedPath = `derived/previews/${sha256OfClip.slice(0, 2)}/${name}`;
    return { role, type, width, height, durationMs, bytes, sha256: hash.digest('hex'), storedPath };
  }

  /** Without a pause between the commit that names it and this. */
  place(staged: string, { storedPath }: PreviewFile): void {
    const file = join(this.paths.root, storedPath);
    mkdirSync(dirname(file), { recursive: true, mode: 0o750 });
    renameSync(staged, file);
  }

  async remove(files: readonly PreviewFile[]): Promise<void> {
    for (const { storedPath } of files) await rm(join(this.paths.root, storedPath), { force: true });
  }
}
