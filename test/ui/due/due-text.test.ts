import { expect, it } from 'vitest';
import { standing } from '../../../src/ui/due/due-text.js';
import { translate } from '../../../src/ui/i18n/translate.js';

const t = translate('zh');
const NOW = '2026-03-05T00:00:00.000Z';
const due = '2026-03-02T08:00:00+08:00';

it.each([
  ['running', due, null, '2026-03-01T20:00:00.000Z', '还剩 4 小时 0 分'],
  ['late', due, null, NOW, '逾期 3 天 0 小时'],
  ['met', due, '2026-03-01T09:30:00+08:00', NOW, '2026-03-01 09:30 完成'],
  ['late', due, '2026-03-03T10:00:00+08:00', NOW, '2026-03-03 10:00 完成，晚 1 天 2 小时'],
  ['late', null, '2026-03-03T10:00:00+08:00', NOW, '2026-03-03 10:00 完成'],
])('a deadline that is %s, due %s, done %s', (state, due_, doneAt, now, said) => {
  expect(standing(t, { state, due: due_, doneAt }, now)).toBe(said);
});
