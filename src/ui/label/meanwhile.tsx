/** What somebody else put on record while one was writing, beside what one wrote. */
import { Alert, Button } from 'antd';
import type { ReactElement } from 'react';
import { useSpeech, useText } from '../i18n/language.js';
import { useRuleWord } from '../i18n/rule-word.js';
import { listWord } from '../lib/detail-lines.js';
import { timeOf, whoOf } from '../lib/format.js';
import { clashes, theirsTaken, type Clash } from './clash.js';
import type { Draft, Form, OnRecord, Said } from './draft.js';

interface Props {
  readonly form: Form;
  readonly draft: Draft;
  readonly latest: OnRecord;
  readonly change: (draft: Draft) => void;
}

export function Meanwhile({ form, draft, latest, change }: Props): ReactElement {
  const { t, language } = useSpeech();
  const title = useTitle();
  const value = useValue();
  const found = clashes(form, draft, latest, language);
  return (
    <Alert
      type="warning"
      className="meanwhile"
      role="alert"
      title={t('label.meanwhile', { who: whoOf(latest.by), at: timeOf(latest.at) })}
      description={
        found.length === 0 ? (
          t('label.meanwhile.same')
        ) : (
          <table>
            <thead>
              <tr>
                <th scope="col">{t('label.meanwhile.field')}</th>
                <th scope="col">{t('label.meanwhile.theirs')}</th>
                <th scope="col">{t('label.meanwhile.mine')}</th>
                <th scope="col" aria-label={t('label.meanwhile.take')} />
              </tr>
            </thead>
            <tbody>
              {found.map(({ what, theirs, mine }) => (
                <tr key={what}>
                  <th scope="row">{title(what)}</th>
                  <td>{value(what, theirs)}</td>
                  <td>{value(what, mine)}</td>
                  <td>
                    <Button
                      size="small"
                      onClick={() => {
                        change(theirsTaken(form, draft, latest, what));
                      }}
                    >
                      {t('label.meanwhile.take')}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    />
  );
}

function useTitle(): (what: Said) => string {
  const t = useText();
  const word = useRuleWord();
  return (what) =>
    what === 'partyStatus'
      ? t('label.party')
      : what === 'important' || what === 'note'
        ? t(`label.${what}`)
        : word(listWord(what));
}

function useValue(): (what: Said, value: Clash['mine']) => string {
  const t = useText();
  return (what, value) => {
    if (value === '') return t('label.meanwhile.empty');
    if (what === 'partyStatus') return t(`label.party.${value as Form['partyStatuses'][number]}`);
    return what === 'important' ? t(value === 'true' ? 'label.important' : 'label.important.not') : value;
  };
}
