/** Opening a case, and what is otherwise of one. */
import { AutoComplete, Form, Input, Select } from 'antd';
import type { ReactElement } from 'react';
import type { Language } from '../../i18n/language.js';
import { cellId, cellWord } from '../../i18n/table-words.js';
import type { ActInput } from '../../web/api-types.js';
import { act, ask } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useSpeech } from '../i18n/language.js';
import { ActDialog } from '../session/act-dialog.js';
import type { ListedCase } from './cases-page.js';
import { orNull, TextField, WhyField } from './fields.js';

type Said = ActInput<'case.open'>;
type Kind = NonNullable<Said['kind']>;
type Period = NonNullable<Said['retention']>;

const KINDS: readonly Kind[] = ['penalty', 'compulsion', 'licence', 'levy', 'inspection', 'other'];

/** `5年`; empty where nothing is said. */
export function periodText(period: ListedCase['retention'], language: Language): string {
  if (period === null) return '';
  if (period === 'permanent') return cellWord(period, language);
  return cellWord('years' in period ? `${String(period.years)} years` : `${String(period.months)} months`, language);
}

/** Undefined where it is no period. */
function periodOf(text: string): Period | undefined {
  const id = cellId(text.trim());
  if (id === 'permanent') return id;
  const [, count, unit] = /^(\d{1,4}) (years|months)$/.exec(id) ?? [];
  if (count === undefined) return undefined;
  return unit === 'years' ? { years: Number(count) } : { months: Number(count) };
}

interface Fields {
  readonly number?: string;
  readonly kind?: Kind;
  readonly party?: string;
  readonly stage?: string;
  readonly retention?: string;
  readonly why: string;
}

interface Props {
  /** Null for a new one. */
  readonly found: ListedCase | null;
  readonly close: () => void;
  readonly done: () => void;
}

/** The stages that the rulebook lists; where it lists none, the usual ones and any other. */
function StageField(): ReactElement {
  const { t } = useSpeech();
  const { value: form } = useAnswer((signal) => ask('label.form', {}, signal), 'stages');
  const options = (form?.stages ?? []).map((value) => ({ value, label: value }));
  return (
    <Form.Item
      name="stage"
      label={t('cases.stage')}
      {...(form?.stagesOpen === true ? { extra: t('cases.stage.hint') } : {})}
    >
      {form?.stagesOpen === true ? (
        <AutoComplete options={options} showSearch={{ filterOption: false }}>
          <Input maxLength={60} />
        </AutoComplete>
      ) : (
        <Select allowClear showSearch options={options} />
      )}
    </Form.Item>
  );
}

export function CaseDialog({ found, close, done }: Props): ReactElement {
  const { t, language } = useSpeech();
  const send = ({ number, kind, party, stage, retention, why }: Fields) => {
    const said = {
      number: orNull(number),
      kind: kind ?? null,
      party: orNull(party),
      stage: orNull(stage),
      retention: periodOf(retention ?? '') ?? null,
    };
    return found === null ? act('case.open', said) : act('case.change', { ...said, case: found.id, why });
  };
  const initial: Partial<Fields> =
    found === null
      ? {}
      : {
          number: found.number ?? '',
          ...(found.kind === null ? {} : { kind: found.kind }),
          party: found.party ?? '',
          stage: found.stage ?? '',
          retention: periodText(found.retention, language),
        };
  return (
    <ActDialog<Fields>
      title={found === null ? t('cases.add') : t('cases.change', { name: found.number ?? found.id })}
      initial={initial}
      send={send}
      close={close}
      done={done}
    >
      <TextField name="number" label={t('cases.number')} max={120} needed={found === null} />
      <TextField name="party" label={t('cases.party')} />
      <div className="pair">
        <Form.Item name="kind" label={t('cases.kind')}>
          <Select allowClear options={KINDS.map((value) => ({ value, label: cellWord(value, language) }))} />
        </Form.Item>
        <StageField />
      </div>
      <Form.Item
        name="retention"
        label={t('cases.retention')}
        extra={t('cases.retention.hint')}
        rules={[
          {
            validator: (_, text: string | undefined) =>
              text === undefined || text.trim() === '' || periodOf(text) !== undefined
                ? Promise.resolve()
                : Promise.reject(new Error(t('cases.retention.hint'))),
          },
        ]}
      >
        <Input maxLength={20} />
      </Form.Item>
      {found !== null && <WhyField />}
    </ActDialog>
  );
}
