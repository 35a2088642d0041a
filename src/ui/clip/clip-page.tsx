/** One clip with everything that is on record of it. The station notes that somebody looked. */
import { Spin, Tag } from 'antd';
import { useState, type ReactElement } from 'react';
import type { ClipDetail } from '../../web/api-types.js';
import { ask, get } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useText } from '../i18n/language.js';
import { ClipFacts } from '../label/clip-facts.js';
import { secondOf } from '../lib/format.js';
import { hrefOf, partOf, usePlace } from '../router.js';
import { usePerson } from '../session/person-context.js';
import { may } from '../session/session.js';
import { ErrorNotice } from '../shell/error-notice.js';
import { BelongsPart } from './belongs.js';
import { Clocks } from './clocks.js';
import { Custody } from './custody.js';
import { DeadlinesPart } from './deadlines.js';
import { DecisionsPart } from './decisions.js';
import { FilesPart } from './files.js';
import { LabelsPart } from './labels.js';
import { Looking } from './looking.js';
import { NamingPart } from './naming.js';
import { Part } from './part.js';
import { RetentionPart } from './retention.js';

export default function ClipPage(): ReactElement {
  const id = partOf(usePlace().path, 2);
  const [turn, setTurn] = useState(0);
  const detail = useAnswer(
    (signal) => get<ClipDetail>(`/api/clips/${encodeURIComponent(id)}`, signal),
    `${id} ${String(turn)}`,
  );
  if (detail.error !== undefined) return <ErrorNotice error={detail.error} again={detail.again} />;
  // An address may name the clip by its SHA-256.
  if (detail.value?.clip.id !== id && detail.value?.clip.sha256 !== id) return <Spin className="opening" />;
  return (
    <Clip
      key={id}
      detail={detail.value}
      turn={turn}
      changed={() => {
        setTurn((n) => n + 1);
      }}
    />
  );
}

interface ClipProps {
  readonly detail: ClipDetail;
  readonly turn: number;
  readonly changed: () => void;
}

function Clip({ detail: { clip, sidecars, events }, turn, changed }: ClipProps): ReactElement {
  const t = useText();
  const person = usePerson();
  const { id } = clip;
  const key = `${id} ${String(turn)}`;
  const retention = useAnswer((signal) => ask('retention.clip', { clip: id }, signal), key);
  const deadlines = useAnswer((signal) => ask('deadlines.clip', { clip: id }, signal), key);
  const gate = useAnswer((signal) => ask('gate.clip', { clip: id }, signal), key);
  const history = useAnswer((signal) => ask('label.history', { clip: id }, signal), key);
  const held = retention.value?.holds.some((h) => h.released === null) === true;
  const gone = retention.value?.disposed != null;
  return (
    <section className="clipPage">
      <header className="head">
        <h1>{clip.name ?? t('clip.unnamed', { at: clip.start === null ? t('unknown') : secondOf(clip.start) })}</h1>
        <Tag>{t(`label.kind.${clip.kind}`)}</Tag>
        <Tag>{t(`label.state.${clip.label}`)}</Tag>
        {clip.important && <Tag color="gold">{t('label.important')}</Tag>}
        {held && <Tag color="blue">{t('hold.held')}</Tag>}
        {clip.cleared !== null && !gone && <Tag color="cyan">{t('clip.atArchive')}</Tag>}
        {gone && <Tag color="red">{t('clip.gone')}</Tag>}
        <span className="grow" />
        {may(person, 'clip.label') && !gone && (
          <a href={hrefOf('/label', { clip: id, list: 'all' })}>{t('clip.label')}</a>
        )}
      </header>
      <div className="halves">
        <div>
          {!gone && <Looking clip={clip} />}
          <LabelsPart answer={history} />
          <Clocks clip={clip} />
          <Custody clip={id} events={events} changed={changed} />
        </div>
        <div>
          <Part title={t('clip.about')}>
            <ClipFacts clip={clip} />
          </Part>
          <DeadlinesPart answer={deadlines} />
          <RetentionPart answer={retention} />
          <DecisionsPart clip={id} retention={retention.value} changed={changed} turn={turn} />
          <NamingPart gate={gate} history={history} />
          <BelongsPart clip={clip} />
          <FilesPart clip={clip} sidecars={sidecars} />
        </div>
      </div>
    </section>
  );
}
