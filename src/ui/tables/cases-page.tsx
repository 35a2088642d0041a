/** 案件: which cases there are, and how many clips each has. */
import { Button, type TableColumnsType } from 'antd';
import { useState, type ReactElement } from 'react';
import type { QuestionOutput } from '../../web/api-types.js';
import { cellWord } from '../../i18n/table-words.js';
import { act, ask } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useSpeech } from '../i18n/language.js';
import { minuteOf } from '../lib/format.js';
import { momentOf } from '../lib/moment.js';
import { usePerson } from '../session/person-context.js';
import { may } from '../session/session.js';
import { ActDialog } from '../session/act-dialog.js';
import { CaseDialog, periodText } from './case-dialog.js';
import { TextField, WhyField } from './fields.js';
import { MomentField } from './moment-field.js';
import { RecordTable } from './record-table.js';

export type ListedCase = QuestionOutput<'case.list'>[number];

const MOST = 1000;

interface Chosen {
  readonly case: ListedCase | null;
  readonly how: 'change' | 'close';
}

export default function CasesPage(): ReactElement {
  const { t, language } = useSpeech();
  const person = usePerson();
  const files = may(person, 'clip.file');
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const cases = useAnswer((signal) => ask('case.list', { limit: MOST }, signal), 'cases');
  const leave = (): void => {
    setChosen(null);
  };
  const choose = (found: ListedCase | null, how: Chosen['how']) => () => {
    setChosen({ case: found, how });
  };
  const columns: TableColumnsType<ListedCase> = [
    { title: t('cases.number'), key: 'number', render: (_, c) => c.number ?? t('cases.noNumber') },
    { title: t('cases.kind'), key: 'kind', width: 115, render: (_, c) => (c.kind ? cellWord(c.kind, language) : '') },
    { title: t('cases.party'), key: 'party', width: 180, render: (_, c) => c.party ?? '' },
    { title: t('cases.stage'), key: 'stage', width: 110, render: (_, c) => c.stage ?? '' },
    { title: t('cases.retention'), key: 'retention', width: 110, render: (_, c) => periodText(c.retention, language) },
    { title: t('cases.clips'), key: 'clips', width: 70, align: 'right', render: (_, c) => c.clips },
    {
      title: t('table.state'),
      key: 'state',
      width: 235,
      render: (_, c) =>
        c.closedAt === null ? (
          <span className="badge on">{t('cases.open')}</span>
        ) : (
          <span className="badge off">{t('cases.closedAt', { at: minuteOf(c.closedAt) })}</span>
        ),
    },
    {
      title: t('table.act'),
      key: 'act',
      width: 180,
      render: (_, c) =>
        files && (
          <span className="acts">
            <Button size="small" onClick={choose(c, 'change')}>
              {t('table.change')}
            </Button>
            <Button size="small" onClick={choose(c, 'close')}>
              {t(c.closedAt === null ? 'cases.close' : 'cases.reopen')}
            </Button>
          </span>
        ),
    },
  ];
  return (
    <RecordTable<ListedCase>
      title={t('nav.cases')}
      answer={cases}
      rows={cases.value}
      columns={columns}
      rowKey={(c) => c.id}
      words={(c) => [c.number, c.party, c.stage]}
      exported={may(person, 'export.make') ? 'cases' : null}
      imported={may(person, 'case.import') ? 'cases' : null}
    >
      {files && (
        <Button type="primary" onClick={choose(null, 'change')}>
          {t('cases.add')}
        </Button>
      )}
      {chosen?.how === 'change' && <CaseDialog found={chosen.case} close={leave} done={cases.again} />}
      {chosen?.how === 'close' && chosen.case !== null && (
        <CloseDialog found={chosen.case} close={leave} done={cases.again} />
      )}
    </RecordTable>
  );
}

interface CloseProps {
  readonly found: ListedCase;
  readonly close: () => void;
  readonly done: () => void;
}

/** Closing it, or opening it anew. */
function CloseDialog({ found, close, done }: CloseProps): ReactElement {
  const { t } = useSpeech();
  const open = found.closedAt === null;
  return (
    <ActDialog<{ readonly at?: string; readonly why?: string }>
      title={t(open ? 'cases.close.of' : 'cases.reopen.of', { name: found.number ?? found.id })}
      initial={{}}
      send={({ at, why = null }) => act('case.close', { case: found.id, at: open ? momentOf(at) : null, why })}
      close={close}
      done={done}
    >
      {open ? (
        <>
          <MomentField name="at" label={t('cases.closed')} needed />
          <TextField name="why" label={t('table.why.maybe')} />
        </>
      ) : (
        <WhyField />
      )}
    </ActDialog>
  );
}
