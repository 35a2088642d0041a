/** What was taken off a camera, for people. */
import { forPeople } from '../domain/time.js';
import type { EraseTally } from '../domain/erase.js';
import { ERASE_BAR_WORDS } from '../i18n/erase-words.js';
import type { ErasureOnRecord } from '../store/repositories/erasures.js';
import { printable } from './format.js';
import type { Command } from './io.js';

export const describeErased = ({ t, language }: Command, { erased, left, why }: EraseTally): string[] => [
  t('visit.erased', { erased, left }),
  ...why.map(({ what, files }) => t('visit.erasedWhy', { why: ERASE_BAR_WORDS[what][language], files })),
];

/** Each try to take a clip, or what lay beside it, off its camera. */
export const describeErasures = ({ t }: Command, erasures: readonly ErasureOnRecord[], zone: string): string[] =>
  erasures.map(({ path, outcome, at, settledAt, authorisedBy, authorisedOn }) =>
    t('show.erased', {
      at: forPeople(settledAt ?? at, zone),
      path: printable(path),
      outcome: t(`erase.outcome.${outcome ?? 'unknown'}`),
      by: printable(authorisedBy),
      on: authorisedOn,
    }),
  );
