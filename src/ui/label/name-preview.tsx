/** The name as it would be given, with the part that fails marked and how to mend it. */
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { textOfCode } from '../api/error-text.js';
import { useSpeech } from '../i18n/language.js';
import type { TextName } from './draft.js';
import { FIELD_OF_PART } from './name-parts.js';
import type { NameAnswer } from './use-name.js';

interface Props {
  readonly answer: NameAnswer;
  readonly mend: (field: TextName, text: string) => void;
}

type Problem = NonNullable<NameAnswer['check']>['problems'][number];

export function NamePreview({ answer, mend }: Props): ReactElement | null {
  const { t } = useSpeech();
  const { check } = answer;
  if (check === null) return null;
  const failing = new Set<string | null>(check.problems.map((p) => p.title));
  return (
    <div className="name" role="status">
      <span className="caption">{t('label.name')}</span>
      {check.name === null ? (
        <output className="preview">{marked(check.preview, answer, failing)}</output>
      ) : (
        <output className="preview good">{answer.wouldBe ?? check.name}</output>
      )}
      {check.tooLongForDisc && <p>{t('label.name.disc')}</p>}
      <ul>
        {check.problems.filter(isNotEmpty).map((problem) => (
          <ProblemLine key={`${problem.code} ${problem.part ?? ''}`} problem={problem} mend={mend} />
        ))}
      </ul>
    </div>
  );
}

/** What is not written yet is marked in the name; it needs no words. */
const isNotEmpty = ({ code }: Problem): boolean => code !== 'bwc.name.empty_part';

/** The preview, part by part: a separator inside a part does not make two of it. */
function marked(preview: string, { parts, values }: NameAnswer, failing: ReadonlySet<string | null>): ReactElement {
  const pieces = parts.map(({ part, title, kind }) => {
    const text = values[part] ?? '';
    // A day is written 20260302 in a name.
    const short = kind === 'date' || kind === 'dateTime' ? text.replaceAll(/[^0-9]/g, '') : text;
    return { part, title, text: short === '' ? `\u3014${title}\u3015` : short };
  });
  const whole = failing.has(null);
  if (pieces.length === 0) return <>{preview}</>;
  return (
    <>
      {pieces.map(({ part, title, text }) => (
        <span key={part} className={whole || failing.has(title) ? 'bad' : ''} title={title}>
          {text}
        </span>
      ))}
    </>
  );
}

function ProblemLine({ problem, mend }: { readonly problem: Problem; readonly mend: Props['mend'] }): ReactElement {
  const { t, language } = useSpeech();
  const { code, part, title, found, overBytes, suggestion } = problem;
  const field = part === null ? undefined : FIELD_OF_PART[part];
  return (
    <li>
      {title !== null && <strong>{title} </strong>}
      {textOfCode(code, language)?.what ?? code}
      {found !== null && ` ${found}`}
      {overBytes !== null && ` ${t('label.name.over', { n: overBytes })}`}
      {suggestion !== null && field !== undefined && (
        <Button
          size="small"
          onClick={() => {
            mend(field, suggestion);
          }}
        >
          {t('label.name.mend', { text: suggestion })}
        </Button>
      )}
    </li>
  );
}
