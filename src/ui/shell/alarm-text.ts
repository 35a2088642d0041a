import { isLoudest } from '../../domain/alarm-order.js';
import type { AlarmKind } from '../../web/api-types.js';
import { ZH, type TextKey } from '../i18n/zh/index.js';
import type { Text } from '../i18n/translate.js';

const isKey = (key: string): key is TextKey => key in ZH;

/** An alarm in words; one this page does not know is still an alarm. */
export function alarmText(t: Text, kind: string): string {
  const key = `alarm.${kind}`;
  return t(isKey(key) ? key : 'alarm.other');
}

/** All of them in a few words: how many, or the one that every other can wait for. */
export function alarmsText(t: Text, alarms: readonly { readonly kind: AlarmKind }[]): string {
  const loudest = alarms.find(isLoudest);
  return loudest === undefined ? `▲ ${t('alarms.some', { n: alarms.length })}` : alarmText(t, loudest.kind);
}
