/** 待办: what is late, what will be soon, what has no label, which interruptions nobody has explained. */
import { Segmented } from 'antd';
import type { ReactElement } from 'react';
import { ask } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useText } from '../i18n/language.js';
import { lastIn } from '../lib/last.js';
import { useRefresh } from '../live/use-refresh.js';
import { goTo, hrefOf, usePlace } from '../router.js';
import { usePerson } from '../session/person-context.js';
import { ErrorNotice } from '../shell/error-notice.js';
import { DueTable } from './due-table.js';
import { InterruptionTable } from './interruption-table.js';
import { unexplained } from './unexplained.js';
import { filterOf, kindOf, kindsOf, type Kind } from './kinds.js';
import { scopesOf, whoseOf, type Scope } from './scope.js';

const MOST = 500;

export default function DuePage(): ReactElement {
  const t = useText();
  const person = usePerson();
  const { query } = usePlace();
  const scopes = scopesOf(person);
  const scope = scopes.find((s) => s === query.get('of')) ?? lastIn(scopes) ?? 'mine';
  const kinds = kindsOf(person);
  const kind = kindOf(kinds, query.get('list'));
  const show = (list: Kind, of: Scope): void => {
    goTo('/due', { list, of });
  };
  const turn = useRefresh();
  const whose = whoseOf(person, scope);
  const filter = filterOf(kind);
  const counts = useAnswer(
    async (signal) => {
      const [open, labels] = await Promise.all([
        ask('deadlines.next', { ...whose, limit: 0 }, signal),
        ask('deadlines.next', { ...whose, rule: 'label', limit: 0 }, signal),
      ]);
      return { open, labels };
    },
    `${scope} ${String(turn)}`,
  );
  // Judged activity by activity: what is late is not to wait for it.
  const interruptions = useAnswer(unexplained, kinds.includes('interruptions') ? String(turn) : null);
  const list = useAnswer(
    (signal) => ask('deadlines.next', { ...whose, ...filter, limit: MOST }, signal),
    filter === null ? null : `${kind} ${scope} ${String(turn)}`,
  );
  const numbers: Partial<Record<Kind, number>> = {
    ...(counts.value && countsOf(counts.value)),
    ...(interruptions.value && { interruptions: interruptions.value.length }),
  };
  const error: unknown = counts.error ?? interruptions.error ?? list.error;
  const again = (): void => {
    for (const answer of [counts, interruptions, list]) answer.again();
  };
  return (
    <section className="due">
      <header className="head">
        <h1>{t('due.title')}</h1>
        <span className="grow" />
        {scopes.length > 1 && (
          <Segmented<Scope>
            aria-label={t('due.of')}
            value={scope}
            options={scopes.map((s) => ({ value: s, label: t(`due.of.${s}`) }))}
            onChange={(of) => {
              show(kind, of);
            }}
          />
        )}
      </header>
      {error !== undefined && <ErrorNotice error={error} again={again} />}
      <nav className="counts" aria-label={t('due.lists')}>
        {kinds.map((k) => (
          <a
            key={k}
            className={k}
            href={hrefOf('/due', { list: k, of: scope })}
            aria-current={k === kind ? 'true' : undefined}
          >
            <strong>{numbers[k] ?? '–'}</strong>
            <span>{t(`due.list.${k}`)}</span>
          </a>
        ))}
      </nav>
      {kind === 'interruptions'
        ? interruptions.value && <InterruptionTable rows={interruptions.value} />
        : list.value && <DueTable answer={list.value} loading={list.loading} />}
    </section>
  );
}

type Tally = Readonly<Partial<Record<string, number>>>;

function countsOf(answer: {
  readonly open: { readonly tally: Tally };
  readonly labels: { readonly tally: Tally };
}): Readonly<Record<Exclude<Kind, 'interruptions'>, number>> {
  const { late = 0, dueSoon = 0, running = 0 } = answer.open.tally;
  const { tally } = answer.labels;
  const open = ['late', 'dueSoon', 'running', 'blocked', 'provisional'].map((state) => tally[state] ?? 0);
  const unlabelled = open.reduce((sum, n) => sum + n, 0);
  return { late, dueSoon, running, unlabelled };
}
