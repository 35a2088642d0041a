/** One's own searches, kept by the station under a name. */
import { App, Button, Input, Space } from 'antd';
import { useState, type ReactElement } from 'react';
import { DAY_SPANS } from '../../domain/day-span.js';
import { act, ask } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useText } from '../i18n/language.js';
import { hrefOf } from '../router.js';
import { useSubmit } from '../session/use-submit.js';
import { ErrorNotice } from '../shell/error-notice.js';
import { daysKind, fieldsOfFilter, inputOf, written, type Fields } from './query.js';

export function SavedSearches({ fields }: { readonly fields: Fields }): ReactElement {
  const t = useText();
  const { message } = App.useApp();
  const [name, setName] = useState('');
  const saved = useAnswer((signal) => ask('filter.list', {}, signal), 'mine');
  const { submit, busy, error } = useSubmit(async (task: () => Promise<unknown>) => {
    await task();
    saved.again();
  });
  const failed = error ?? saved.error;
  return (
    <div className="saved">
      {failed !== undefined && <ErrorNotice error={failed} again={saved.again} />}
      {(saved.value?.length ?? 0) > 0 && (
        <ul aria-label={t('search.saved')}>
          {saved.value?.map((filter) => (
            <li key={filter.name}>
              <a href={hrefOf('/search', written(fieldsOfFilter(filter.filter)))}>{filter.name}</a>
              <DaysOf fields={fieldsOfFilter(filter.filter)} />
              <Button
                type="text"
                size="small"
                aria-label={t('search.forget', { name: filter.name })}
                onClick={() => {
                  submit(() => act('filter.remove', { name: filter.name }));
                }}
              >
                ✕
              </Button>
            </li>
          ))}
        </ul>
      )}
      {Object.keys(inputOf(fields)).length > 0 && (
        <Space.Compact>
          <Input
            aria-label={t('search.name')}
            placeholder={t('search.name')}
            maxLength={60}
            value={name}
            onChange={({ target }) => {
              setName(target.value);
            }}
          />
          <Button
            loading={busy}
            disabled={name.trim() === ''}
            onClick={() => {
              submit(async () => {
                await act('filter.save', { name: name.trim(), filter: inputOf(fields) });
                setName('');
                void message.success(t('search.kept'));
              });
            }}
          >
            {t('search.keep')}
          </Button>
        </Space.Compact>
      )}
      {daysKind(fields) === 'fixed' && <p className="quiet">{t('search.keep.fixed')}</p>}
    </div>
  );
}

/** Whether next month it means other days. */
function DaysOf({ fields }: { readonly fields: Fields }): ReactElement | null {
  const t = useText();
  const kind = daysKind(fields);
  if (kind === null) return null;
  const span = DAY_SPANS.find((s) => s === fields.within);
  const { from = '…', to = '…' } = fields;
  return (
    <small className="quiet">
      {span === undefined
        ? t('search.days.fixed', { from, to })
        : t('search.days.relative', { days: t(`search.within.${span}`) })}
    </small>
  );
}
