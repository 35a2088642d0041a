/** What is on record of disposals: proposals, decisions, outcomes, tombstones and their files. */
import type { Json } from '../../domain/canonical-json.js';
import type { Instant } from '../../domain/time.js';

export interface NewProposal {
  readonly id: string;
  readonly reason: string;
  /** First day on which consent counts. */
  readonly consentFrom: string;
  readonly rulebook: string;
  readonly by: string;
  readonly at: Instant;
  /** Number of the custody entry that says the same, here and below. */
  readonly entry: number;
}

export interface Decision {
  readonly decision: 'approved' | 'refused';
  readonly why: string | null;
  readonly by: string;
  readonly at: Instant;
  readonly entry: number;
}

export interface ProposalOnRecord extends NewProposal {
  readonly clips: number;
  readonly decision: Decision | null;
  /** Clips whose disposal was approved, and of those the ones whose files are gone. */
  readonly approved: number;
  readonly disposed: number;
}

export interface ProposalItem {
  readonly clipId: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly sourcePath: string;
  /** What the proposal rested on. */
  readonly verdict: Json;
  readonly outcome: 'approved' | 'barred' | null;
  readonly bars: readonly string[];
  /** Of its listing; of its outcome, null before there is one; of the last of its files, null before they are gone. */
  readonly entries: { readonly proposed: number; readonly outcome: number | null; readonly disposed: number | null };
  readonly disposedAt: Instant | null;
}

export interface Outcome {
  readonly outcome: 'approved' | 'barred';
  readonly bars: readonly string[];
  /** Judged anew when it was decided. */
  readonly verdict: Json;
  readonly entry: number;
}

export interface DisposedClip {
  readonly clipId: string;
  readonly proposalId: string;
  /** Its canonical name, where it had one. */
  readonly name: string | null;
  readonly approvedAt: Instant;
  readonly approvedSeq: number;
  /** Null until the last of its files is gone. */
  readonly finishedAt: Instant | null;
  readonly finishedSeq: number | null;
}

export interface NewDisposedFile {
  readonly role: 'original' | 'sidecar' | 'thumbnail' | 'preview';
  readonly storedPath: string;
  /** Null for what was only derived: a thumbnail, a preview. */
  readonly sha256: string | null;
  readonly bytes: number | null;
  /** `shared`: another clip on record needs it. `cleared`: it was at an archive only, which keeps it until its own lock ends. */
  readonly fate: 'removed' | 'shared' | 'cleared';
}

export interface DisposedFile extends NewDisposedFile {
  readonly id: number;
  readonly clipId: string;
  readonly proposalId: string;
  readonly removedAt: Instant | null;
  readonly returnedAt: Instant | null;
}
