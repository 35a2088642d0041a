/** A clip's audit trail as a document: what it says, in one language; asked for block by block. Pure. */
import { forPeople, type Instant } from '../../domain/time.js';
import type { Language } from '../../i18n/language.js';
import type { Block, DocumentHead } from '../../print/document.js';
import type { ClipTrail } from '../../records/trail/trail-of-clip.js';
import type { StoredEntry } from '../../store/repositories/custody-entries.js';
import { VERSION } from '../version.js';
import { aboutClip } from './about-clip.js';
import { decisions, retention } from './decided-of-clip.js';
import { entries } from './entries.js';
import { howToCheck, signature, type TrailProof } from './proof.js';
import { labels, names } from './said-of-clip.js';
import { fact, heading, text, trailWords } from './words.js';

export interface TrailOfStation {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly timezone: string;
}

export interface TrailFacts {
  readonly station: TrailOfStation;
  /** Who took it, and when: that of the last entry. */
  readonly by: string;
  readonly at: Instant;
  readonly trail: ClipTrail;
  readonly stored: Iterable<StoredEntry>;
  readonly proof: TrailProof | null;
}

export function trailHead({ station, at, trail }: TrailFacts, language: Language): DocumentHead {
  const { t } = trailWords(language, station.timezone);
  return {
    title: t('trail.title'),
    mark: `SHA-256 ${trail.clip.sha256}`,
    foot: t('trail.foot', { station: station.id, at: forPeople(at, station.timezone) }),
    language,
    madeAt: at,
  };
}

export function* trailBlocks(facts: TrailFacts, language: Language): Generator<Block> {
  const { station, by, at, trail, stored, proof } = facts;
  const words = trailWords(language, station.timezone);
  const { t } = words;
  const said = (value: string): string => (value === '' ? t('unknown') : value);
  yield { kind: 'title', text: t('trail.title') };
  yield text(t('trail.intro'));
  yield heading(t('trail.station'));
  yield fact(t('trail.station.unit'), said(station.unit));
  yield fact(t('trail.station.name'), said(station.name));
  yield fact(t('trail.station.id'), station.id);
  yield fact(t('trail.station.by'), by);
  yield fact(t('trail.station.at'), words.time(at));
  yield fact(t('trail.station.zone'), station.timezone);
  yield fact(t('trail.station.software'), `bwc-station ${VERSION}`);
  yield* aboutClip(words, trail);
  yield* labels(words, trail);
  yield* names(words, trail);
  yield* retention(words, trail);
  yield* decisions(words, trail);
  yield* entries(words, stored);
  yield* signature(words, proof);
  yield* howToCheck(words, trail.clip);
}
