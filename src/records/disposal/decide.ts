/**
 * Another person decides on a proposal. Every clip is judged anew: what has come to be kept since stays, and is named.
 * What is approved has its tombstone in this transaction; the files go after it.
 */
import { z } from 'zod';
import type { Json } from '../../domain/canonical-json.js';
import { BwcError } from '../../domain/errors.js';
import { addDays, localDay } from '../../domain/time.js';
import { samePerson } from '../../policy/approvals/person.js';
import { mayDispose } from '../../policy/retention/disposal.js';
import { filesOfClip, originalProblem } from '../../store/disposal/files-of-clip.js';
import type { Decision, ProposalOnRecord } from '../../store/repositories/disposals.js';
import type { RetentionOnRecord } from '../../store/repositories/retention.js';
import { act, type ActContext } from '../act.js';
import { clipsChanged } from '../after-change.js';
import { factsOfClips } from '../clips/facts-of-clip.js';
import { prose as text } from '../text.js';
import { retentionNow } from '../retention/keep.js';
import { isOver, verdictJson, verdictOf, type RecordBar } from './bars.js';

const proposalId = z.string().min(1).max(128);

/**
 * @throws BwcError `bwc.store.not_found`, `bwc.disposal.decided`, `bwc.approval.same_person`, `bwc.disposal.notice`
 */
export const approveDisposal = act(z.strictObject({ proposal: proposalId }), (context, { proposal: id }) => {
  const { store, by, now } = context;
  const proposal = undecided(context, id);
  if (samePerson(proposal.by, by))
    throw new BwcError('bwc.approval.same_person', `${by} proposed ${id} and cannot approve it`, {
      proposal: id,
      person: by,
    });
  noticeOver(context, proposal);
  const decision = { decision: 'approved', why: null, by, at: now() } as const;
  decide(context, proposal, decision);
  const ids = store.disposals.items(id).map((item) => item.clipId);
  const rows = retentionNow(context, [...factsOfClips(store, ids)]);
  const [approved, barred]: [string[], { clip: string; bars: readonly RecordBar[] }[]] = [[], []];
  for (const clip of ids) {
    const row = rows.get(clip);
    const bars = barsNow(context, proposal, decision, clip, row);
    const verdict = row === undefined ? null : (verdictJson(row, context.rules.rulebook.id) as unknown as Json);
    if (bars.length === 0) {
      approve(context, proposal, clip, verdict);
      approved.push(clip);
    } else {
      const { seq } = store.log.append('disposal.barred', { proposal: id, bars, verdict, by }, { clipId: clip });
      store.disposals.outcome(id, clip, { outcome: 'barred', bars, verdict, entry: seq });
      barred.push({ clip, bars });
    }
  }
  clipsChanged(context, approved);
  return { proposal: store.disposals.proposal(id) ?? proposal, approved, barred };
});

/** Anybody may; the clips stay, and may be proposed anew. @throws BwcError `bwc.store.not_found`, `bwc.disposal.decided` */
export const refuseDisposal = act(
  z.strictObject({ proposal: proposalId, reason: text }),
  (context, { proposal: id, reason }) => {
    const { store, by, now } = context;
    const proposal = undecided(context, id);
    decide(context, proposal, { decision: 'refused', why: reason, by, at: now() });
    for (const { clipId } of store.disposals.items(id))
      store.log.append('disposal.refused', { proposal: id, reason, by }, { clipId });
    return { proposal: store.disposals.proposal(id) ?? proposal };
  },
);

function undecided({ store }: ActContext, id: string): ProposalOnRecord {
  const proposal = store.disposals.proposal(id);
  if (proposal === undefined) throw new BwcError('bwc.store.not_found', `there is no proposal ${id}`, { id });
  if (proposal.decision === null) return proposal;
  const { decision, by, at } = proposal.decision;
  throw new BwcError('bwc.disposal.decided', `${by} decided on ${id} at ${at}: ${decision}`, {
    proposal: id,
    decision,
    by,
    at,
  });
}

/** As the proposal said it, or longer, if the rules in force by now want a longer one. */
function noticeOver(
  { rules: { rulebook, calendar }, now }: ActContext,
  { id, at, consentFrom }: ProposalOnRecord,
): void {
  const today = localDay(now(), calendar.zone);
  const byRules = addDays(localDay(at, calendar.zone), rulebook.retention.noticeDays.value);
  const from = byRules > consentFrom ? byRules : consentFrom;
  if (today < from)
    throw new BwcError('bwc.disposal.notice', `the notice of ${id} runs: it can be approved from ${from}`, {
      proposal: id,
      from,
    });
}

function decide(
  { store }: ActContext,
  { id, by: proposedBy }: ProposalOnRecord,
  decision: Omit<Decision, 'entry'>,
): void {
  const { seq } = store.log.append('disposal.decided', { proposal: id, ...decision, proposedBy });
  store.disposals.decide(id, { ...decision, entry: seq });
}

function barsNow(
  { store, rules }: ActContext,
  { by, at }: ProposalOnRecord,
  consent: Omit<Decision, 'entry'>,
  clip: string,
  row: RetentionOnRecord | undefined,
): readonly RecordBar[] {
  if (isOver(store, clip)) return ['disposed'];
  if (row === undefined) return ['kept'];
  const { rulebook, calendar } = rules;
  const verdict = mayDispose(
    rulebook.retention,
    verdictOf(row),
    { by, at, consent: { by: consent.by, at: consent.at } },
    consent.at,
    calendar.zone,
  );
  const problem = originalProblem(store, clip);
  const found = store.findings.openOf(clip).length === 0 ? [] : (['finding'] as const);
  return [...verdict.bars, ...(problem === null ? [] : [problem]), ...found];
}

/** Tombstone and entry; the entry names every file that goes, and those that stay because others need them. */
function approve({ store, by, now }: ActContext, proposal: ProposalOnRecord, clip: string, verdict: Json): void {
  const files = filesOfClip(store, clip);
  const name = store.names.latest(clip, 'storage')?.name ?? null;
  const there = atArchives(store, clip);
  const { seq } = store.log.append(
    'disposal.approved',
    {
      proposal: proposal.id,
      proposedBy: proposal.by,
      by,
      name,
      sha256: store.clips.get(clip)?.sha256 ?? null,
      verdict,
      files: files.map((file) => ({ ...file })),
      // What lies there is not the station's to remove.
      ...(there.length === 0 ? {} : { atArchives: there }),
    },
    { clipId: clip },
  );
  store.disposals.outcome(proposal.id, clip, { outcome: 'approved', bars: [], verdict, entry: seq });
  const tombstone = { clipId: clip, proposalId: proposal.id, name, approvedAt: now(), approvedSeq: seq };
  store.disposals.dispose(tombstone, files);
}

/** The copies that stay: an archive removes nothing for a station, and keeps them until its own lock ends. */
const atArchives = ({ outbox }: ActContext['store'], clip: string) =>
  outbox
    .of(clip)
    .filter(({ state }) => state === 'done')
    .map(({ target, kind, sha256, version, objectVersion, retainUntil }) => ({
      ...{ target, kind, sha256, version, objectVersion, retainUntil },
    }));
