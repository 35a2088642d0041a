import { expect, it } from 'vitest';
import { ApiError } from '../../../src/ui/api/client.js';
import { tell } from '../../../src/ui/api/error-text.js';
import { translate } from '../../../src/ui/i18n/translate.js';

const told = (language: 'zh' | 'en', key?: unknown) =>
  tell({ t: translate(language), language }, new ApiError('bwc.usage', 'goods.0…', 400, { key }));

it('says which part of what was written cannot stand, not how a command is used', () => {
  expect(told('zh', 'goods.0.quantity')).toMatchObject({ what: '内容未被接受：物品 1 数量。', code: 'bwc.usage' });
  expect(told('zh', 'services.11.servedOn').what).toBe('内容未被接受：送达 12 送达日期。');
  expect(told('en', 'goods.0.quantity').what).toBe('This was not accepted: goods 1 quantity.');
  for (const key of [undefined, '', '0', 'of no word', 7]) expect(told('zh', key).what).toBe('内容未被接受。');
  expect(JSON.stringify(told('zh', 'goods.0.quantity'))).not.toContain('--help');
});

it('has the catalogue’s words for a code, and says so of what nobody foresaw', () => {
  const speech = { t: translate('en'), language: 'en' } as const;
  expect(tell(speech, new ApiError('bwc.daemon.unreachable', '', 0)).what).toBe('The station cannot be reached.');
  expect(tell(speech, new Error('x'))).toMatchObject({ code: 'bwc.page' });
});
