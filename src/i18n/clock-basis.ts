/** On what a corrected time rests, as the record says it, in the language of whoever reads. Pure. */
import type { Bilingual, Language } from './language.js';

const w = (zh: string, en: string): Bilingual => ({ zh, en });

const WHY_NOT: readonly (readonly [start: string, text: Bilingual])[] = [
  ['the camera left no time', w('设备没有留下时间', 'the camera left no time')],
  ["the camera's clock was not set", w('设备时钟未设置', 'the camera’s clock was not set')],
  ['the digits name no time', w('该时间不存在', 'there is no such time')],
  [
    "the camera's clock is ahead",
    w('设备时钟偏快：资料会晚于入库', 'the camera’s clock is ahead: the clip would be younger than its storing'),
  ],
];

const SOURCES: Readonly<Record<string, Bilingual | undefined>> = {
  'file name': w('文件名', 'the file’s name'),
  exif: w('照片信息（EXIF）', 'EXIF'),
  media: w('视频内的时间', 'the film itself'),
  'file modification time': w('文件修改时间', 'the file’s time'),
  'start plus duration': w('开始加时长', 'beginning plus length'),
};

const CORRECTED = w('，已减去测得的偏差', ', less the measured offset');
const UNCORRECTED = w('，设备偏差不明，未校正', ', not corrected: the camera’s offset is not known');

/** What is written in another way than the station writes it is shown as it stands. */
export const sourceText = (language: Language, source: string): string => SOURCES[source]?.[language] ?? source;

export function basisText(language: Language, basis: string): string {
  const none = WHY_NOT.find(([start]) => basis.startsWith(start));
  if (none !== undefined) return none[1][language];
  const read = /^(.+) in (\S+), (less the measured offset|not corrected)/.exec(basis);
  if (read === null) return basis;
  const [, source = '', zone = '', how] = read;
  const from = sourceText(language, source);
  const where = language === 'zh' ? `（${zone}）` : ` (${zone})`;
  return `${from}${where}${(how === 'not corrected' ? UNCORRECTED : CORRECTED)[language]}`;
}
