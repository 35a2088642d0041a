/** What was found of a camera before use, in words, each with its article. Pure. */
import type { ReadinessCheck } from '../policy/readiness/readiness.js';
import type { CheckOnRecord } from '../store/repositories/readiness-checks.js';
import { bytesText } from './format.js';
import { word, type Words } from './rule-values.js';

const MARK = { ok: '●', fail: '✖', unknown: '?' } as const;

export function* describeCheck(
  words: Words,
  { fit, checks }: Pick<CheckOnRecord, 'fit' | 'checks'>,
): Generator<string> {
  yield words.t(fit === null ? 'check.unknown' : fit ? 'check.fit' : 'check.notFit');
  for (const check of checks) yield `  ${MARK[check.state]} ${checkText(words, check)}`;
}

function checkText(words: Words, { check, why, measured, limit, required, basis }: ReadinessCheck): string {
  const { t } = words;
  const name = check === 'calibration' ? t('check.calibration') : word(words, check);
  const found = measured === null ? '' : ` ${valueText(check, measured)}`;
  const allowed = limit === null ? '' : `（${t('check.limit', { limit: valueText(check, limit) })}）`;
  const source = !required
    ? t('check.notAsked')
    : basis.article === null
      ? t('rules.default')
      : `${basis.of === null ? '' : `${basis.of} `}${basis.article}「${basis.phrase ?? ''}」`;
  return `${name} ${t(`why.${why}`)}${found}${allowed}——${source}`;
}

function valueText(check: ReadinessCheck['check'], value: number): string {
  if (check === 'battery') return `${String(value)} %`;
  return check === 'storage' ? bytesText(value) : `${(value / 1000).toFixed(1)} s`;
}
