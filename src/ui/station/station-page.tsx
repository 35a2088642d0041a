/** 本站: the rules it goes by and what they mean, and how it is. Nothing is changed here. */
import type { ReactElement } from 'react';
import type { StationHealth } from '../../web/api-types.js';
import { get } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useText } from '../i18n/language.js';
import { minuteOf } from '../lib/format.js';
import { useRefresh } from '../live/use-refresh.js';
import { usePerson } from '../session/person-context.js';
import { may } from '../session/session.js';
import { ErrorNotice } from '../shell/error-notice.js';
import { Archives } from './archives.js';
import { BackupCard } from './backup-card.js';
import { ClearCard } from './clear-card.js';
import { EraseCard, EraseTable } from './erase.js';
import { Events } from './events.js';
import { AlarmCard, CalendarCard, ClockCard, DiskCard, ReceiptCard } from './health-cards.js';
import { Findings } from './findings.js';
import { Log } from './log.js';
import { Rules } from './rules.js';
import { Verifications } from './verifications.js';

export default function StationPage(): ReactElement {
  const t = useText();
  const person = usePerson();
  const turn = useRefresh();
  const answer = useAnswer((signal) => get<StationHealth>('/api/station', signal), String(turn));
  const health = answer.value;
  return (
    <section className="station">
      <header className="head">
        <h1>{t('nav.station')}</h1>
        {health !== undefined && (
          <p className="sum">
            {t('station.version', { version: health.version })} · {t('station.now', { at: minuteOf(health.now) })}
          </p>
        )}
      </header>
      {answer.error !== undefined && <ErrorNotice error={answer.error} again={answer.again} />}
      {health !== undefined && (
        <>
          <div className="cards">
            <DiskCard disk={health.disk} cleared={health.cleared} />
            <ClockCard clock={health.clock} />
            <CalendarCard calendar={health.calendar} />
            <AlarmCard />
            <ReceiptCard />
            <BackupCard backup={health.backup} offsite={health.offsite} />
            <EraseCard erase={health.erase} />
            {may(person, 'archive.sync') && <ClearCard turn={turn} />}
          </div>
          <Verifications rows={health.verifications} />
          {may(person, 'disposal.see') && <Archives now={health.now} />}
          {may(person, 'disposal.see') && <EraseTable left={health.erase.left} />}
          {may(person, 'custody.see') && <Findings turn={turn} />}
          {may(person, 'custody.see') && <Events turn={turn} />}
          {may(person, 'log.see') && <Log turn={turn} />}
          <Rules rulebook={health.rulebook} />
        </>
      )}
    </section>
  );
}
