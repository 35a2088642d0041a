import { ZH, type TextKey } from '../i18n/zh/index.js';
import type { Text } from '../i18n/translate.js';

const isKey = (key: string): key is TextKey => key in ZH;

/** An alarm in words; one this page does not know is still an alarm. */
export function alarmText(t: Text, kind: string): string {
  const key = `alarm.${kind}`;
  return t(isKey(key) ? key : 'alarm.other');
}
