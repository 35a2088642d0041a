/** One slot: who, what, how far, and whether it may be taken out. */
import { Button, Popconfirm } from 'antd';
import { useId, type ReactElement } from 'react';
import { textOfCode } from '../api/error-text.js';
import { ERASE_BAR_WORDS } from '../../i18n/erase-words.js';
import type { VisitView } from '../../web/api-types.js';
import { useSpeech } from '../i18n/language.js';
import { shortSpan, size } from '../lib/format.js';
import { rateOf, timeLeft, type Progress } from '../live/rate.js';
import { clockText } from './clock-text.js';
import { Mark } from './marks.js';
import { countOf, shareOf, slotName, type Card } from './wall.js';

/** What is done to a copy. */
export interface CopyActs {
  readonly cancel: (card: Card) => void;
  readonly retry: (card: Card) => void;
  readonly priority: (card: Card) => void;
}

export interface CardActs {
  /** Null for who may only look. */
  readonly copy: CopyActs | null;
  readonly more: (card: Card) => void;
}

interface Props {
  readonly card: Card;
  readonly progress: Progress | undefined;
  /** Null where nobody is at the screen. */
  readonly acts: CardActs | null;
}

export function SlotCard({ card, progress, acts }: Props): ReactElement {
  const { t, language } = useSpeech();
  const { state, visit, refusal } = card;
  const heading = useId();
  const share = visit === null || state === 'refused' ? null : shareOf(visit, progress);
  return (
    <article className={`slot ${state}`} aria-labelledby={heading}>
      <header>
        <h2 id={heading}>{slotName(card.slot)}</h2>
        {card.priority && <span className="first">{t('dock.priority.on')}</span>}
      </header>
      <div className="word" role="status">
        <Mark state={state} />
        <div>
          <strong>{t(`dock.state.${state}`)}</strong>
          <span>{t(`dock.advice.${state}`)}</span>
        </div>
      </div>
      {share !== null && <Bar share={share} visit={card} />}
      {visit !== null && state !== 'refused' && <HowFar card={card} progress={progress} />}
      {refusal !== null && (
        <p className="why">
          {textOfCode(refusal.code, language)?.what ?? refusal.reason}
          <br />
          {textOfCode(refusal.code, language)?.action}
          <span className="code">{t('error.code', { code: refusal.code })}</span>
        </p>
      )}
      {visit?.reason != null && <p className="why">{t('dock.reason', { reason: visit.reason })}</p>}
      {visit !== null && <Facts card={card} />}
      {acts !== null && <Acts card={card} acts={acts} />}
    </article>
  );
}

function Bar({ share, visit }: { readonly share: number; readonly visit: Card }): ReactElement {
  const { t } = useSpeech();
  const percent = Math.floor(share * 100);
  return (
    <div
      className="bar"
      role="progressbar"
      aria-label={`${slotName(visit.slot)} ${t(`dock.state.${visit.state}`)}`}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <div style={{ width: `${String(percent)}%` }} />
    </div>
  );
}

function HowFar({ card: { visit }, progress }: { readonly card: Card; readonly progress: Progress | undefined }) {
  const { t } = useSpeech();
  if (visit === null) return null;
  const count = countOf(visit);
  if (count === null) return visit.state === 'open' ? <p className="far">{t('dock.listing')}</p> : null;
  const rate = visit.state === 'open' && progress !== undefined ? rateOf(progress) : null;
  const left = visit.state === 'open' && progress !== undefined ? timeLeft(progress) : null;
  return (
    <>
      <p className="far" title={t('dock.count.of', { ...count })}>
        <strong>{t('dock.count', { ...count })}</strong>
        {rate !== null && <span>{t('dock.rate', { rate: size(t, rate) })}</span>}
        {left !== null && <span>{t('dock.left', { span: shortSpan(t, left) })}</span>}
      </p>
      {visit.state === 'closed' && <p className="tally">{t('dock.tally', { ...visit.tally })}</p>}
      {visit.erased !== null && <Erased erased={visit.erased} />}
    </>
  );
}

/** With the reason that most of what stayed has. */
function Erased({ erased }: { readonly erased: NonNullable<VisitView['erased']> }): ReactElement {
  const { t, language } = useSpeech();
  const { erased: gone, left, why } = erased;
  const [first] = why;
  return (
    <p className="tally">
      {first === undefined
        ? t('dock.erased', { erased: gone, left })
        : t('dock.erased.mostly', {
            erased: gone,
            left,
            why: ERASE_BAR_WORDS[first.what][language],
            files: first.files,
          })}
    </p>
  );
}

function Facts({ card: { visit } }: { readonly card: Card }): ReactElement | null {
  const { t } = useSpeech();
  if (visit === null) return null;
  const who = [visit.officerName ?? visit.identity?.officerName, visit.officerNo ?? visit.identity?.officerNo];
  const officer = who.filter((part) => part != null).join(' ');
  const lent = visit.issuedTo === null ? t('dock.nobody') : t('officer.byLedger', { no: visit.issuedTo });
  const { battery, storage } = visit.readiness ?? {};
  return (
    <dl className="facts">
      <div className="officer">
        <dt>{t('dock.officer')}</dt>
        <dd>{officer === '' ? lent : officer}</dd>
      </div>
      <div>
        <dt>{t('dock.camera')}</dt>
        <dd>{visit.camera ?? t('unknown')}</dd>
      </div>
      <div>
        <dt>{t('dock.battery')}</dt>
        <dd>{battery == null ? t('unknown') : `${String(battery.percent)} %`}</dd>
      </div>
      <div>
        <dt>{t('dock.space')}</dt>
        <dd>{storage?.freeBytes == null ? t('unknown') : size(t, storage.freeBytes)}</dd>
      </div>
      <div>
        <dt>{t('dock.clock')}</dt>
        <dd>{clockText(t, visit.clock)}</dd>
      </div>
    </dl>
  );
}

function Acts({ card, acts: { copy, more } }: { readonly card: Card; readonly acts: CardActs }): ReactElement {
  const { t } = useSpeech();
  return (
    <footer>
      {copy !== null && <OfCopy card={card} acts={copy} />}
      {card.visit !== null && (
        <Button
          type="text"
          onClick={() => {
            more(card);
          }}
        >
          {t('dock.more')}
        </Button>
      )}
    </footer>
  );
}

function OfCopy({ card, acts }: { readonly card: Card; readonly acts: CopyActs }): ReactElement {
  const { t } = useSpeech();
  const { visit, docked } = card;
  const running = visit?.state === 'open';
  const over = docked && (visit === null || visit.state === 'closed') && card.state !== 'reading';
  return (
    <>
      {running && docked && (
        <Button
          aria-pressed={card.priority}
          onClick={() => {
            acts.priority(card);
          }}
        >
          {t(card.priority ? 'dock.priority.off' : 'dock.priority')}
        </Button>
      )}
      {running && (
        <Popconfirm
          title={t('dock.cancel.ask')}
          description={t('dock.cancel.body')}
          okText={t('dock.cancel')}
          cancelText={t('dock.cancel.keep')}
          onConfirm={() => {
            acts.cancel(card);
          }}
        >
          <Button>{t('dock.cancel')}</Button>
        </Popconfirm>
      )}
      {over && card.state !== 'safe' && (
        <Button
          type="primary"
          onClick={() => {
            acts.retry(card);
          }}
        >
          {t('dock.retry')}
        </Button>
      )}
    </>
  );
}
