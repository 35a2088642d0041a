/** 采集: the wall of slots, the custodian's first page. */
import { App, Button, Spin } from 'antd';
import { lazy, Suspense, useState, type ReactElement } from 'react';
import { tell } from '../api/error-text.js';
import { useSpeech } from '../i18n/language.js';
import { useStore } from '../lib/store.js';
import { live } from '../live/live.js';
import type { TextKey } from '../i18n/translate.js';
import { goTo, usePlace } from '../router.js';
import { cancelVisit, retrySlot, setPriority } from './commands.js';
import { DropList } from './drop-list.js';
import { SlotCard, type CardActs } from './slot-card.js';
import { setSound, sound } from './sound.js';
import { useWall } from './use-wall.js';
import { needsHand, type Card } from './wall.js';

const VisitDrawer = lazy(() => import('./visit-drawer.js'));

export default function DockPage(): ReactElement {
  const { t } = useSpeech();
  const wall = useWall();
  const progress = useStore(live.progress);
  const describing = useStore(live.describing);
  const large = usePlace().query.get('large') === '1';
  const [shown, setShown] = useState<Card | null>(null);
  const acts = useActs(setShown);
  return (
    <section className={large ? 'dock large' : 'dock'}>
      <header className="head">
        <h1>{t('dock.title')}</h1>
        {wall !== undefined && <p className="sum">{t('dock.sum', sumOf(wall))}</p>}
        {describing > 0 && <p className="sum">{t('dock.describing', { n: describing })}</p>}
        <span className="grow" />
        <Sound />
        <Button
          aria-pressed={large}
          onClick={() => {
            goTo('/dock', large ? {} : { large: '1' });
          }}
        >
          {t(large ? 'dock.normal' : 'dock.large')}
        </Button>
      </header>
      {wall === undefined ? (
        <Spin className="opening" description={t('app.loading')} />
      ) : wall.length === 0 ? (
        <div className="empty">
          <h2>{t('dock.empty.title')}</h2>
          <p>{t('dock.empty.body')}</p>
        </div>
      ) : (
        <div className="wall">
          {wall.map((card) => (
            <SlotCard
              key={`${card.slot} ${card.docked ? '' : (card.visit?.id ?? '')}`}
              card={card}
              progress={card.visit === null ? undefined : progress.get(card.visit.id)}
              acts={acts}
            />
          ))}
        </div>
      )}
      <DropList />
      {shown !== null && (
        <Suspense>
          <VisitDrawer
            card={shown}
            close={() => {
              setShown(null);
            }}
          />
        </Suspense>
      )}
    </section>
  );
}

const sumOf = (wall: readonly Card[]): Record<'slots' | 'busy' | 'safe' | 'hand', number> => ({
  slots: wall.filter((c) => c.docked).length,
  busy: wall.filter((c) => c.visit?.state === 'open').length,
  safe: wall.filter((c) => c.state === 'safe').length,
  hand: wall.filter((c) => needsHand(c.state)).length,
});

function Sound(): ReactElement {
  const { t } = useSpeech();
  const on = useStore(sound);
  return (
    <Button
      aria-pressed={on}
      onClick={() => {
        setSound(!on);
      }}
    >
      {t(on ? 'dock.sound.on' : 'dock.sound.off')}
    </Button>
  );
}

function useActs(show: (card: Card) => void): CardActs {
  const speech = useSpeech();
  const { message } = App.useApp();
  const run = (work: Promise<unknown>, told: TextKey): void => {
    work.then(
      () => {
        live.look();
        void message.success(speech.t(told));
      },
      (error: unknown) => {
        const { what, action, code } = tell(speech, error);
        void message.error(`${what} ${action} ${speech.t('error.code', { code })}`, 8);
      },
    );
  };
  return {
    cancel: ({ visit }) => {
      if (visit !== null) run(cancelVisit(visit.id), 'dock.told.cancel');
    },
    retry: ({ slot }) => {
      run(retrySlot(slot), 'dock.told.retry');
    },
    priority: ({ slot, priority }) => {
      run(setPriority(priority ? null : slot), 'dock.told.priority');
    },
    more: show,
  };
}
