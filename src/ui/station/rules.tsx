/** The rulebook in force, value by value, each with its article. */
import { Input, Table } from 'antd';
import { useMemo, useState, type ReactElement } from 'react';
import { keyText, valueText, type ValueWords } from '../../i18n/rule-values.js';
import type { RuleValue, StationHealth } from '../../web/api-types.js';
import { useSpeech } from '../i18n/language.js';
import { Article } from '../shell/article.js';

interface Row extends RuleValue {
  readonly name: string;
  readonly text: string;
}

export function Rules({ rulebook }: { readonly rulebook: StationHealth['rulebook'] }): ReactElement {
  const { t, language } = useSpeech();
  const [sought, setSought] = useState('');
  const rows = useMemo(() => {
    const words: ValueWords = { language, say: (w, n) => t(`rule.${w}`, n === undefined ? {} : { n }) };
    return rulebook.values.map((v): Row => ({
      ...v,
      name: keyText(language, v.key),
      text: valueText(words, v.value),
    }));
  }, [rulebook, language, t]);
  const part = sought.trim();
  const found = rows.filter((r) => [r.name, r.text, r.key, r.article ?? ''].some((w) => w.includes(part)));
  const { from, to } = rulebook;
  return (
    <section className="sheet">
      <div className="title">
        <h2>{t('station.rules')}</h2>
        <span className="grow" />
        <Input
          allowClear
          aria-label={t('station.rules.find')}
          placeholder={t('station.rules.find')}
          value={sought}
          onChange={({ target }) => {
            setSought(target.value);
          }}
        />
      </div>
      <p className="say">{rulebook.number === null ? rulebook.title : `${rulebook.title}（${rulebook.number}）`}</p>
      <p>
        {rulebook.issuer} · {rulebook.id} ·{' '}
        {to === null ? t('station.rules.from', { from }) : t('station.rules.until', { from, to })}
        {!rulebook.inForce && <strong> · {t('station.rules.not')}</strong>}
        {rulebook.extends.length > 0 && ` · ${t('station.rules.extends', { base: rulebook.extends.join(' → ') })}`}
      </p>
      {rulebook.inherits.map(({ key, from: lender, confirm }) => (
        <p key={key}>{t('station.rules.lent', { key: keyText(language, key), from: lender, confirm })}</p>
      ))}
      <Table<Row>
        size="small"
        rowKey={(r) => r.key}
        dataSource={found}
        pagination={{ pageSize: 15, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          { title: t('station.rules.key'), width: 330, render: (_, r) => r.name },
          { title: t('station.rules.value'), render: (_, r) => r.text },
          {
            title: t('station.rules.basis'),
            width: 300,
            render: (_, r) => (
              <>
                <Article basis={r} />
                {r.note !== null && <span className="code">{r.note}</span>}
              </>
            ),
          },
        ]}
      />
    </section>
  );
}
