/** The checkpoints of a station as they lie in an archive, under both of their names. */
import { auditCheckpoints, type CheckpointAudit } from '../witness/audit.js';
import { openedSize } from '../witness/opened-size.js';
import { parseShown } from '../witness/request.js';
import { sizeName, stationFolder, type KeptCheckpoint, type WitnessStore } from '../witness/witness-store.js';
import type { KnownStation } from '../witness/judge.js';
import type { ArchiveTarget } from '../target.js';
import { isOfOne, objectsOf, readDocument } from './documents.js';
import type { ArchiveFinding } from './finding.js';

/** A proof of 63 hashes and a note. */
const MOST_BYTES = 64 * 1024;
const NAME = /^(after-)?(\d{20})$/;

export interface KeptCheckpoints {
  readonly kept: readonly KeptCheckpoint[];
  readonly findings: readonly ArchiveFinding[];
  readonly audit: CheckpointAudit;
}

/** What an archive keeps, and where its checkpoints are read where the newest of a name is not the one that counts. */
export interface AuditedPlace {
  readonly target: ArchiveTarget;
  readonly witness: WitnessStore | null;
}

/** @throws ArchiveError where the archive as a whole cannot be read */
export async function auditCheckpointsOf(
  { target, witness }: AuditedPlace,
  id: string,
  station: KnownStation,
): Promise<KeptCheckpoints> {
  const folder = `checkpoints/${stationFolder(id)}/`;
  const { kept, findings } =
    target.kind === 's3' && witness !== null
      ? { kept: await witness.all(id), findings: [] }
      : await readFiles(target, folder);
  const audit = auditCheckpoints(station, kept);
  const ofLog = audit.findings.map(({ kind, size, detail }): ArchiveFinding => {
    return { kind: `checkpoint.${kind}`, subject: folder + sizeName(size), detail };
  });
  return { kept, findings: [...findings, ...ofLog], audit };
}

async function readFiles(
  target: ArchiveTarget,
  folder: string,
): Promise<{ readonly kept: readonly KeptCheckpoint[]; readonly findings: readonly ArchiveFinding[] }> {
  const findings: ArchiveFinding[] = [];
  const bySize: KeptCheckpoint[] = [];
  const byFollowed: KeptCheckpoint[] = [];
  for await (const object of objectsOf(target, folder)) {
    const find = (kind: ArchiveFinding['kind'], detail: string): void => {
      findings.push({ kind, subject: object.key, detail });
    };
    const [, after, size] = NAME.exec(object.key.slice(folder.length)) ?? [];
    if (size === undefined) {
      find('file.unexpected', 'no checkpoint has such a name');
      continue;
    }
    let text: string;
    try {
      text = (await readDocument(target, object, MOST_BYTES)).toString('utf8');
    } catch (error) {
      if (!isOfOne(error)) throw error;
      find('file.unreadable', error.message);
      continue;
    }
    if (after === undefined) {
      bySize.push({ size: Number(size), text });
      continue;
    }
    const covers = openedSize(text);
    if (covers === null) find('checkpoint.unreadable', 'this is no checkpoint as stations show them');
    else if (parseShown(text)?.oldSize !== Number(size)) find('checkpoint.misnamed', 'it follows another one');
    else byFollowed.push({ size: covers, text });
  }
  // What was cut off between its two names has one of them.
  return { kept: [...bySize, ...byFollowed].sort((a, b) => a.size - b.size), findings };
}
