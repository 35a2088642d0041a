import { expect, it } from 'vitest';
import { basisText, sourceText } from '../../src/i18n/clock-basis.js';

it('says in the page’s language what the record says of a corrected time', () => {
  expect(basisText('zh', 'file name in Asia/Shanghai, less the measured offset')).toBe(
    '文件名（Asia/Shanghai），已减去测得的偏差',
  );
  expect(basisText('zh', "media in Asia/Shanghai, not corrected: the camera's offset is not known")).toBe(
    '视频内的时间（Asia/Shanghai），设备偏差不明，未校正',
  );
  expect(basisText('zh', 'the camera left no time')).toBe('设备没有留下时间');
});

it('leaves what it does not know as it stands', () => {
  expect(basisText('zh', 'by the station of another bureau')).toBe('by the station of another bureau');
  expect(sourceText('zh', 'a note')).toBe('a note');
});
