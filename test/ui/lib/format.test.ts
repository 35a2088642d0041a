import { expect, it } from 'vitest';
import { clockText } from '../../../src/ui/dock/clock-text.js';
import { translate } from '../../../src/ui/i18n/translate.js';
import { minuteOf, shortSpan, size, span } from '../../../src/ui/lib/format.js';
import type { VisitView } from '../../../src/web/api-types.js';

const [zh, en] = [translate('zh'), translate('en')];

it.each([
  [512, '512 字节'],
  [1536, '1.5 KiB'],
  [1000 * 1024, '1.0 MiB'],
  [150 * 2 ** 20, '150 MiB'],
  [3 * 2 ** 40, '3.0 TiB'],
])('%i bytes are %s', (bytes, text) => {
  expect(size(zh, bytes)).toBe(text);
});

it.each([
  [59_000, '0 分'],
  [-5 * 60_000, '5 分'],
  [4 * 3_600_000 + 5 * 60_000, '4 小时 5 分'],
  [76 * 3_600_000, '3 天 4 小时'],
])('%i ms are %s', (ms, text) => {
  expect(span(zh, ms)).toBe(text);
});

it.each([
  [4_400, '4 s'],
  [65_000, '1 min 5 s'],
  [2 * 3_600_000, '2 h 0 min'],
])('%i ms to wait are %s', (ms, text) => {
  expect(shortSpan(en, ms)).toBe(text);
});

it('shows moments by the clock of the station, wherever the browser thinks it is', () => {
  expect(minuteOf('2026-03-01T16:30:00.000Z')).toBe('2026-03-02 00:30');
});

it.each([
  [null, 'two-sided', '未知'],
  [2_000, 'two-sided', '基本一致'],
  [95_000, 'two-sided', '快 1 分 35 秒'],
  [-95_000, 'two-sided', '慢 1 分 35 秒'],
  [95_000, 'lower bound', '至少快 1 分 35 秒'],
  // Recording may have stopped hours ago: the newest file says nothing of a clock that is behind.
  [-7_200_000, 'lower bound', '未知'],
] as const)('a clock that is off by %s ms (%s) is %s', (offsetMs, bound, text) => {
  expect(clockText(zh, { offsetMs, bound } as VisitView['clock'])).toBe(text);
});
