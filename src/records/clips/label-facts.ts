/** Labels on record, in the words of the policy's facts. */
import type { LabelVersion } from '../../policy/facts/facts.js';
import type { Label, LabelOnRecord } from '../../store/repositories/labels.js';

/** `张三（闽A001）、李四（闽A002）`, with `、` between names as people write them. */
export function fieldsOf({ fields, officers, witnesses }: Label): LabelVersion['fields'] {
  const named = officers.map(({ name, certificateNo }) =>
    certificateNo === null ? name : `${name}（${certificateNo}）`,
  );
  return {
    ...fields,
    ...(named.length === 0 ? {} : { officers: named.join('、') }),
    ...(witnesses.length === 0 ? {} : { witnesses: witnesses.join('、') }),
  };
}

export const labelVersion = (label: LabelOnRecord): LabelVersion => ({
  at: label.at,
  fields: fieldsOf(label),
  association: label.caseId,
  noCaseNumber: label.noCaseNumber,
  goods: label.goods,
  services: label.services,
});
