/** 采集: the wall of slots, the custodian's first page. */
import { App, Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { tell } from '../api/error-text.js';
import { useSpeech } from '../i18n/language.js';
import { useStore } from '../lib/store.js';
import { live } from '../live/live.js';
import type { TextKey } from '../i18n/translate.js';
import { goTo, usePlace } from '../router.js';
import { usePerson } from '../session/person-context.js';
import { may } from '../session/session.js';
import { bundled } from '../shell/bundled.js';
import { cancelVisit, retrySlot, setPriority } from './commands.js';
import { DropList } from './drop-list.js';
import { LeaveAsWall } from './leave-as-wall.js';
import type { CardActs, CopyActs } from './slot-card.js';
import { Slots, Sound, Sum } from './slots.js';
import { useWall } from './use-wall.js';
import type { Card } from './wall.js';

const VisitDrawer = bundled(() => import('./visit-drawer.js'));

export default function DockPage(): ReactElement {
  const { t } = useSpeech();
  const wall = useWall();
  const describing = useStore(live.describing);
  const large = usePlace().query.get('large') === '1';
  const [shown, setShown] = useState<Card | null>(null);
  const acts = useActs(setShown);
  return (
    <section className={large ? 'dock large' : 'dock'}>
      <header className="head">
        <h1>{t('dock.title')}</h1>
        <Sum wall={wall} />
        {describing > 0 && <p className="sum">{t('dock.describing', { n: describing })}</p>}
        <span className="grow" />
        <Sound />
        {large && <LeaveAsWall />}
        <Button
          aria-pressed={large}
          onClick={() => {
            goTo('/dock', large ? {} : { large: '1' });
          }}
        >
          {t(large ? 'dock.normal' : 'dock.large')}
        </Button>
      </header>
      <Slots wall={wall} acts={acts} />
      <DropList />
      {shown !== null && (
        <VisitDrawer
          card={shown}
          close={() => {
            setShown(null);
          }}
        />
      )}
    </section>
  );
}

function useActs(show: (card: Card) => void): CardActs {
  const speech = useSpeech();
  const { message } = App.useApp();
  const person = usePerson();
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
  const copy: CopyActs = {
    cancel: ({ visit }) => {
      if (visit !== null) run(cancelVisit(visit.id), 'dock.told.cancel');
    },
    retry: ({ slot }) => {
      run(retrySlot(slot), 'dock.told.retry');
    },
    priority: ({ slot, priority }) => {
      run(setPriority(priority ? null : slot), 'dock.told.priority');
    },
  };
  return { copy: may(person, 'dock.act') ? copy : null, more: show };
}
