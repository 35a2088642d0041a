/** What people said of a clip: labels and names, every version. Pure. */
import type { ClipTrail } from '../../records/trail/trail-of-clip.js';
import type { Block } from '../../print/document.js';
import { fact, heading, text, type TrailWords } from './words.js';

type Version = ClipTrail['history']['versions'][number];

export function* labels(words: TrailWords, { history }: ClipTrail): Generator<Block> {
  const { t } = words;
  yield heading(t('trail.labels'));
  if (history.versions.length === 0) yield text(t('trail.nothing'));
  for (const version of history.versions) {
    const whole = t(version.complete ? 'trail.labels.complete' : 'trail.labels.incomplete');
    yield fact(
      t('trail.labels.version', { n: version.version }),
      words.list([words.signed(version.by, version.at), whole, words.word(version.rulebook)]),
    );
    for (const [name, value] of said(words, version)) yield fact(name, value);
  }
}

function* said({ t, word, list }: TrailWords, version: Version): Generator<readonly [name: string, value: string]> {
  const answer = (is: boolean): string => t(is ? 'rules.yes' : 'rules.no');
  const parts = ({ ...of }: object): string =>
    list(Object.entries(of).map(([part, value]) => `${word(part)} ${word(String(value))}`));
  const { fields, officers, witnesses, goods, services, partyStatus, refusedToSign, secrecy, important } = version;
  for (const [field, value] of Object.entries(fields)) yield [word(field), value];
  if (officers.length > 0)
    yield [
      word('officers'),
      list(officers.map((o) => (o.certificateNo === null ? o.name : `${o.name}（${o.certificateNo}）`))),
    ];
  if (witnesses.length > 0) yield [word('witnesses'), list(witnesses)];
  for (const one of goods) yield [word('goods'), parts(one)];
  for (const one of services) yield [word('service'), parts(one)];
  if (partyStatus === 'absent' || partyStatus === 'unknown')
    yield [t('trail.labels.partyStatus'), t(`trail.labels.${partyStatus}`)];
  if (refusedToSign !== null) yield [t('trail.labels.refusedToSign'), answer(refusedToSign)];
  if (secrecy.length > 0) yield [t('trail.labels.secrecy'), list(secrecy.map(word))];
  if (important !== null) yield [word('important'), answer(important)];
  if (version.caseId !== null) yield [word('association'), version.caseId];
  if (version.noCaseNumber !== null) yield [t('trail.labels.noCaseNumber'), version.noCaseNumber];
  if (version.note !== null) yield [t('trail.labels.note'), version.note];
}

export function* names({ t, signed }: TrailWords, { history }: ClipTrail): Generator<Block> {
  yield heading(t('trail.names'));
  if (history.names.length === 0) {
    yield text(t('trail.nothing'));
    return;
  }
  const columns = [
    { title: t('trail.names.form'), share: 0.15 },
    { title: t('trail.names.name'), share: 0.5 },
    { title: t('trail.entries.by'), share: 0.35 },
  ] as const;
  yield { kind: 'columns', columns };
  for (const { form, name, by, at } of history.names)
    yield { kind: 'row', cells: [t(`trail.names.${form}`), name ?? t('trail.names.lost'), signed(by, at)] };
}
