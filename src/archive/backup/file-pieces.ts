/** A file of this station, read piece by piece. */
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { PIECE_BYTES } from './piece.js';

export class FilePieces {
  private constructor(private readonly handle: FileHandle) {}

  static async open(file: string): Promise<FilePieces> {
    return new FilePieces(await open(file, constants.O_RDONLY | constants.O_NOFOLLOW));
  }

  /** @returns the bytes of the n-th piece; none behind the end */
  async at(n: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(PIECE_BYTES);
    let have = 0;
    while (have < PIECE_BYTES) {
      const { bytesRead } = await this.handle.read(buffer, have, PIECE_BYTES - have, n * PIECE_BYTES + have);
      if (bytesRead === 0) break;
      have += bytesRead;
    }
    return buffer.subarray(0, have);
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}
