/** How long the clip is kept and why, what holds it, who approved what, what became of it. Pure. */
import { RETENTION_REASONS } from '../../i18n/disposal-words.js';
import { findingWord } from '../../i18n/finding-words.js';
import { valueText } from '../../i18n/rule-values.js';
import type { ClipTrail } from '../../records/trail/trail-of-clip.js';
import type { Block } from '../../print/document.js';
import { fact, heading, text, type TrailWords } from './words.js';

type Reason = ClipTrail['retention']['reasons'][number];

export function* retention(words: TrailWords, { retention: kept }: ClipTrail): Generator<Block> {
  const { t, word } = words;
  yield heading(t('trail.keep'));
  yield fact(t('trail.keep.class'), word(kept.class));
  yield fact(t('trail.keep.until'), dayText(words, kept.until));
  yield fact(t('trail.keep.earliest'), dayText(words, kept.earliestDisposal));
  yield fact(t('trail.keep.rulebook'), word(kept.rulebook));
  for (const [i, reason] of kept.reasons.entries())
    yield fact(t('trail.keep.reason', { n: i + 1 }), reasonText(words, reason));
  if (kept.findings.length === 0) return;
  yield heading(t('trail.findings'));
  for (const { kind, subject, detail, at } of kept.findings)
    yield fact(kind, `${words.say(findingWord(kind))}\n${subject}: ${detail}\n${words.time(at)}`);
}

const dayText = ({ t }: TrailWords, day: string): string => (day === 'never' ? t('retention.never') : day);

function reasonText(words: TrailWords, reason: Reason): string {
  const { t, language, say, word, list } = words;
  const { kind, id, period, because, until, article, phrase, of } = reason;
  const count = (what: string, n?: string): string => t(`rules.${what}` as 'rules.none', n === undefined ? {} : { n });
  return [
    say(RETENTION_REASONS[kind]),
    ...(id === null ? [] : [word(id)]),
    ...(period === null ? [] : [valueText({ language, say: count }, period)]),
    ...(because.length === 0 ? [] : [t('retention.because', { words: list(because.map(word)) })]),
    ...(until === 'never' ? [] : [t('trail.keep.to', { day: until })]),
    ...(article === null ? [] : [`${of === null ? '' : `${of} `}${article}「${phrase ?? ''}」`]),
  ].join(' ');
}

export function* decisions(words: TrailWords, trail: ClipTrail): Generator<Block> {
  yield* section(words.t('trail.holds'), holds(words, trail), words);
  yield* section(words.t('trail.approvals'), approvals(words, trail), words);
  yield* section(words.t('trail.disposal'), disposals(words, trail), words);
}

function* section(title: string, blocks: Iterable<Block>, { t }: TrailWords): Generator<Block> {
  yield heading(title);
  let empty = true;
  for (const block of blocks) {
    empty = false;
    yield block;
  }
  if (empty) yield text(t('trail.nothing'));
}

const lines = (...texts: readonly (string | null)[]): string => texts.filter((line) => line !== null).join('\n');

function* holds({ t, signed }: TrailWords, trail: ClipTrail): Generator<Block> {
  for (const { id, subject, reason, reference, by, at, steps } of trail.holds)
    yield fact(
      t('trail.holds.what', { id }),
      lines(
        `${t('trail.holds.placed', { of: t(`trail.holds.${subject.kind}`) })} ${reason} ${signed(by, at)}`,
        reference === null ? null : t('trail.approvals.reference', { text: reference }),
        ...steps.map((s) => `${t(`trail.holds.${s.step}`)} ${s.reason ?? ''} ${signed(s.by, s.at)}`),
      ),
    );
}

function* approvals({ t, word, time, signed }: TrailWords, trail: ClipTrail): Generator<Block> {
  for (const { purpose, role, person, at, reference, recordedBy, recordedAt, withdrawn } of trail.approvals)
    yield fact(
      word(purpose),
      lines(
        `${word(role)} ${signed(person, at)}`,
        reference === null ? null : t('trail.approvals.reference', { text: reference }),
        t('trail.approvals.recorded', { by: recordedBy, at: time(recordedAt) }),
        withdrawn === null
          ? null
          : `${t('trail.approvals.withdrawn')} ${withdrawn.why} ${signed(withdrawn.by, withdrawn.at)}`,
      ),
    );
}

function* disposals({ t, time, signed }: TrailWords, trail: ClipTrail): Generator<Block> {
  for (const { id, reason, by, at, decision } of trail.proposals)
    yield fact(
      t('trail.disposal.what', { id }),
      lines(
        `${t('trail.disposal.proposed')} ${reason} ${signed(by, at)}`,
        decision === null
          ? null
          : `${t(`trail.disposal.${decision.decision}`)} ${decision.why ?? ''} ${signed(decision.by, decision.at)}`,
      ),
    );
  const { disposed } = trail.retention;
  if (disposed !== null) yield fact(t('trail.disposal.done'), time(disposed.approvedAt));
}
