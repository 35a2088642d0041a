/** Every custody entry of a clip, in order, one at a time: there may be thousands. Pure. */
import { custodyWord } from '../../i18n/custody-words.js';
import { decodeEntry, type CustodyEntry } from '../../store/custody/entry.js';
import type { StoredEntry } from '../../store/repositories/custody-entries.js';
import type { Block } from '../../print/document.js';
import { heading, text, type TrailWords } from './words.js';

export function* entries(words: TrailWords, stored: Iterable<StoredEntry>): Generator<Block> {
  const { t } = words;
  yield heading(t('trail.entries'));
  yield text(t('trail.entries.intro'));
  const columns = [
    { title: t('trail.entries.seq'), share: 0.1 },
    { title: t('trail.entries.at'), share: 0.21 },
    { title: t('trail.entries.what'), share: 0.2 },
    { title: t('trail.entries.by'), share: 0.19 },
    { title: t('trail.entries.hash'), share: 0.3, small: true },
  ] as const;
  yield { kind: 'columns', columns };
  let n = 0;
  for (const one of stored) {
    n++;
    const entry = decodeEntry(one.bytes);
    const said =
      entry === undefined
        ? [words.time(one.at), `${one.kind}\n${t('trail.entries.damaged')}`, '']
        : [timeText(words, entry), `${words.say(custodyWord(entry.kind))}\n${entry.kind}`, whoOf(entry)];
    yield { kind: 'row', cells: [String(one.seq), ...said, one.hash.toString('hex')] };
  }
  yield text(t('trail.entries.count', { n }));
}

function timeText({ t, time }: TrailWords, { at, clockSynchronised }: CustodyEntry): string {
  if (clockSynchronised === true) return time(at);
  return `${time(at)}\n${t(clockSynchronised === false ? 'trail.entries.unsynchronised' : 'trail.entries.unsure')}`;
}

/** The person; where nobody acted, the part of the station that did. */
const whoOf = ({ body, actor }: CustodyEntry): string => {
  const by = body['by'];
  return typeof by === 'string' && by !== '' ? by : actor;
};
