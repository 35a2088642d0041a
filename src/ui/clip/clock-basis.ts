/** On what a corrected time rests, as the record says it, in the language of the page. Pure. */
import type { Text, TextKey } from '../i18n/translate.js';

const WHY_NOT: readonly (readonly [start: string, key: TextKey])[] = [
  ['the camera left no time', 'clock.none.left'],
  ["the camera's clock was not set", 'clock.none.unset'],
  ['the digits name no time', 'clock.none.digits'],
  ["the camera's clock is ahead", 'clock.none.ahead'],
];

const SOURCES: Readonly<Record<string, TextKey | undefined>> = {
  'file name': 'clock.from.name',
  exif: 'clock.from.exif',
  media: 'clock.from.media',
  'file modification time': 'clock.from.file',
  'start plus duration': 'clock.from.duration',
};

export function sourceText(t: Text, source: string | null): string {
  if (source === null) return t('unknown');
  const key = SOURCES[source];
  return key === undefined ? source : t(key);
}

/** What is written in another way than the station writes it is shown as it stands. */
export function basisText(t: Text, basis: string): string {
  const none = WHY_NOT.find(([start]) => basis.startsWith(start));
  if (none !== undefined) return t(none[1]);
  const read = /^(.+) in (\S+), (less the measured offset|not corrected)/.exec(basis);
  if (read === null) return basis;
  const [, source = '', zone = '', how] = read;
  const from = t('clock.read', { source: sourceText(t, source), zone });
  return `${from}${t(how === 'not corrected' ? 'clock.uncorrected' : 'clock.corrected')}`;
}
