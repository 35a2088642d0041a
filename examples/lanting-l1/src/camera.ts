/** A Lanting L1: a volume like any other, and an index that says what its file names do not. */
import { type Camera, DeviceError, type ListedFile } from 'bwc-station/device';
import { type IndexLine, lineOf, parseIndex } from './index-file.js';

/** What a card of 64 GB can need is a thousandth of it: anything larger is no index. */
const MOST_INDEX_BYTES = 16 * 1024 * 1024;

/** What `Camera.open` needs to know of a file that is not taken from a listing: its path. */
const INDEX: ListedFile = {
  index: 0,
  path: { text: 'LANTING/INDEX.TXT' },
  bytes: 0,
  allocatedBytes: null,
  stamp: '',
  modified: null,
  class: { as: 'ignored', reason: 'index of the camera' },
  locked: null,
  nameFacts: null,
};

interface Index {
  readonly lines: ReadonlyMap<string, IndexLine>;
  /** Why it is there and could not be read. */
  readonly problem: string | null;
}

export class LantingCamera implements Camera {
  readonly manifest: Camera['manifest'];
  readonly medium: Camera['medium'];
  readonly profile: string;
  /** Known once a listing has run to its end. */
  #lockedBytes: number | null = null;

  /** `files` reads the card or the MTP device: this class adds what the index knows and takes nothing away. */
  constructor(private readonly files: Camera) {
    this.manifest = { ...files.manifest, lockedClips: true, clockSet: false, erase: false };
    this.medium = files.medium;
    this.profile = files.profile;
  }

  async identify(): ReturnType<Camera['identify']> {
    const identity = await this.files.identify();
    const { lines } = await this.#index();
    const officers = new Map([...lines.values()].map((line) => [line.officerNo, line.officerName]));
    // The card says who recorded, not who carries the camera. Where they are all the same person, that is who it is.
    const [only, ...others] = officers;
    if (only === undefined || only[0] === null || others.length > 0) return identity;
    const source = `${identity.source}, ${INDEX.path.text}`;
    return { ...identity, officerNo: only[0], officerName: only[1], source };
  }

  async readiness(): ReturnType<Camera['readiness']> {
    const { battery, storage } = await this.files.readiness();
    return { battery, storage: { ...storage, lockedBytes: this.#lockedBytes } };
  }

  async *list(signal?: AbortSignal): AsyncGenerator<ListedFile> {
    const listed: ListedFile[] = [];
    const index = await this.#index(signal);
    for await (const file of this.files.list(signal)) listed.push(withFacts(file, index));
    const clips = listed.filter((file) => file.class.as === 'clip' && file.locked !== null);
    const locked = clips.filter((file) => file.locked === true);
    this.#lockedBytes = clips.length === 0 ? null : locked.reduce((sum, file) => sum + file.bytes, 0);
    yield* listed;
  }

  readClock(...args: Parameters<Camera['readClock']>): ReturnType<Camera['readClock']> {
    return this.files.readClock(...args);
  }

  open(file: ListedFile): ReturnType<Camera['open']> {
    return this.files.open(file);
  }

  isPresent(): Promise<boolean> {
    return this.files.isPresent();
  }

  close(): Promise<void> {
    return this.files.close();
  }

  /** @throws DeviceError only where the camera is gone: a broken index must not hide the clips. */
  async #index(signal?: AbortSignal): Promise<Index> {
    signal?.throwIfAborted();
    try {
      return { lines: parseIndex(await readWhole(this.files, INDEX)), problem: null };
    } catch (error) {
      if (!(error instanceof DeviceError) || error.code === 'bwc.device.gone') throw error;
      // `changed` is what a path without a file answers: a camera that has not recorded yet has no index.
      return { lines: new Map(), problem: error.code === 'bwc.device.changed' ? null : error.message };
    }
  }
}

function withFacts(file: ListedFile, { lines, problem }: Index): ListedFile {
  if (file.path.text.toUpperCase() === INDEX.path.text) {
    // Officers and locks are lost with it: that is a failure of the visit, not a file of no interest.
    return { ...file, class: problem === null ? INDEX.class : { as: 'failed', reason: problem } };
  }
  const line = file.class.as === 'clip' ? lineOf(lines, file.path) : undefined;
  if (line === undefined) return { ...file, locked: null };
  const { officerNo, start, locked } = line;
  const nameFacts = { pattern: 'lanting-index', serial: null, officerNo, start, important: false, encrypted: false };
  return { ...file, locked, nameFacts };
}

async function readWhole(camera: Camera, file: ListedFile): Promise<Uint8Array> {
  const source = await camera.open(file);
  try {
    if (source.bytes > MOST_INDEX_BYTES) {
      throw new DeviceError('bwc.device.read_error', `${file.path.text} is too large to be an index`);
    }
    const whole = new Uint8Array(source.bytes);
    let at = 0;
    // One read may bring less than was asked for.
    for (let got = 1; got > 0 && at < whole.length; at += got) got = await source.read(whole.subarray(at), at);
    return whole.subarray(0, at);
  } finally {
    await source.close();
  }
}
