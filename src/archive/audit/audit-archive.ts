/**
 * An archive, judged where it lies: by the files in it and the public keys of its stations, without any station, and by
 * whoever is not in a station's reach. With a witness's key it signs what it found to hold.
 */
import type { Instant } from '../../domain/time.js';
import { stationKeyKey } from '../document-keys.js';
import type { WitnessedStation } from '../witness/witness.js';
import { auditCheckpointsOf, type AuditedPlace } from './checkpoints.js';
import { isAboutLog, type ArchiveFinding } from './finding.js';
import { keyFinding } from './given-keys.js';
import { auditObjects, sizeOfPart, type ObjectsTally } from './objects.js';
import type { AuditPart } from './part.js';
import { auditRecordsOf, type RecordsAudit } from './records.js';
import { signReceipt, type ArchiveWitness, type SignedReceipt } from './sign-receipt.js';
import { auditReceiptsOf, rememberedFindings } from './witnessed.js';

export interface AuditOptions {
  readonly archiveId: string;
  readonly stations: readonly WitnessedStation[];
  readonly part: AuditPart;
  readonly witness: ArchiveWitness | null;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: AuditProgress) => void;
}

export interface AuditProgress {
  /** Station whose log is looked at; null while objects are read. */
  readonly station: string | null;
  readonly records: number;
  readonly done: ObjectsTally;
  readonly total: ObjectsTally;
}

export interface StationAudit {
  readonly station: string;
  /** Of them, the largest over how many entries; null where none is proven. */
  readonly checkpoints: number;
  readonly proven: number | null;
  readonly receipts: number;
  readonly records: number;
  /** Records whose root was not shown to the archive: they rest on the station's signature alone. */
  readonly unshown: number;
  readonly findings: number;
  /** What was signed now; null without a witness's key, and where something is found against the log. */
  readonly signed: SignedReceipt | null;
}

export interface ArchiveAudit {
  readonly archiveId: string;
  readonly part: AuditPart;
  readonly findings: number;
  readonly stations: readonly StationAudit[];
  readonly objects: ObjectsTally;
}

/** Yields what does not hold. @throws ArchiveError where the archive as a whole cannot be read */
export async function* auditArchive(
  place: AuditedPlace,
  options: AuditOptions,
): AsyncGenerator<ArchiveFinding, ArchiveAudit> {
  const { target } = place;
  const { part, archiveId, onProgress, signal } = options;
  const stations: StationAudit[] = [];
  const nothing: ObjectsTally = { objects: 0, bytes: 0 };
  for (const station of options.stations) {
    const told = (records: number): void => {
      onProgress({ station: station.id, records, done: nothing, total: nothing });
    };
    stations.push(yield* auditStation(place, station, options, told));
  }
  const total = await sizeOfPart(target, part);
  const done = { ...nothing };
  let found = 0;
  for await (const finding of auditObjects(target, part, done, signal)) {
    onProgress({ station: null, records: 0, done, total });
    if (finding === null) continue;
    found += 1;
    yield finding;
  }
  const findings = stations.reduce((sum, s) => sum + s.findings, found);
  return { archiveId, part, findings, stations, objects: done };
}

async function* auditStation(
  place: AuditedPlace,
  station: WitnessedStation,
  { archiveId, part, witness, now, signal }: AuditOptions,
  told: (records: number) => void,
): AsyncGenerator<ArchiveFinding, StationAudit> {
  const { target } = place;
  const { id } = station;
  let findings = 0;
  let againstLog = 0;
  const seen = (finding: ArchiveFinding): ArchiveFinding => {
    findings += 1;
    if (isAboutLog(finding)) againstLog += 1;
    return finding;
  };
  for (const finding of await keyFinding(target, stationKeyKey(id), station)) yield seen(finding);
  const { kept, findings: ofCheckpoints, audit } = await auditCheckpointsOf(place, id, station);
  const { receipts, findings: ofReceipts } = await auditReceiptsOf(target, id, station, audit.roots);
  const remembered = rememberedFindings(id, witness?.memory.last(archiveId, id) ?? null, audit.roots);
  for (const finding of [...ofCheckpoints, ...ofReceipts, ...remembered]) yield seen(finding);
  const tally: RecordsAudit = { records: 0, unshown: 0 };
  for await (const finding of auditRecordsOf(target, station, audit.roots, part, tally)) {
    told(tally.records);
    if (finding !== null) yield seen(finding);
  }
  let signed: SignedReceipt | null = null;
  const note = kept.find(({ size }) => size === audit.proven?.size)?.text;
  if (witness !== null && againstLog === 0 && audit.proven !== null && note !== undefined) {
    const answer = await signReceipt(target, { archiveId, station, shown: note, witness, at: now(), signal });
    if ('kind' in answer) yield seen(answer);
    else signed = answer;
  }
  const proven = audit.proven?.size ?? null;
  return { station: id, checkpoints: audit.roots.size, proven, receipts, ...tally, findings, signed };
}
