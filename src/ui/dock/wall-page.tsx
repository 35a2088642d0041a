/** 采集大屏: the dock on a screen that nobody is at. Nothing can be done here but to leave it. */
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useText } from '../i18n/language.js';
import { minuteOf } from '../lib/format.js';
import { useStore } from '../lib/store.js';
import { live } from '../live/live.js';
import { session, signOut } from '../session/session.js';
import { alarmsText } from '../shell/alarm-text.js';
import { OfflineBanner } from '../shell/offline-banner.js';
import { Slots, Sound, Sum } from './slots.js';
import { useWall } from './use-wall.js';

export default function WallPage(): ReactElement {
  const t = useText();
  const wall = useWall();
  const { answer } = useStore(session);
  const alarms = useStore(live.status)?.alarms ?? [];
  const until = answer?.session?.expiresAt;
  return (
    <main className="wallPage">
      <OfflineBanner />
      <section className="dock large">
        <header className="head">
          <h1>{[answer?.station.unit, answer?.station.name].filter((part) => part !== '').join(' · ')}</h1>
          <Sum wall={wall} />
          {alarms.length > 0 && <p className="sum alarmed">{alarmsText(t, alarms)}</p>}
          <span className="grow" />
          {until !== undefined && <p className="sum">{t('dock.wall.until', { until: minuteOf(until) })}</p>}
          <Sound />
          <Button
            onClick={() => {
              void signOut();
            }}
          >
            {t('dock.wall.leave')}
          </Button>
        </header>
        <Slots wall={wall} acts={null} />
      </section>
    </main>
  );
}
