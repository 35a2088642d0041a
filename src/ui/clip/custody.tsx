/** What happened to the clip since it came in: entry by entry, as the signed log has it. */
import { Table, type TableColumnsType } from 'antd';
import { useMemo, type ReactElement } from 'react';
import { custodyWord } from '../../i18n/custody-words.js';
import type { EventView } from '../../web/api-types.js';
import { useSpeech, useText } from '../i18n/language.js';
import { secondOf, whoOf } from '../lib/format.js';
import { Part } from './part.js';
import { TrailExport } from './trail-export.js';

interface Props {
  readonly clip: string;
  readonly events: readonly EventView[];
  /** Something was put on record. */
  readonly changed: () => void;
}

export function Custody({ clip, events, changed }: Props): ReactElement {
  const { t, language } = useSpeech();
  const rows = useMemo(() => [...events].sort((a, b) => b.seq - a.seq), [events]);
  const columns: TableColumnsType<EventView> = [
    { title: t('custody.seq'), dataIndex: 'seq', width: 65 },
    { title: t('custody.at'), key: 'at', width: 175, render: (_, { at }) => secondOf(at) },
    {
      title: t('custody.what'),
      key: 'what',
      render: (_, event) => `${custodyWord(event.kind)[language]}${viewed(event)}`,
    },
    {
      title: t('custody.by'),
      key: 'by',
      width: 110,
      render: (_, event) => <Who signature={byOf(event)} />,
    },
    {
      title: t('custody.hash'),
      key: 'hash',
      width: 130,
      render: (_, { hash }) => (
        <code title={hash} className="hash">
          {hash.slice(0, 12)}
        </code>
      ),
    },
  ];
  return (
    <Part title={t('custody.title')}>
      <TrailExport clip={clip} taken={changed} />
      <Table<EventView>
        size="small"
        rowKey="seq"
        columns={columns}
        dataSource={rows}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 560 }}
      />
    </Part>
  );

  function viewed({ kind, body }: EventView): string {
    const what = kind === 'clip.viewed' ? textOf(body, 'what') : null;
    if (what !== 'page' && what !== 'preview' && what !== 'original') return '';
    return t('custody.viewed', { what: t(`custody.viewed.${what}`) });
  }
}

function textOf(body: EventView['body'], key: string): string | null {
  const value = body[key];
  return typeof value === 'string' ? value : null;
}

/** As entries name the station itself. */
const STATION = 'daemon';

function Who({ signature }: { readonly signature: string }): ReactElement {
  const t = useText();
  if (signature === STATION) return <>{t('nav.station')}</>;
  return <span title={signature}>{whoOf(signature)}</span>;
}

/** The person; where nobody acted, the part of the station that did. */
const byOf = ({ body, actor }: EventView): string => textOf(body, 'by') ?? actor;
