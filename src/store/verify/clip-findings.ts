/** Which clips a finding is about, if any, and which findings on record a run has looked for again and found no more. */
import type { FindingOnRecord } from '../repositories/findings.js';
import type { StationReader } from '../station-store.js';
import type { Finding } from './finding.js';

export interface ClipFinding extends Finding {
  /** Clips whose bytes or records it is about; none where it is about the station as a whole. */
  readonly clips: readonly string[];
}

const CLIP_ID = /\bc_[0-9A-HJKMNP-TV-Z]{26}\b/g;
const thatOf = ({ kind, subject, detail }: Pick<FindingOnRecord, 'kind' | 'subject' | 'detail'>): string =>
  JSON.stringify([kind, subject, detail]);
const isFile = (subject: string): boolean => subject.startsWith('originals/');

export class ClipFindings {
  readonly #byFile;
  /** Clip → what is open of it and was not named by this run. */
  readonly #open = new Map<string, FindingOnRecord[]>();
  /** What is open of the station as a whole, and was not found by this run. */
  readonly #ofStation = new Map<string, FindingOnRecord>();

  constructor(reader: StationReader) {
    this.#byFile = reader.db
      .prepare<[string, string], string>(
        `SELECT c.id FROM originals o JOIN clips c ON c.sha256 = o.sha256 WHERE o.stored_path = ?
         UNION SELECT s.clip_id FROM originals o JOIN sidecars s ON s.sha256 = o.sha256 WHERE o.stored_path = ?`,
      )
      .pluck();
    for (const finding of reader.findings.open()) {
      const { clipId } = finding;
      if (clipId === null) this.#ofStation.set(thatOf(finding), finding);
      else this.#open.set(clipId, [...(this.#open.get(clipId) ?? []), finding]);
    }
  }

  name(finding: Finding): ClipFinding {
    const { subject } = finding;
    const clips = isFile(subject) ? this.#byFile.all(subject, subject) : [...new Set(subject.match(CLIP_ID) ?? [])];
    for (const clip of clips) this.#open.delete(clip);
    if (clips.length === 0) this.#ofStation.delete(thatOf(finding));
    return { ...finding, clips };
  }

  /**
   * Findings of clips of which this run named nothing, and of the station that it did not find again, as far as it looked.
   * @param wasRead whether the run read this file
   * @param atArchive whether it read at the archive what lies there
   * @returns their numbers
   */
  settled(wasRead: (storedPath: string) => boolean, atArchive: boolean): number[] {
    const looked = ({ kind, subject }: FindingOnRecord): boolean =>
      // Files that are on no record are looked for by every run.
      (!isFile(subject) || kind === 'original.unexpected' || wasRead(subject)) &&
      (atArchive || !kind.startsWith('archive.'));
    return [...[...this.#open.values()].flat(), ...this.#ofStation.values()].flatMap((finding) =>
      looked(finding) ? [finding.id] : [],
    );
  }
}
