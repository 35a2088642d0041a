/** Alarms in words, each with what it is about and since when. */
import type { ReactElement } from 'react';
import type { AlarmView } from '../../web/api-types.js';
import { useText } from '../i18n/language.js';
import { minuteOf } from '../lib/format.js';
import { isLoudest, loudestFirst } from '../../domain/alarm-order.js';
import { alarmText } from './alarm-text.js';

export function AlarmList({ alarms }: { readonly alarms: readonly AlarmView[] }): ReactElement {
  const t = useText();
  return (
    <ul className="alarms">
      {loudestFirst(alarms).map((alarm) => (
        <li key={`${alarm.kind} ${alarm.subject}`} className={isLoudest(alarm) ? 'loudest' : ''}>
          <strong>{alarmText(t, alarm.kind)}</strong> {alarm.subject}
          <time>{minuteOf(alarm.raisedAt)}</time>
        </li>
      ))}
    </ul>
  );
}
