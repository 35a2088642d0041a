/** What keeps the clip, what would take it away, and what this person may decide about it. */
import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { localDay, systemClock, toInstant } from '../../domain/time.js';
import type { Permission, QuestionOutput } from '../../web/api-types.js';
import { ask } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useText } from '../i18n/language.js';
import { minuteOf, ZONE, whoOf } from '../lib/format.js';
import { usePerson } from '../session/person-context.js';
import { may } from '../session/session.js';
import { AskedPart } from './asked-part.js';
import { DecisionDialog, type Decision } from './decision-dialog.js';
import { Part } from './part.js';
import type { Retention } from './retention.js';

type Hold = QuestionOutput<'hold.list'>[number];

interface Props {
  readonly clip: string;
  readonly retention: Retention | undefined;
  /** Something was put on record. */
  readonly changed: () => void;
  readonly turn: number;
}

export function DecisionsPart({ clip, retention, changed, turn }: Props): ReactElement {
  const t = useText();
  const person = usePerson();
  const [open, setOpen] = useState<Decision | null>(null);
  const sees = may(person, 'hold.see');
  const holds = useAnswer(
    (signal) => ask('hold.list', { clip, active: false }, signal),
    sees ? `${clip} ${String(turn)}` : null,
  );
  const button = (permission: Permission, decision: Decision): ReactElement | false =>
    may(person, permission) && (
      <Button
        key={decision.act}
        size="small"
        onClick={() => {
          setOpen(decision);
        }}
      >
        {t(`decide.${decision.act}`)}
      </Button>
    );
  const gone = retention?.disposed != null;
  return (
    <>
      {sees && (
        <AskedPart title={t('hold.title')} answer={holds}>
          {(list) => (
            <>
              {list.length === 0 && <p className="quiet">{t('hold.none')}</p>}
              {list.map((hold) => (
                <HoldText key={hold.id} hold={hold}>
                  {hold.released === null &&
                    (hold.releaseAsked === null
                      ? button('hold.askRelease', { act: 'hold.askRelease', hold: hold.id })
                      : [
                          button('hold.decide', { act: 'hold.consent', hold: hold.id }),
                          button('hold.decide', { act: 'hold.refuse', hold: hold.id }),
                        ])}
                </HoldText>
              ))}
              {!gone && <p className="acts">{button('hold.place', { act: 'hold.place', clip })}</p>}
            </>
          )}
        </AskedPart>
      )}
      <Part title={t('disposal.title')}>
        <DisposalText retention={retention} turn={turn}>
          {(proposal) => [
            button('disposal.decide', { act: 'dispose.approve', proposal }),
            button('disposal.decide', { act: 'dispose.refuse', proposal }),
          ]}
        </DisposalText>
        {retention !== undefined && mayBeProposed(retention) && (
          <p className="acts">{button('disposal.propose', { act: 'dispose.propose', clip })}</p>
        )}
      </Part>
      {open !== null && (
        <DecisionDialog
          decision={open}
          close={(done) => {
            setOpen(null);
            if (done) changed();
          }}
        />
      )}
    </>
  );
}

const mayBeProposed = ({ disposed, openProposal, earliestDisposal }: Retention): boolean =>
  disposed === null && openProposal === null && earliestDisposal <= localDay(toInstant(systemClock.now()), ZONE);

function HoldText({ hold, children }: { readonly hold: Hold; readonly children: React.ReactNode }): ReactElement {
  const t = useText();
  const { subject, reason, reference, by, at, steps, released } = hold;
  return (
    <div className={released === null ? 'hold' : 'hold over'}>
      <strong>{t(released === null ? 'hold.held' : 'hold.released')}</strong> {t(`hold.of.${subject.kind}`)}：{reason}
      {reference !== null && ` (${reference})`}{' '}
      <span className="quiet">{t('hold.by', { by: whoOf(by), at: minuteOf(at) })}</span>
      <ul>
        {steps.map((step) => (
          <li key={`${step.step} ${step.at}`}>
            {t(`hold.step.${step.step}`)} {step.reason}{' '}
            <span className="quiet">{t('hold.by', { by: whoOf(step.by), at: minuteOf(step.at) })}</span>
          </li>
        ))}
      </ul>
      <p className="acts">{children}</p>
    </div>
  );
}

interface DisposalProps {
  readonly retention: Retention | undefined;
  readonly turn: number;
  readonly children: (proposal: string) => React.ReactNode;
}

function DisposalText({ retention, turn, children }: DisposalProps): ReactElement {
  const t = useText();
  const sees = may(usePerson(), 'disposal.see');
  const id = retention?.openProposal ?? null;
  const proposal = useAnswer(
    (signal) => ask('dispose.show', { proposal: id ?? '' }, signal),
    sees && id !== null ? `${id} ${String(turn)}` : null,
  );
  if (retention === undefined) return <p className="quiet">{t('unknown')}</p>;
  const { disposed } = retention;
  if (disposed !== null)
    return (
      <p>
        <strong>{t('disposal.done', { at: minuteOf(disposed.approvedAt) })}</strong>{' '}
        {sees && (
          <a href={`/api/disposals/${encodeURIComponent(disposed.proposalId)}/certificate`} download>
            {t('disposal.certificate')}
          </a>
        )}
      </p>
    );
  if (id === null) return <p className="quiet">{t('disposal.none')}</p>;
  const shown = proposal.value?.proposal;
  return (
    <>
      <p>
        <strong>{t('disposal.proposed')}</strong> {shown?.reason}{' '}
        {shown !== undefined && (
          <span className="quiet">
            {t('hold.by', { by: whoOf(shown.by), at: minuteOf(shown.at) })}{' '}
            {t('disposal.from', { day: shown.consentFrom })} {t('disposal.clips', { n: shown.clips })}
          </span>
        )}
      </p>
      <p className="acts">{children(id)}</p>
    </>
  );
}
