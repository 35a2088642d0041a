/** How long a clip is kept and why: every reason with its article, the holds on it, and what became of it. */
import { z } from 'zod';
import { BwcError } from '../../domain/errors.js';
import type { RetentionReason } from '../../policy/retention/retention.js';
import type { Repositories } from '../../store/station-store.js';
import { question } from '../act.js';
import { factsOfClip } from '../clips/facts-of-clip.js';
import { judge } from './judge.js';

export const clipId = z.string().min(1).max(128);

/** By clip id or SHA-256. @throws BwcError `bwc.store.not_found` */
export function findClip(store: Repositories, idOrSha256: string) {
  const clip = store.clips.get(idOrSha256);
  if (clip === undefined)
    throw new BwcError('bwc.store.not_found', `there is no clip ${idOrSha256}`, { id: idOrSha256 });
  return clip;
}

/** @throws BwcError `bwc.store.not_found` */
export const retentionOfClip = question(z.strictObject({ clip: clipId }), ({ store, rules }, input) => {
  const { id } = findClip(store, input.clip);
  const holds = store.holds.ofClips([id]).get(id) ?? [];
  const { verdict, floor } = judge(rules, factsOfClip(store, id), holds, store.retention.get(id)?.kept ?? []);
  return {
    clip: id,
    rulebook: rules.rulebook.id,
    class: verdict.class,
    /** The last day it is kept, or `never`. */
    until: verdict.until,
    earliestDisposal: verdict.earliestDisposal,
    /** Nothing that may still become known shortens it below this day. */
    settledUntil: floor,
    reasons: verdict.reasons.map(withArticle),
    holds,
    /** What verification found of it and no later run took back: nobody disposes of it before that is looked into. */
    findings: store.findings.openOf(id),
    openProposal: store.disposals.openProposalOf(id) ?? null,
    disposed: store.disposals.get(id) ?? null,
  };
});

export const withArticle = ({ basis, ...reason }: RetentionReason) => ({
  ...reason,
  article: basis?.article ?? null,
  phrase: basis?.phrase ?? null,
  of: basis?.of ?? null,
});
