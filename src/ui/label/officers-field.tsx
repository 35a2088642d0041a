/** Who was there: names with the numbers of their certificates. */
import { Button, Input } from 'antd';
import type { ReactElement } from 'react';
import { useText } from '../i18n/language.js';
import type { Officer } from './draft.js';

interface Props {
  readonly id: string;
  readonly officers: readonly Officer[];
  readonly change: (officers: readonly Officer[]) => void;
}

const NOBODY: Officer = { name: '', certificateNo: '' };
/** Enforcement is done by two at least. */
const LEAST = 2;

export function OfficersField({ id, officers, change }: Props): ReactElement {
  const t = useText();
  const rows = [...officers, ...Array.from({ length: Math.max(0, LEAST - officers.length) }, () => NOBODY)];
  const put = (at: number, officer: Officer): void => {
    change(rows.map((row, i) => (i === at ? officer : row)));
  };
  return (
    <div className="officers">
      {rows.map((officer, i) => (
        <div key={i}>
          <Input
            {...(i === 0 ? { id } : {})}
            aria-label={t('label.officer.name', { n: i + 1 })}
            placeholder={t('label.officer.name', { n: i + 1 })}
            maxLength={60}
            value={officer.name}
            onChange={({ target }) => {
              put(i, { ...officer, name: target.value });
            }}
          />
          <Input
            aria-label={t('label.officer.number', { n: i + 1 })}
            placeholder={t('label.officer.number', { n: i + 1 })}
            maxLength={60}
            value={officer.certificateNo}
            onChange={({ target }) => {
              put(i, { ...officer, certificateNo: target.value });
            }}
          />
        </div>
      ))}
      <Button
        size="small"
        onClick={() => {
          change([...rows, NOBODY]);
        }}
      >
        {t('label.officer.more')}
      </Button>
    </div>
  );
}
