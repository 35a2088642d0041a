/**
 * Making durable what several writers wrote, together. Each file and each folder has an fsync of its own; where many wait at
 * once on a local file system, one `syncfs` does for all of them, which there costs no more than one fsync.
 */
import { spawn } from 'node:child_process';
import { statfs } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { errnoOf } from '../../../domain/errors.js';
import { fsyncDirectory } from '../../../store/durable.js';
import { syncFd } from '../../../store/reading/fd.js';
import type { Share } from './share.js';

/** What is to be on the medium: the contents of open files, and the names in folders. */
export interface Written {
  readonly files: readonly number[];
  readonly folders: readonly string[];
}

interface Waiting extends Written {
  readonly share: Share;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** A fraction of what the disk takes. */
const GATHER_MS = 3;

/** Fewer are done sooner one by one. */
const WORTH_SYNCFS = 4;

/**
 * ext2/3/4, XFS, btrfs: there `syncfs` writes every file and the journal, flushes the disk and reports what failed. Network file
 * systems promise less of it than of fsync.
 */
const SYNCFS_HOLDS = new Set([0xef53, 0x58465342, 0x9123683e]);

export class Settling {
  #waiting: Waiting[] = [];
  #isBusy = false;
  /** By the number of the device. */
  readonly #holds = new Map<number, boolean>();

  /** All of it is on the medium when this resolves. A failure is final: what was written is to be written anew. */
  settle(share: Share, written: Written): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...written, share, resolve, reject });
      if (!this.#isBusy) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    while (this.#waiting.length > 0) {
      // Whoever is ready soon comes along; the others come with the next round.
      await sleep(GATHER_MS);
      const [first] = this.#waiting;
      const together = this.#waiting.filter(({ share }) => share.device === first?.share.device);
      this.#waiting = this.#waiting.filter((one) => !together.includes(one));
      await this.#round(together);
    }
    this.#isBusy = false;
  }

  async #round(together: readonly Waiting[]): Promise<void> {
    const [first] = together;
    try {
      const many = together.length >= WORTH_SYNCFS;
      if (first !== undefined && many && (await this.#holdsFor(first.share))) {
        if (await syncfs(first.share.fd)) {
          for (const { resolve } of together) resolve();
          return;
        }
        this.#holds.set(first.share.device, false);
      }
    } catch (error) {
      for (const { reject } of together) reject(error);
      return;
    }
    await Promise.all(together.map(oneByOne));
  }

  async #holdsFor({ root, device }: Share): Promise<boolean> {
    const known = this.#holds.get(device);
    if (known !== undefined) return known;
    const holds = SYNCFS_HOLDS.has((await statfs(root)).type);
    this.#holds.set(device, holds);
    return holds;
  }
}

/** The contents before the names. */
async function oneByOne({ files, folders, resolve, reject }: Waiting): Promise<void> {
  try {
    await Promise.all(files.map((fd) => syncFd(fd)));
    await Promise.all([...new Set(folders)].map((folder) => fsyncDirectory(folder)));
    resolve();
  } catch (error) {
    reject(error);
  }
}

/**
 * Node has no call for it: coreutils have. The descriptor is handed down, so that it is this very file system.
 * @returns whether there is such a command
 * @throws the system's error, as far as it is told
 */
function syncfs(fd: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn('sync', ['--file-system', '/proc/self/fd/3'], {
      stdio: ['ignore', 'ignore', 'pipe', fd],
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    });
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.on('error', (error) => {
      if (errnoOf(error) === 'ENOENT') resolve(false);
      else reject(error);
    });
    child.on('close', (code) => {
      if (code === 0) resolve(true);
      else reject(Object.assign(new Error(`syncfs: ${said.trim()}`), { code: codeIn(said) }));
    });
  });
}

const codeIn = (said: string): string =>
  said.includes('No space left') ? 'ENOSPC' : said.includes('quota') ? 'EDQUOT' : 'EIO';
