/** All slots, how they are in sum, and whether one hears of them: of the page and of the wall. */
import { Button, Spin } from 'antd';
import type { ReactElement } from 'react';
import { useText } from '../i18n/language.js';
import { useStore } from '../lib/store.js';
import { live } from '../live/live.js';
import { SlotCard, type CardActs } from './slot-card.js';
import { setSound, sound } from './sound.js';
import { needsHand, type Card } from './wall.js';

/** Undefined until the station has answered. */
type Wall = readonly Card[] | undefined;

export function Slots({ wall, acts }: { readonly wall: Wall; readonly acts: CardActs | null }): ReactElement {
  const t = useText();
  const progress = useStore(live.progress);
  if (wall === undefined) return <Spin className="opening" description={t('app.loading')} />;
  if (wall.length === 0)
    return (
      <div className="empty">
        <h2>{t('dock.empty.title')}</h2>
        <p>{t('dock.empty.body')}</p>
      </div>
    );
  return (
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
  );
}

export function Sum({ wall }: { readonly wall: Wall }): ReactElement | null {
  const t = useText();
  return wall === undefined ? null : <p className="sum">{t('dock.sum', sumOf(wall))}</p>;
}

const sumOf = (wall: readonly Card[]): Record<'slots' | 'busy' | 'safe' | 'hand', number> => ({
  slots: wall.filter((c) => c.docked).length,
  busy: wall.filter((c) => c.visit?.state === 'open').length,
  safe: wall.filter((c) => c.state === 'safe').length,
  hand: wall.filter((c) => needsHand(c.state)).length,
});

export function Sound(): ReactElement {
  const t = useText();
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
