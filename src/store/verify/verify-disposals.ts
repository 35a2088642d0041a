/**
 * Tombstones, holds and retention held against the custody log. A file that is gone without its certificate is missing;
 * one that is there in spite of it should not be.
 */
import { canonicalJson, type Json } from '../../domain/canonical-json.js';
import { decodeEntry, type CustodyEntry } from '../custody/entry.js';
import type { DisposedClip, DisposedFile } from '../repositories/disposals.js';
import type { StationReader } from '../station-store.js';
import { asBody, compare, textOf } from './compare-row.js';
import type { Finding } from './finding.js';
import type { EntryCheck, VerifyPart } from './part.js';
import { holdsPart } from './verify-holds.js';
import { keptPart } from './verify-kept.js';
import { tablesPart, type RecordTable } from './verify-records.js';

const ENTRY = { entry: 'entry' } as const;
const OUTCOMES = { table: 'disposal_outcomes', ...ENTRY };
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

export function disposalsPart(reader: StationReader): VerifyPart {
  const tables = tablesPart(reader, TABLES);
  const parts = [tables, tombstonesPart(reader), holdsPart(reader), keptPart(reader)];
  return {
    entries: parts.flatMap((part) => part.entries),
    rows: function* () {
      for (const part of parts) yield* part.rows();
    },
  };
}

function tombstonesPart(reader: StationReader): VerifyPart {
  const exists = (column: string) =>
    reader.db
      .prepare<[string | null, number], number>(
        `SELECT EXISTS (SELECT 1 FROM tombstones WHERE clip_id = ? AND ${column} = ?)`,
      )
      .pluck();
  const rows = { 'disposal.approved': exists('approved_seq'), 'clip.disposed': exists('finished_seq') } as const;
  const checks = (['disposal.approved', 'clip.disposed'] as const).map((kind): EntryCheck => ({
    kinds: [kind],
    check: function* ({ seq, clipId }) {
      if (rows[kind].get(clipId, seq) === 1) return;
      yield {
        kind: 'row.missing',
        subject: clipId ?? '',
        detail: `entry ${String(seq)} speaks of its disposal; the row is gone`,
      };
    },
  }));
  return { entries: checks, rows: () => verifyTombstones(reader) };
}

function* verifyTombstones(reader: StationReader): Generator<Finding> {
  const rows = reader.db.prepare<[], DisposedClip>(
    `SELECT clip_id AS clipId, proposal_id AS proposalId, name, approved_at AS approvedAt, approved_seq AS approvedSeq,
       finished_at AS finishedAt, finished_seq AS finishedSeq FROM tombstones ORDER BY clip_id`,
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
    const files = reader.disposals.files(row).map(({ role, storedPath, sha256, bytes, fate }) => ({
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
  const seq = reader.disposals.tombstone(file.clipId, file.proposalId)?.approvedSeq ?? -1;
  const files = entryAt(reader, seq, 'disposal.approved', file.clipId)?.body['files'];
  const named = Array.isArray(files) && files.some((f: Json) => isThisFile(asBody(f), file));
  return named ? file : undefined;
}

const isThisFile = (told: Readonly<Record<string, Json>>, { sha256, storedPath }: DisposedFile): boolean =>
  told['sha256'] === sha256 && told['storedPath'] === storedPath && told['fate'] === 'removed';
