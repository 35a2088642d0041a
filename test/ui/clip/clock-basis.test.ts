import { expect, it } from 'vitest';
import { basisText, sourceText } from '../../../src/ui/clip/clock-basis.js';
import { translate } from '../../../src/ui/i18n/translate.js';

const t = translate('zh');

it('says in the page’s language what the record says of a corrected time', () => {
  expect(basisText(t, 'file name in Asia/Shanghai, less the measured offset')).toBe(
    '文件名（Asia/Shanghai），已减去测得的偏差',
  );
  expect(basisText(t, "media in Asia/Shanghai, not corrected: the camera's offset is not known")).toBe(
    '视频内的时间（Asia/Shanghai），设备偏差不明，未校正',
  );
  expect(basisText(t, 'the camera left no time')).toBe('设备没有留下时间');
});

it('leaves what it does not know as it stands', () => {
  expect(basisText(t, 'by the station of another bureau')).toBe('by the station of another bureau');
  expect(sourceText(t, null)).toBe('未知');
});
