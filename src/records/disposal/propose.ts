/** A list of clips whose time is over, put up for disposal: a notice that runs, and that another person decides on. */
import { z } from 'zod';
import type { Json } from '../../domain/canonical-json.js';
import { newProposalId } from '../../domain/ids.js';
import { addDays, localDay, type CivilDay } from '../../domain/time.js';
import { originalProblem } from '../../store/disposal/files-of-clip.js';
import type { RetentionOnRecord } from '../../store/repositories/retention.js';
import { act, type ActContext } from '../act.js';
import { factsOfClips } from '../clips/facts-of-clip.js';
import { prose as text } from '../text.js';
import { clipId, findClip, withArticle } from '../retention/explain.js';
import { retentionNow } from '../retention/keep.js';
import { isOver, verdictJson, type RecordBar } from './bars.js';

const MOST = 10_000;

export const proposeInput = z.strictObject({
  /** These; null for all whose time is over, those that were free first. */
  clips: z.array(clipId).min(1).max(1000).nullable().default(null),
  reason: text,
  limit: z.int().min(1).max(MOST).default(1000),
});

/**
 * Nothing is stored where nothing may be proposed; what is barred is named with its reasons either way.
 * @throws BwcError `bwc.store.not_found`
 */
export const proposeDisposal = act(proposeInput, (context, { clips, reason, limit }) => {
  const { store, rules, by, now } = context;
  const [at, zone] = [now(), rules.calendar.zone];
  const today = localDay(at, zone);
  const asked = clips?.map((id) => findClip(store, id).id) ?? store.retention.over(today, limit + 1);
  const ids = [...new Set(asked)].slice(0, clips === null ? limit : MOST);
  const rows = retentionNow(context, [...factsOfClips(store, ids)]);
  const judged = ids.map((id) => ({ id, row: rows.get(id), bars: barsNow(context, id, rows.get(id), today) }));
  const barred = judged
    .filter(({ bars }) => bars.length > 0)
    .map(({ id, row, bars }) => ({
      clip: id,
      bars,
      earliestDisposal: row?.earliest ?? null,
      reasons: row?.reasons.map(withArticle) ?? [],
    }));
  const listed = judged.filter(({ bars }) => bars.length === 0);
  const more = clips === null && asked.length > limit;
  if (listed.length === 0) return { proposal: null, barred, more };

  const id = newProposalId();
  const consentFrom = addDays(today, rules.rulebook.retention.noticeDays.value);
  const rulebook = rules.rulebook.id;
  const told = { proposal: id, reason, consentFrom, by };
  const { seq } = store.log.append('disposal.listed', { ...told, at, rulebook, clips: listed.length });
  store.disposals.propose({ id, reason, consentFrom, rulebook, by, at, entry: seq });
  for (const { id: clip, row } of listed) {
    const verdict = row === undefined ? null : (verdictJson(row, rulebook) as unknown as Json);
    const entry = store.log.append('disposal.proposed', { ...told, verdict }, { clipId: clip }).seq;
    store.disposals.addItem(id, clip, verdict, entry);
  }
  return { proposal: store.disposals.proposal(id) ?? null, barred, more };
});

function barsNow(
  { store }: ActContext,
  id: string,
  row: RetentionOnRecord | undefined,
  today: CivilDay,
): readonly RecordBar[] {
  if (isOver(store, id)) return ['disposed'];
  const problem = originalProblem(store, id);
  return [
    ...(row === undefined || row.earliest > today ? (['kept'] as const) : []),
    ...(store.disposals.openProposalOf(id) === undefined ? [] : (['alreadyProposed'] as const)),
    ...(problem === null ? [] : [problem]),
    ...(store.findings.openOf(id).length === 0 ? [] : (['finding'] as const)),
  ];
}
