/** What the station offers to commands and, over HTTP, to everybody else. One interface, in-process or over the socket. */
import type { Readable } from 'node:stream';
import type { ClipView, SidecarView } from '../domain/clip.js';
import type { PreviewView } from '../domain/preview.js';
import type { ErasePlan } from '../domain/erase.js';
import type { VisitRemark, VisitView } from '../domain/visit.js';
import type { ErasureOnRecord } from '../store/repositories/erasures.js';
import type { VisitEvent } from '../ingest/visit/visit-events.js';
import type { CameraRow } from '../store/repositories/cameras.js';
import type { ClipFilter } from '../store/repositories/clips.js';
import type { EventFilter, EventView } from '../store/repositories/custody-entries.js';
import type { Sight } from '../store/repositories/clip-sight.js';
import type { CheckOnRecord } from '../store/repositories/readiness-checks.js';
import type { VisitFilter } from '../store/repositories/visits.js';
import type { ClipFinding } from '../store/verify/clip-findings.js';
import type { VerifySummary } from '../store/verify/verify-station.js';
import type { ClipProof } from '../store/custody/clip-proof.js';
import type { DisposalCertificate } from '../store/disposal/certificate.js';
import type { Language } from '../i18n/language.js';
import type { ActInput, ActName, ActOutput, QuestionInput, QuestionName, QuestionOutput } from '../records/index.js';
import type { SearchFilter } from '../records/search/filter.js';
import type { SearchSort } from '../store/repositories/search-sql.js';
import type { ClearEvent, ClearPlan } from './clear-status.js';
import type { StationHealth } from './station-health.js';
import type { StationStatus } from './status.js';
import type { VisitBagAnswer } from './visit-bag.js';

export interface ClipDetail {
  readonly clip: ClipView;
  readonly sidecars: readonly SidecarView[];
  readonly preview: PreviewView;
  readonly events: readonly EventView[];
  /** Each try to take it, or what lay beside it, off a camera, oldest first. */
  readonly erasures: readonly ErasureOnRecord[];
}

export interface VisitDetail {
  readonly visit: VisitView;
  /** Files that are not on the station, with the reason. */
  readonly remarks: readonly VisitRemark[];
  /** What was found of the camera when it was docked; null where nothing was read of it. */
  readonly check: CheckOnRecord | null;
}

export const LIST_FORMATS = ['xlsx', 'csv'] as const;
export type ListFormat = (typeof LIST_FORMATS)[number];

/** A search, as a table for spreadsheet programs. */
export interface ListAsked {
  readonly filter: SearchFilter;
  readonly sort: SearchSort;
  readonly format: ListFormat;
  /** Of titles and words. */
  readonly language: Language;
}

/** @throws BwcError `bwc.store.not_found` where an id names nothing */
export interface StationQueries {
  status(): Promise<StationStatus>;
  health(): Promise<StationHealth>;
  /** What clearing the disk would do now. */
  clearPlan(): Promise<ClearPlan>;
  cameras(): Promise<CameraRow[]>;
  visits(filter: VisitFilter): Promise<VisitView[]>;
  visit(id: string): Promise<VisitDetail>;
  /** @param sight of whoever asks; left out, or null, for everything */
  clips(filter: ClipFilter, sight?: Sight | null): Promise<ClipView[]>;
  clip(idOrSha256: string): Promise<ClipDetail>;
  proof(idOrSha256: string): Promise<ClipProof>;
  certificate(proposal: string): Promise<DisposalCertificate>;
  /** What would be taken off the cameras in the dock. */
  erasable(): Promise<ErasePlan[]>;
  /** @param sight what of it may be told; null for everything */
  events(filter: EventFilter, sight?: Sight | null): Promise<EventView[]>;
  /** What is on record: facts, labels, cases, deadlines. @throws BwcError */
  ask<N extends QuestionName>(name: N, input: QuestionInput<N>, sight?: Sight | null): Promise<QuestionOutput<N>>;
}

export interface StationActs {
  /** Takes in a folder as a camera; ends with an event `closed`, `refused` or `interrupted`. */
  ingest(path: string, by: string): AsyncIterable<VisitEvent>;
  /** Puts something on record. @param by the person who acts @throws BwcError, and then nothing is stored */
  act<N extends ActName>(name: N, input: ActInput<N>, by: string): Promise<ActOutput<N>>;
  /** What a run of verification found of clips, some at a time; its end follows. */
  recordFindings(findings: readonly ClipFinding[], by: string): Promise<void>;
  /** Makes a preview now, or says what there is. @throws BwcError `bwc.media.no_preview` where none can be made at present */
  preview(clip: string): Promise<PreviewView>;
  recordVerification(summary: VerifySummary, by: string): Promise<void>;
  /**
   * Everything that a search finds, as bytes while they are made: read to the end, or ended. That it leaves the station is on
   * record before the first of them. @param sight of whoever asks; left out, or null, for everything
   * @throws BwcError `bwc.list.too_long`, `bwc.usage`
   */
  exportList(asked: ListAsked, by: string, sight?: Sight | null): Promise<AsyncIterable<Uint8Array>>;
  /**
   * The bag of a visit; that it was taken is on record before. @throws BwcError `bwc.store.not_found`, `bwc.bag.open`, `bwc.bag.empty`,
   * and what reading an archive throws where only that has earlier records
   */
  bagOfVisit(visit: string, mhl: boolean, by: string): Promise<VisitBagAnswer>;
  /** A clip's audit trail as PDF, as it is made; that it was taken is on record before. @throws BwcError `bwc.print.*`, `bwc.store.not_found` */
  printTrail(clip: string, language: Language, by: string): Promise<Readable>;
  /**
   * The original, all of it, from the disk or from the archive it was cleared to; that it is taken is on record before.
   * @throws BwcError `bwc.store.not_found`, `bwc.disposal.done`; ArchiveError, and the bytes end with one where they are not the original's
   */
  takeOriginal(clip: string, by: string): Promise<Readable>;
  /** Brings a cleared original back to the disk. @throws BwcError `bwc.clear.room`; ArchiveError */
  bringBack(clip: string, by: string): Promise<BroughtBack>;
  /** Clears the disk by the policy, now; ends with `ended`. @throws BwcError `bwc.clear.off` */
  clearNow(by: string): AsyncIterable<ClearEvent>;
}

export interface BroughtBack {
  readonly clip: string;
  readonly storedPath: string;
  readonly bytes: number;
  /** False where it lay on the disk already. */
  readonly fetched: boolean;
}

/** What people do at the dock. @param by the person who does it, as custody entries name them */
export interface DockActs {
  /** @throws BwcError `bwc.store.not_found` where no such visit is running */
  cancel(visitId: string, by: string): Promise<void>;
  /** Reads what stands in a slot again after its visit has ended. @throws BwcError `bwc.store.not_found` */
  retry(slot: string, by: string): Promise<void>;
  /** Says where a file in a drop folder comes from. @throws BwcError `bwc.store.not_found` where none such waits */
  putNote(folder: string, path: string, note: string, by: string): Promise<void>;
  setPriority(slot: string | null, by: string): Promise<void>;
}

export interface DaemonActs {
  /** Everything that happens at the dock, from now on. */
  follow(signal: AbortSignal): AsyncIterable<VisitEvent>;
  /** Sends what may go to the archives now, outside the hours of sync as well. @throws BwcError `bwc.archive.config` without an archive */
  syncNow(by: string): Promise<void>;
}
