/** Proposals to dispose of clips, what was decided of each, and the tombstones: they outlive what they are about. */
import type { Json } from '../../domain/canonical-json.js';
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';
import type {
  Decision,
  DisposedClip,
  DisposedFile,
  NewDisposedFile,
  NewProposal,
  Outcome,
  ProposalItem,
  ProposalOnRecord,
} from './disposal-records.js';
import { groupCondition, groupParameters } from './group-sight.js';
import type { ListPage } from './list-page.js';

export type * from './disposal-records.js';

interface ProposalRow extends NewProposal {
  readonly clips: number;
  readonly approved: number;
  readonly disposed: number;
  readonly decision: Decision['decision'] | null;
  readonly decidedWhy: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Instant | null;
  readonly decidedEntry: number | null;
}

interface ItemRow extends Omit<ProposalItem, 'verdict' | 'bars' | 'entries'> {
  readonly proposed: number;
  readonly decided: number | null;
  readonly finished: number | null;
  readonly verdict: string;
  readonly bars: string | null;
}

const PROPOSAL = `SELECT p.id, p.reason, p.consent_from AS consentFrom, p.rulebook, p.by, p.at, p.entry,
    d.decision, d.why AS decidedWhy, d.by AS decidedBy, d.at AS decidedAt, d.entry AS decidedEntry,
    (SELECT count(*) FROM disposal_items i WHERE i.proposal_id = p.id) AS clips,
    (SELECT count(*) FROM tombstones c WHERE c.proposal_id = p.id) AS approved,
    (SELECT count(*) FROM tombstones c WHERE c.proposal_id = p.id AND c.finished_at IS NOT NULL) AS disposed
  FROM disposal_proposals p LEFT JOIN disposal_decisions d ON d.proposal_id = p.id`;
const TOMBSTONE = `SELECT clip_id AS clipId, proposal_id AS proposalId, name, approved_at AS approvedAt, approved_seq AS approvedSeq,
  finished_at AS finishedAt, finished_seq AS finishedSeq FROM`;
const CLIP = `${TOMBSTONE} disposed_clips`;
const FILE = `SELECT id, clip_id AS clipId, proposal_id AS proposalId, role, stored_path AS storedPath, sha256, bytes, fate, removed_at AS removedAt,
  returned_at AS returnedAt FROM disposed_files`;
const insertInto = (table: string): string =>
  `INSERT INTO ${table} (clip_id, proposal_id, name, approved_at, approved_seq) VALUES (?, ?, ?, ?, ?)`;
const GONE = "fate = 'removed' AND returned_at IS NULL";

export class Disposals {
  readonly #db;
  readonly #statements;

  constructor(db: Db) {
    this.#db = db;
    this.#statements = {
      propose: db.prepare(
        'INSERT INTO disposal_proposals (id, reason, consent_from, rulebook, by, at, entry) VALUES (@id, @reason, @consentFrom, @rulebook, @by, @at, @entry)',
      ),
      addItem: db.prepare('INSERT INTO disposal_items (proposal_id, clip_id, verdict, entry) VALUES (?, ?, ?, ?)'),
      proposal: db.prepare<[string], ProposalRow>(`${PROPOSAL} WHERE p.id = ?`),
      items: db.prepare<[string], ItemRow>(
        `SELECT i.clip_id AS clipId, c.sha256, c.bytes, c.source_path AS sourcePath, i.verdict, o.outcome, o.bars, x.finished_at AS disposedAt,
           i.entry AS proposed, o.entry AS decided, x.finished_seq AS finished
         FROM disposal_items i JOIN clips c ON c.id = i.clip_id
         LEFT JOIN disposal_outcomes o ON o.proposal_id = i.proposal_id AND o.clip_id = i.clip_id
         LEFT JOIN tombstones x ON x.clip_id = i.clip_id AND x.proposal_id = i.proposal_id
         WHERE i.proposal_id = ? ORDER BY i.clip_id`,
      ),
      proposalsOf: db
        .prepare<[string], string>('SELECT proposal_id FROM disposal_items WHERE clip_id = ? ORDER BY proposal_id')
        .pluck(),
      openProposalOf: db
        .prepare<[string], string>(
          `SELECT proposal_id FROM disposal_items i WHERE clip_id = ?
           AND NOT EXISTS (SELECT 1 FROM disposal_decisions d WHERE d.proposal_id = i.proposal_id) LIMIT 1`,
        )
        .pluck(),
      decide: db.prepare(
        'INSERT INTO disposal_decisions (proposal_id, decision, why, by, at, entry) VALUES (?, ?, ?, ?, ?, ?)',
      ),
      outcome: db.prepare(
        'INSERT INTO disposal_outcomes (proposal_id, clip_id, outcome, bars, verdict, entry) VALUES (?, ?, ?, ?, ?, ?)',
      ),
      dispose: db.prepare(insertInto('disposed_clips')),
      disposeLater: db.prepare(insertInto('disposed_later')),
      addFile: db.prepare(
        'INSERT INTO disposed_files (clip_id, proposal_id, role, stored_path, sha256, bytes, fate) VALUES (@clipId, @proposalId, @role, @storedPath, @sha256, @bytes, @fate)',
      ),
      get: db.prepare<[string], DisposedClip>(`${CLIP} WHERE clip_id = ?`),
      some: db
        .prepare<[string], string>(
          `SELECT clip_id FROM disposed_clips WHERE clip_id IN (SELECT value FROM json_each(?))
           AND NOT EXISTS (SELECT 1 FROM late_sidecars l WHERE l.clip_id = disposed_clips.clip_id)`,
        )
        .pluck(),
      ofProposal: db.prepare<[string], DisposedClip>(`${TOMBSTONE} tombstones WHERE proposal_id = ? ORDER BY clip_id`),
      unfinished: db.prepare<[string], DisposedClip>(
        `${TOMBSTONE} tombstones WHERE finished_at IS NULL AND clip_id > ? ORDER BY clip_id LIMIT 1`,
      ),
      tombstone: db.prepare<[string, string], DisposedClip>(
        `${TOMBSTONE} tombstones WHERE clip_id = ? AND proposal_id = ?`,
      ),
      late: db.prepare<[string], string>('SELECT sha256 FROM late_sidecars WHERE clip_id = ?').pluck(),
      files: db.prepare<[string, string], DisposedFile>(`${FILE} WHERE clip_id = ? AND proposal_id = ? ORDER BY id`),
      gone: db.prepare<[string], DisposedFile>(`${FILE} WHERE sha256 = ? AND ${GONE} ORDER BY id DESC LIMIT 1`),
      removed: db.prepare('UPDATE disposed_files SET removed_at = ? WHERE id = ?'),
      finish: (['disposed_clips', 'disposed_later'] as const).map((table) =>
        db.prepare(`UPDATE ${table} SET finished_at = ?, finished_seq = ? WHERE clip_id = ? AND proposal_id = ?`),
      ),
      returned: db.prepare(`UPDATE disposed_files SET returned_at = ? WHERE sha256 = ? AND ${GONE}`),
      needed: db
        .prepare<[{ sha256: string; clipId: string }], number>(
          `SELECT EXISTS (SELECT 1 FROM sidecars s WHERE s.sha256 = @sha256 AND s.clip_id <> @clipId
             AND NOT EXISTS (SELECT 1 FROM disposed_files f WHERE f.clip_id = s.clip_id AND f.sha256 = s.sha256))
           OR EXISTS (SELECT 1 FROM clips c WHERE c.sha256 = @sha256 AND c.id <> @clipId
             AND NOT EXISTS (SELECT 1 FROM disposed_clips d WHERE d.clip_id = c.id))`,
        )
        .pluck(),
    };
  }

  propose(proposal: NewProposal): void {
    this.#statements.propose.run(proposal);
  }

  addItem(proposalId: string, clipId: string, verdict: Json, entry: number): void {
    this.#statements.addItem.run(proposalId, clipId, JSON.stringify(verdict), entry);
  }

  proposal(id: string): ProposalOnRecord | undefined {
    const row = this.#statements.proposal.get(id);
    return row && readProposal(row);
  }

  /** That name this clip, oldest first. */
  proposalsOf(clipId: string): ProposalOnRecord[] {
    return this.#statements.proposalsOf.all(clipId).flatMap((id) => this.proposal(id) ?? []);
  }

  /** Newest first. */
  proposals(onlyOpen: boolean, { sight, after, limit }: ListPage): ProposalOnRecord[] {
    const where = [
      ...(onlyOpen ? ['d.decision IS NULL'] : []),
      ...(after === null ? [] : ['p.id < @after']),
      ...(sight === null ? [] : [groupCondition('proposal', 'p.id', sight)]),
    ];
    const condition = where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
    return this.#db
      .prepare<unknown[], ProposalRow>(`${PROPOSAL} ${condition} ORDER BY p.id DESC LIMIT @limit`)
      .all({ after, limit, ...(sight === null ? {} : groupParameters(sight)) })
      .map(readProposal);
  }

  items(proposalId: string): ProposalItem[] {
    return this.#statements.items.all(proposalId).map(readItem);
  }

  /** The proposal that waits for a decision on this clip. */
  openProposalOf(clipId: string): string | undefined {
    return this.#statements.openProposalOf.get(clipId);
  }

  decide(proposalId: string, { decision, why, by, at, entry }: Decision): void {
    this.#statements.decide.run(proposalId, decision, why, by, at, entry);
  }

  outcome(proposalId: string, clipId: string, { outcome, bars, verdict, entry }: Outcome): void {
    this.#statements.outcome.run(proposalId, clipId, outcome, JSON.stringify(bars), JSON.stringify(verdict), entry);
  }

  /** The tombstone: committed before the first file goes. */
  dispose(clip: Omit<DisposedClip, 'finishedAt' | 'finishedSeq'>, files: readonly NewDisposedFile[]): void {
    const { clipId, proposalId, name, approvedAt, approvedSeq } = clip;
    const { dispose, disposeLater, addFile } = this.#statements;
    (this.get(clipId) === undefined ? dispose : disposeLater).run(clipId, proposalId, name, approvedAt, approvedSeq);
    for (const file of files) addFile.run({ ...file, clipId, proposalId });
  }

  /** The clip's own; what came later has another beside it. */
  get(clipId: string): DisposedClip | undefined {
    return this.#statements.get.get(clipId);
  }

  /** Undefined where this proposal disposed of nothing of the clip. */
  tombstone(clipId: string, proposalId: string): DisposedClip | undefined {
    return this.#statements.tombstone.get(clipId, proposalId);
  }

  /** Contents of sidecars that came after their clip was disposed of, and that nobody has decided on. */
  late(clipId: string): string[] {
    return this.#statements.late.all(clipId);
  }

  /** Those of the clips that are disposed of, with all that ever came of them. */
  among(clipIds: readonly string[]): ReadonlySet<string> {
    return new Set(this.#statements.some.all(JSON.stringify(clipIds)));
  }

  ofProposal(proposalId: string): DisposedClip[] {
    return this.#statements.ofProposal.all(proposalId);
  }

  /** The next clip after `clipId` whose files may still be there. */
  nextUnfinished(clipId: string): DisposedClip | undefined {
    return this.#statements.unfinished.get(clipId);
  }

  files({ clipId, proposalId }: Pick<DisposedClip, 'clipId' | 'proposalId'>): DisposedFile[] {
    return this.#statements.files.all(clipId, proposalId);
  }

  /** The tombstone of a content: it is not in the store any more, or will not be. */
  gone(sha256: string): DisposedFile | undefined {
    return this.#statements.gone.get(sha256);
  }

  /** Whether some other clip that is not disposed of rests on a content. */
  isNeededBeside(sha256: string, clipId: string): boolean {
    return this.#statements.needed.get({ sha256, clipId }) === 1;
  }

  removed(file: number, at: Instant): void {
    this.#statements.removed.run(at, file);
  }

  finish({ clipId, proposalId }: DisposedClip, at: Instant, seq: number): void {
    for (const finish of this.#statements.finish) finish.run(at, seq, clipId, proposalId);
  }

  /** A clip on record brought the content again: it is in the store once more. */
  returned(sha256: string, at: Instant): void {
    this.#statements.returned.run(at, sha256);
  }
}

function readProposal({
  decision,
  decidedWhy,
  decidedBy,
  decidedAt,
  decidedEntry,
  ...row
}: ProposalRow): ProposalOnRecord {
  return {
    ...row,
    decision:
      decision === null || decidedBy === null || decidedAt === null || decidedEntry === null
        ? null
        : { decision, why: decidedWhy, by: decidedBy, at: decidedAt, entry: decidedEntry },
  };
}

const readItem = ({ proposed, decided, finished, ...row }: ItemRow): ProposalItem => ({
  ...row,
  entries: { proposed, outcome: decided, disposed: finished },
  verdict: JSON.parse(row.verdict) as Json,
  bars: row.bars === null ? [] : (JSON.parse(row.bars) as string[]),
});
