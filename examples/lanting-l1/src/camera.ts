/** A Lanting L1: a volume like any other, and an index that says what its file names do not. */
import { type Camera, DeviceError, hasCode, type ListedFile, readCameraFile, wrapCamera } from 'bwc-station/device';
import { type IndexLine, lineOf, parseIndex } from './index-file.js';

const INDEX = 'LANTING/INDEX.TXT';
/** What a card of 64 GB can need is a thousandth of it: anything larger is no index. */
const MOST_INDEX_BYTES = 16 * 1024 * 1024;

interface Index {
  readonly lines: ReadonlyMap<string, IndexLine>;
  /** Why it is there and could not be read. */
  readonly problem: string | null;
}

/** `files` reads the card or the MTP device: what the index knows is added, and nothing is taken away. */
export function lantingCamera(files: Camera): Camera {
  /** Known once a listing has run to its end. */
  let lockedBytes: number | null = null;
  return wrapCamera(files, {
    manifest: { ...files.manifest, lockedClips: true, clockSet: false, erase: false },

    identify: async () => {
      const identity = await files.identify();
      const { lines } = await readIndex(files);
      const officers = new Map([...lines.values()].map((line) => [line.officerNo, line.officerName]));
      // The card says who recorded, not who carries the camera. Where they are all the same person, that is who it is.
      const [only, ...others] = officers;
      if (only === undefined || only[0] === null || others.length > 0) return identity;
      return { ...identity, officerNo: only[0], officerName: only[1], source: `${identity.source}, ${INDEX}` };
    },

    readiness: async () => {
      const { battery, storage } = await files.readiness();
      return { battery, storage: { ...storage, lockedBytes } };
    },

    list: async function* (signal) {
      signal?.throwIfAborted();
      const index = await readIndex(files);
      const listed: ListedFile[] = [];
      for await (const file of files.list(signal)) listed.push(withFacts(file, index));
      const clips = listed.filter((file) => file.class.as === 'clip' && file.locked !== null);
      const locked = clips.filter((file) => file.locked === true);
      lockedBytes = clips.length === 0 ? null : locked.reduce((sum, file) => sum + file.bytes, 0);
      yield* listed;
    },
  });
}

/** @throws DeviceError only where the camera is gone: a broken index must not hide the clips. */
async function readIndex(files: Camera): Promise<Index> {
  try {
    // A camera that has not recorded yet has no index.
    const bytes = await readCameraFile(files, INDEX, MOST_INDEX_BYTES);
    return { lines: parseIndex(bytes ?? new Uint8Array()), problem: null };
  } catch (error) {
    if (!(error instanceof DeviceError) || hasCode(error, 'bwc.device.gone')) throw error;
    return { lines: new Map(), problem: error.message };
  }
}

function withFacts(file: ListedFile, { lines, problem }: Index): ListedFile {
  if (file.path.text.toUpperCase() === INDEX) {
    // Officers and locks are lost with it: that is a failure of the visit, not a file of no interest.
    const reason = 'index of the camera';
    return { ...file, class: problem === null ? { as: 'ignored', reason } : { as: 'failed', reason: problem } };
  }
  const line = file.class.as === 'clip' ? lineOf(lines, file.path) : undefined;
  if (line === undefined) return { ...file, locked: null };
  const { officerNo, start, locked } = line;
  const nameFacts = { pattern: 'lanting-index', serial: null, officerNo, start, important: false, encrypted: false };
  return { ...file, locked, nameFacts };
}
