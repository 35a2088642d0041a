/** The one answer to: may this clip go to the archive, and if not, what is missing? By what is on record of it. */
import { extname } from 'node:path';
import { z } from 'zod';
import { labelDone } from '../../policy/deadlines/label-done.js';
import type { Facts } from '../../policy/facts/facts.js';
import { GATE_BARS, syncGate, type GateBar, type GateVerdict } from '../../policy/gate/sync-gate.js';
import { checkName, type NameCheck } from '../../policy/names/check.js';
import { nameValues } from '../../policy/names/from-facts.js';
import type { RulesInForce } from '../../policy/rules-in-force.js';
import type { Repositories } from '../../store/station-store.js';
import { question } from '../act.js';
import type { Keeper } from '../after-change.js';
import { clipId, findClip } from '../retention/explain.js';
import { factsOfClip } from './facts-of-clip.js';
import { seenBy } from '../people/sight.js';

/** @throws BwcError `bwc.store.not_found` */
export function gateOfClip(store: Repositories, rules: RulesInForce, id: string, facts: Facts): GateVerdict {
  const clip = findClip(store, id);
  return syncGate(rules.rulebook, {
    state: clip.state,
    readBack: clip.readBack,
    altered: store.alarms.isOpen('store.finding', clip.storedPath) || store.findings.openOf(id).length > 0,
    label: labelDone(rules.rulebook.label, facts.labels),
    name: nameOf(rules, facts, clip.storedPath),
    sourceKind: facts.sourceKind,
    emergencyReport: facts.emergencyReport,
    secrecy: facts.secrecy,
    disposed: store.disposals.get(id) !== undefined,
  });
}

/** Null where nobody has labelled it: then there are no parts of a name. */
function nameOf({ rulebook: { naming } }: RulesInForce, facts: Facts, storedPath: string): NameCheck | null {
  if (naming.storage === null || (facts.labels.length === 0 && facts.case === null)) return null;
  return checkName(naming.storage, naming, nameValues(naming.storage, facts), extname(storedPath).slice(1) || 'mp4');
}

const toJson = (bar: GateBar) => ({
  ...bar,
  article: bar.basis?.article ?? null,
  phrase: bar.basis?.phrase ?? null,
  of: bar.basis?.of ?? null,
});

/** @throws BwcError `bwc.store.not_found` */
export const gateClip = question(z.strictObject({ clip: clipId }), ({ store, rules }, input) => {
  const { id } = findClip(store, input.clip);
  const { may, missing } = gateOfClip(store, rules, id, factsOfClip(store, id));
  return {
    clip: id,
    rulebook: rules.rulebook.id,
    may,
    missing: missing.map(toJson),
    findings: store.findings.openOf(id),
  };
});

/** Counts by what is missing, with the clips that came first of each. */
export const gateSummary = question(
  z.strictObject({ first: z.int().min(0).max(1000).default(5) }),
  (context, { first }) => {
    const { store, rules } = context;
    const counts = new Map(store.gateBars.counts().map(({ bar, clips }) => [bar, clips]));
    const of = (bar: string | null) => ({
      clips: counts.get(bar) ?? 0,
      first: [...seenBy(context, store.gateBars.first(bar, first))],
    });
    return {
      rulebook: rules.rulebook.id,
      ready: of(null),
      missing: GATE_BARS.filter((bar) => counts.has(bar)).map((what) => ({ what, ...of(what) })),
    };
  },
);

/** Keeps what `gate.summary` counts in step with the facts. */
export const keepGate: Keeper = ({ store, rules }, clips) => {
  const before = store.gateBars.of(clips.map(({ clip }) => clip.id));
  for (const { clip, facts } of clips) {
    const bars = gateOfClip(store, rules, clip.id, facts)
      .missing.map((m) => m.what)
      .sort();
    if (JSON.stringify(before.get(clip.id)) !== JSON.stringify(bars)) store.gateBars.put(clip.id, bars);
  }
};
