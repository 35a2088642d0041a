/**
 * Tombstones, holds and retention held against the custody log. A file that is gone without its certificate is missing;
 * one that is there in spite of it should not be.
 */
import { canonicalJson, type Json } from '../../domain/canonical-json.js';
import { decodeEntry, type CustodyEntry } from '../custody/entry.js';
import type { DisposedClip, DisposedFile } from '../repositories/disposals.js';
import type { StationReader } from '../station-store.js';
import { asBody, compare, type Expected } from './compare-row.js';
import type { Finding } from './finding.js';
import { verifyTables, type RecordTable } from './verify-records.js';

const ENTRY = { entry: 'entry' } as const;
const OUTCOMES = { table: 'disposal_outcomes', ...ENTRY };
const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const kindAndId = (subject: Json | undefined): readonly [string, string] => {
  const [kind = '', ...id] = textOf(subject).split(':');
  return [kind, id.join(':')];
};

const TABLES: readonly RecordTable[] = [
  {
    table: 'approvals',
    kind: 'approval.recorded',
    ...ENTRY,
    expected: ({ body }) => {
      const { approval: id, subject, recordedAt, by, ...told } = body;
      const [kind, of] = kindAndId(subject);
      return { id, subject_kind: kind, subject_id: of, recorded_at: recordedAt, recorded_by: by, ...told };
    },
  },
  {
    table: 'approval_withdrawals',
    kind: 'approval.withdrawn',
    ...ENTRY,
    expected: ({ body }) => ({
      approval_id: body['approval'],
      why: body['why'],
      by: body['by'],
      at: body['withdrawnAt'],
    }),
  },
  {
    table: 'disposal_proposals',
    kind: 'disposal.listed',
    ...ENTRY,
    expected: ({ body }) => ({
      id: body['proposal'],
      reason: body['reason'],
      consent_from: body['consentFrom'],
      rulebook: body['rulebook'],
      by: body['by'],
      at: body['at'],
    }),
  },
  {
    table: 'disposal_items',
    kind: 'disposal.proposed',
    ...ENTRY,
    expected: ({ body, clipId }) => ({ proposal_id: body['proposal'], clip_id: clipId, verdict: body['verdict'] }),
  },
  {
    table: 'disposal_decisions',
    kind: 'disposal.decided',
    ...ENTRY,
    expected: ({ body }) => ({
      proposal_id: body['proposal'],
      decision: body['decision'],
      why: body['why'],
      by: body['by'],
      at: body['at'],
    }),
  },
  {
    ...OUTCOMES,
    kind: 'disposal.approved',
    only: "t.outcome = 'approved'",
    expected: ({ body, clipId }) => ({
      proposal_id: body['proposal'],
      clip_id: clipId,
      bars: [],
      verdict: body['verdict'],
    }),
  },
  {
    ...OUTCOMES,
    kind: 'disposal.barred',
    only: "t.outcome <> 'approved'",
    expected: ({ body, clipId }) => ({
      proposal_id: body['proposal'],
      clip_id: clipId,
      bars: body['bars'],
      verdict: body['verdict'],
    }),
  },
];

export function* verifyDisposals(reader: StationReader): Generator<Finding> {
  yield* verifyTables(reader, TABLES);
  yield* verifyTombstones(reader);
  yield* verifyEntriesHaveTombstones(reader);
  yield* verifyHolds(reader);
  yield* verifyKept(reader);
}

function* verifyTombstones(reader: StationReader): Generator<Finding> {
  const rows = reader.db.prepare<[], DisposedClip>(
    `SELECT clip_id AS clipId, proposal_id AS proposalId, name, approved_at AS approvedAt, approved_seq AS approvedSeq,
       finished_at AS finishedAt, finished_seq AS finishedSeq FROM disposed_clips ORDER BY clip_id`,
  );
  for (const row of rows.iterate()) {
    const subject = row.clipId;
    const approved = entryAt(reader, row.approvedSeq, 'disposal.approved', row.clipId);
    if (approved === undefined) {
      yield { kind: 'row.unexpected', subject, detail: 'no custody entry says that its disposal was approved' };
      continue;
    }
    yield* compare({ proposal: row.proposalId, name: row.name }, subject, {
      proposal: approved.body['proposal'],
      name: approved.body['name'],
    });
    const files = reader.disposals.files(row.clipId).map(({ role, storedPath, sha256, bytes, fate }) => ({
      role,
      storedPath,
      sha256,
      bytes,
      fate,
    }));
    if (canonicalJson(files) !== canonicalJson(approved.body['files'] ?? null))
      yield { kind: 'row.altered', subject, detail: 'the files of its disposal are not the ones that were approved' };
    if (row.finishedSeq !== null && entryAt(reader, row.finishedSeq, 'clip.disposed', row.clipId) === undefined)
      yield { kind: 'row.unexpected', subject, detail: 'no custody entry says that its disposal was finished' };
  }
}

function* verifyEntriesHaveTombstones(reader: StationReader): Generator<Finding> {
  const lost = reader.db.prepare<[], { seq: number; clip_id: string }>(`
    SELECT e.seq, e.clip_id FROM custody_entries e WHERE (e.kind = 'disposal.approved'
        AND NOT EXISTS (SELECT 1 FROM disposed_clips d WHERE d.clip_id = e.clip_id AND d.approved_seq = e.seq))
      OR (e.kind = 'clip.disposed'
        AND NOT EXISTS (SELECT 1 FROM disposed_clips d WHERE d.clip_id = e.clip_id AND d.finished_seq = e.seq)) ORDER BY e.seq`);
  for (const { seq, clip_id } of lost.iterate())
    yield {
      kind: 'row.missing',
      subject: clip_id,
      detail: `entry ${String(seq)} speaks of its disposal; the row is gone`,
    };
}

/** A hold that vanished, or whose release nobody consented to, would let footage go. */
function* verifyHolds(reader: StationReader): Generator<Finding> {
  const [placed, released, reached] = [new Map<string, Expected>(), new Set<string>(), new Set<string>()];
  const entries = reader.db.prepare<[], { kind: string; bytes: Buffer }>(
    "SELECT kind, bytes FROM custody_entries WHERE kind IN ('hold.placed', 'hold.reached', 'hold.released') ORDER BY seq",
  );
  for (const { kind, bytes } of entries.iterate()) {
    const entry = decodeEntry(bytes);
    const hold = textOf(entry?.body['hold']);
    const clip = entry?.clipId ?? null;
    if (kind === 'hold.released') released.add(hold);
    else if (clip !== null) reached.add(`${hold} ${clip}`);
    if (kind === 'hold.placed')
      placed.set(hold, { subject: entry?.body['subject'], reason: entry?.body['reason'], by: entry?.body['by'] });
  }
  const rows = reader.db.prepare<[], { id: string; subject: string; reason: string; by: string; released: number }>(
    `SELECT id, subject_kind || ':' || subject_id AS subject, reason, placed_by AS "by",
       EXISTS (SELECT 1 FROM hold_steps s WHERE s.hold_id = h.id AND s.step = 'released') AS released FROM holds h`,
  );
  for (const { id, released: isReleased, ...row } of rows.iterate()) {
    const expected = placed.get(id);
    placed.delete(id);
    if (expected === undefined)
      yield { kind: 'row.unexpected', subject: id, detail: 'no custody entry says that this hold was placed' };
    else yield* compare(row, id, expected);
    if ((isReleased === 1) !== released.has(id))
      yield { kind: 'row.altered', subject: id, detail: 'its release is not what the custody log says' };
  }
  for (const id of placed.keys())
    yield {
      kind: 'row.missing',
      subject: id,
      detail: 'the custody log says that this hold was placed; its row is gone',
    };
  for (const { hold, clip } of reader.db
    .prepare<[], { hold: string; clip: string }>('SELECT hold_id AS hold, clip_id AS clip FROM hold_clips')
    .iterate())
    reached.delete(`${hold} ${clip}`);
  for (const key of reached)
    yield { kind: 'row.missing', subject: key, detail: 'the custody log says that this hold reached this clip' };
}

/** What keeps a clip cannot have become less than the log last said. */
function* verifyKept(reader: StationReader): Generator<Finding> {
  const last = reader.db.prepare<[], { clip_id: string; bytes: Buffer }>(
    `SELECT clip_id, bytes FROM custody_entries WHERE seq IN
       (SELECT max(seq) FROM custody_entries WHERE kind = 'retention.decided' GROUP BY clip_id) ORDER BY clip_id`,
  );
  const row = reader.db.prepare<[string], { floor: string | null; until: string }>(
    'SELECT floor, until FROM retention WHERE clip_id = ?',
  );
  for (const { clip_id, bytes } of last.iterate()) {
    const told = asBody(decodeEntry(bytes)?.body)['settledUntil'] ?? null;
    const settled = told === null ? null : textOf(told);
    const found = row.get(clip_id);
    if (found === undefined)
      yield {
        kind: 'row.missing',
        subject: clip_id,
        detail: 'the custody log says how long it is kept; its row is gone',
      };
    else if (found.floor !== settled || (found.floor !== null && found.until < found.floor))
      yield {
        kind: 'row.altered',
        subject: clip_id,
        detail: `it is kept until ${found.until}, settled ${found.floor ?? 'nothing'}; the custody log says ${settled ?? 'nothing'}`,
      };
  }
}

function entryAt(reader: StationReader, seq: number, kind: string, clipId: string): CustodyEntry | undefined {
  const stored = reader.custody.get(seq);
  const entry = stored === undefined ? undefined : decodeEntry(stored.bytes);
  return entry?.kind === kind && entry.clipId === clipId ? entry : undefined;
}

/**
 * The tombstone of an original, if two people's decision to remove this very file is on record: only then may it be
 * absent.
 */
export function certifiedGone(reader: StationReader, sha256: string): DisposedFile | undefined {
  const file = reader.disposals.gone(sha256);
  if (file === undefined) return undefined;
  const seq = reader.disposals.get(file.clipId)?.approvedSeq ?? -1;
  const files = entryAt(reader, seq, 'disposal.approved', file.clipId)?.body['files'];
  const named = Array.isArray(files) && files.some((f: Json) => isThisFile(asBody(f), file));
  return named ? file : undefined;
}

const isThisFile = (told: Readonly<Record<string, Json>>, { sha256, storedPath }: DisposedFile): boolean =>
  told['sha256'] === sha256 && told['storedPath'] === storedPath && told['fate'] === 'removed';
