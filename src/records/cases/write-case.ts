/** A new version of a case, its custody entry, and what it changes for the labels of its clips. */
import { BwcError } from '../../domain/errors.js';
import type { Json } from '../../domain/canonical-json.js';
import type { CaseVersion } from '../../store/repositories/cases.js';
import type { ActContext } from '../act.js';
import { clipsChanged } from '../after-change.js';
import { checkLabel } from '../labels/check-label.js';
import { EMPTY_LABEL } from '../labels/merge-label.js';
import { writeLabels } from '../labels/write-labels.js';
import { extensionOf } from '../names/extension.js';
import { requireWord } from '../vocabulary.js';
import { associated } from './associate.js';

/** @throws BwcError `bwc.case.number_taken`, `bwc.label.unknown_word`, `bwc.name.*` */
export function writeCase(context: ActContext, next: Omit<CaseVersion, 'version' | 'by' | 'at'>): CaseVersion {
  const { store, rules, by, now } = context;
  const before = store.cases.latest(next.id) ?? null;
  requireWord(rules, 'stage', next.stage);
  requireOwnNumber(context, next);
  const version: CaseVersion = { ...next, version: (before?.version ?? 0) + 1, by, at: now() };
  const { seq } = store.log.append('case.put', version as unknown as { readonly [key: string]: Json });
  store.cases.add({ ...version, entry: seq });
  requireNames(context, version);
  const clips = store.cases.clipsNow(version.id);
  writeLabels(context, clips, (label) => associated(label, rules.rulebook.label, version, before));
  clipsChanged(context, clips);
  return version;
}

function requireOwnNumber({ store }: ActContext, { id, number }: Pick<CaseVersion, 'id' | 'number'>): void {
  const other = number === null ? undefined : store.cases.numbered(number).find((c) => c.id !== id);
  if (other !== undefined)
    throw new BwcError('bwc.case.number_taken', `case ${other.id} has the number ${number ?? ''}`, {
      id: other.id,
      number,
    });
}

/** What its clips would be named by has to make names: a party that no name can hold is refused here, not at the archive. */
function requireNames({ rules, now }: ActContext, { number, party, stage }: CaseVersion): void {
  const fields = {
    ...(number === null ? {} : { caseNumber: number }),
    ...(party === null ? {} : { party }),
    ...(stage === null ? {} : { caseStage: stage }),
  };
  const given = new Set(Object.keys(fields) as (keyof typeof fields)[]);
  checkLabel(rules, { ...EMPTY_LABEL, fields }, { fields: given }, extensionOf(''), now());
}
