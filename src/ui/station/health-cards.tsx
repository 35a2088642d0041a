/** What may go wrong with the machine, at a glance: green, or with what to do. */
import type { ReactElement } from 'react';
import type { StationHealth } from '../../web/api-types.js';
import { useText } from '../i18n/language.js';
import type { Text } from '../i18n/translate.js';
import { minuteOf, size } from '../lib/format.js';
import { useStore } from '../lib/store.js';
import { live } from '../live/live.js';
import { AlarmList } from '../shell/alarm-list.js';

/** Below these many days it is time to act. */
const [FEW_DAYS, HARDLY_ANY] = [30, 7];
const TEN_YEARS = 3650;

export function DiskCard({ disk, cleared }: Pick<StationHealth, 'disk' | 'cleared'>): ReactElement {
  const t = useText();
  const { daysLeft, perDay, days } = disk;
  const most = Math.max(1, ...days.map((d) => d.bytes));
  const state = daysLeft === null ? '' : daysLeft < HARDLY_ANY ? 'bad' : daysLeft < FEW_DAYS ? 'unsure' : '';
  return (
    <section className={state}>
      <h2>{t('station.disk')}</h2>
      <p className="say">{leftText(t, daysLeft)}</p>
      <p>
        {t('station.disk.free', {
          free: size(t, disk.freeBytes),
          all: size(t, disk.diskBytes),
          reserve: size(t, disk.reserveBytes),
        })}
      </p>
      <p>{t(`station.disk.clearing.${cleared.policy}`)}</p>
      {cleared.clips > 0 && <p>{t('station.disk.cleared', { n: cleared.clips, bytes: size(t, cleared.bytes) })}</p>}
      {perDay !== null && <p>{t('station.disk.perDay', { bytes: size(t, perDay) })}</p>}
      <ul className="bars" aria-label={t('station.disk.days')}>
        {days.map(({ day, bytes }) => {
          const text = t('station.disk.day', { day, bytes: size(t, bytes) });
          return <li key={day} title={text} aria-label={text} style={{ height: `${String((100 * bytes) / most)}%` }} />;
        })}
      </ul>
    </section>
  );
}

function leftText(t: Text, days: number | null): string {
  if (days === null) return t('station.disk.unknown');
  return days > TEN_YEARS ? t('station.disk.long') : t('station.disk.left', { n: days });
}

export function ClockCard({ clock }: { readonly clock: StationHealth['clock'] }): ReactElement {
  const t = useText();
  const { synchronised, errorMs, source } = clock;
  const said = synchronised === null ? 'unknown' : synchronised ? 'yes' : 'no';
  return (
    <section className={synchronised === true ? '' : synchronised === null ? 'unsure' : 'bad'}>
      <h2>{t('station.clock')}</h2>
      <p className="say">{t(`station.clock.${said}`)}</p>
      {errorMs !== null && <p>{t('station.clock.error', { ms: Math.ceil(errorMs), source })}</p>}
      {synchronised !== true && <p>{t('station.clock.mend')}</p>}
    </section>
  );
}

export function CalendarCard({ calendar }: { readonly calendar: StationHealth['calendar'] }): ReactElement {
  const t = useText();
  const { knownThrough, missingYear } = calendar;
  return (
    <section className={missingYear === null ? '' : 'unsure'}>
      <h2>{t('station.calendar')}</h2>
      <p className="say">
        {knownThrough === null ? t('station.calendar.none') : t('station.calendar.through', { day: knownThrough })}
      </p>
      {missingYear !== null && <p>{t('station.calendar.missing', { year: missingYear })}</p>}
    </section>
  );
}

export function AlarmCard(): ReactElement {
  const t = useText();
  const alarms = useStore(live.status)?.alarms ?? [];
  return (
    <section className={alarms.length === 0 ? '' : 'bad'}>
      <h2>{t('station.alarms')}</h2>
      {alarms.length === 0 && <p className="say">{t('station.alarms.none')}</p>}
      {alarms.length > 0 && <AlarmList alarms={alarms} />}
    </section>
  );
}

/** Whose receipts say how much of the log somebody else has seen; nothing where nobody is to give any. */
export function ReceiptCard(): ReactElement | null {
  const t = useText();
  const status = useStore(live.status);
  const receipts = status?.receipts ?? [];
  const accused = (status?.alarms ?? []).filter(({ kind }) => kind === 'archive.log_changed');
  if (receipts.length === 0) return null;
  return (
    <section className={accused.length > 0 || receipts.some(({ overdue }) => overdue) ? 'bad' : ''}>
      <h2>{t('station.receipts')}</h2>
      {accused.map(({ subject, raisedAt }) => (
        <p key={subject} className="say">
          {t('station.receipts.disagrees', { from: subject, at: minuteOf(raisedAt) })}
        </p>
      ))}
      {accused.length === 0 && <p>{t('station.receipts.agree')}</p>}
      {receipts.map(({ from, last, uncovered, since, overdue }) => (
        <div key={from}>
          <p className="say">{from}</p>
          <p>
            {last === null
              ? t('station.receipts.none')
              : t('station.receipts.last', { n: last.size, at: minuteOf(last.at) })}
          </p>
          <p>{t('station.receipts.uncovered', { n: uncovered })}</p>
          {overdue && since !== null && <p>{t('station.receipts.overdue', { at: minuteOf(since) })}</p>}
        </div>
      ))}
    </section>
  );
}
