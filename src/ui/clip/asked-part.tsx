/** A part that has an answer of its own: where it fails, the others stand. */
import { Skeleton } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import type { Answer } from '../api/use-answer.js';
import { ErrorNotice } from '../shell/error-notice.js';
import { Part } from './part.js';

interface Props<T> {
  readonly title: string;
  readonly answer: Answer<T>;
  readonly children: (value: T) => ReactNode;
}

export function AskedPart<T>({ title, answer: { value, error, again }, children }: Props<T>): ReactElement {
  return (
    <Part title={title}>
      {error !== undefined && <ErrorNotice error={error} again={again} />}
      {value === undefined
        ? error === undefined && <Skeleton active={false} paragraph={{ rows: 2 }} />
        : children(value)}
    </Part>
  );
}
