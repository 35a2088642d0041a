/** What bwc verify found, time after time. What it finds stays an alarm until a later run finds nothing. */
import { Table } from 'antd';
import type { ReactElement } from 'react';
import { nameIn } from '../../domain/person.js';
import type { Verification } from '../../web/api-types.js';
import { useText } from '../i18n/language.js';
import { minuteOf, size } from '../lib/format.js';

export function Verifications({ rows }: { readonly rows: readonly Verification[] }): ReactElement {
  const t = useText();
  return (
    <section className="sheet">
      <h2>{t('station.verify')}</h2>
      {rows.length === 0 ? (
        <p>{t('station.verify.none')}</p>
      ) : (
        <Table<Verification>
          size="small"
          rowKey={(v) => v.at}
          dataSource={[...rows]}
          pagination={false}
          columns={[
            { title: t('station.verify.at'), width: 160, render: (_, v) => minuteOf(v.at) },
            {
              title: t('station.verify.findings'),
              width: 100,
              render: (_, v) => <span className={`badge ${v.findings > 0 ? 'late' : 'on'}`}>{v.findings}</span>,
            },
            { title: t('station.verify.entries'), render: (_, v) => v.entries },
            {
              title: t('station.verify.read'),
              render: (_, v) => `${String(v.originalsRead)} · ${size(t, v.bytesRead)}`,
            },
            { title: t('station.verify.whole'), render: (_, v) => t(v.complete ? 'station.yes' : 'station.no') },
            { title: t('station.events.by'), render: (_, v) => nameIn(v.by) },
          ]}
        />
      )}
    </section>
  );
}
