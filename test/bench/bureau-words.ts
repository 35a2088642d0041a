/** What the footage of a whole bureau is about, as words with all that the catalogue finds them by; made by the program's own code. */
import type * as Tokens from '../../src/bureau/search/tokens.js';
import { pick } from './labelled-clips.js';

const dist = (path: string): string => new URL(`../../../dist/${path}`, import.meta.url).href;
const { comparable, keyTokens, searchKey, textTokens } = (await import(
  dist('bureau/search/tokens.js')
)) as typeof Tokens;

export interface Word {
  readonly text: string;
  /** As texts are compared. */
  readonly words: string;
  readonly keys: readonly string[];
  readonly tokens: readonly number[];
}

const word = (text: string, ...fields: readonly string[]): Word => {
  const keys = fields.map((field) => searchKey(field, text));
  return {
    text,
    words: comparable(text),
    keys,
    tokens: [...new Set([...keyTokens(keys), ...textTokens(comparable(text))])],
  };
};

/** Without words of its own: a mark. */
const key = (field: string, text: string): Word => {
  const keys = [searchKey(field, text)];
  return { text, words: '', keys, tokens: keyTokens(keys) };
};

const SURNAMES = Array.from('王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹');
const GIVEN = Array.from('伟芳娜敏静强磊洋艳勇杰娟涛明超秀霞平刚桂英华玉兰志国建文海晓东红');
const SHOPS = ['食品店', '便利店', '饭店', '水果店', '建材行', '洗车场', '烧烤摊', '药房', '理发店', '五金店'];
const FIRST = Array.from('福顺鑫永和兴隆盛泰丰祥瑞宏达安康吉利美佳万金宝源聚德裕昌');
const ROADS = [
  '湖滨南路',
  '湖滨北路',
  '鹭江道',
  '中山路',
  '思明南路',
  '厦禾路',
  '莲前西路',
  '仙岳路',
  '环岛东路',
  '演武路',
];
const DONE = [
  '占道经营',
  '油烟扰民',
  '夜间施工噪声',
  '违法搭建',
  '乱堆物料',
  '渣土运输',
  '户外广告',
  '无证经营',
  '日常巡查',
  '信访复核',
];
const EVENTS = ['行政检查', '行政处罚', '行政强制', '信访接待', '联合执法'];
const CATEGORIES = ['日常执法检查', '案件办理', '信访处置', '其他'];

const many = (count: number, make: (i: number) => Word): readonly Word[] =>
  Array.from({ length: count }, (_, i) => make(i));
const two = (n: number): string => String(n).padStart(2, '0');
const name = (i: number): string =>
  `${pick(SURNAMES, i)}${pick(GIVEN, Math.floor(i / 30))}${i >= 960 ? pick(GIVEN, Math.floor(i / 960)) : ''}`;
const shop = (i: number): string =>
  `${pick(FIRST, i)}${pick(FIRST, Math.floor(i / 29))}${pick(FIRST, Math.floor(i / 841))}${pick(SHOPS, i)}`;

/** @param clips so many cases as there are activities of twenty clips */
export const vocabulary = (clips: number): Readonly<Record<string, readonly Word[]>> => ({
  // The first are the most frequent.
  parties: many(100_000, (i) => word(i % 3 === 0 ? name(Math.floor(i / 3)) : shop(i))),
  places: many(20_000, (i) => word(`思明区${pick(ROADS, i)}${String(1 + Math.floor(i / 10))}号`)),
  contents: many(1000, (i) => word(`${pick(DONE, i)}${i < 10 ? '' : `第${String(i)}次复查`}`)),
  events: EVENTS.map((text) => word(text, 'event')),
  categories: CATEGORIES.map((text) => word(text, 'category')),
  officers: many(3000, (i) => word(name(i * 7), 'officer')),
  numbers: many(3000, (i) => word(String(350_000 + i), 'officer')),
  stations: many(50, (i) => key('station', `st-${String(i).padStart(10, '0')}`)),
  cameras: many(1000, (i) => word(`DSJ${String(i).padStart(5, '0')}`, 'camera')),
  units: many(50, (i) => word(`第${String(i)}中队`, 'unit')),
  cases: many(Math.ceil(clips / 20), (i) => word(`厦城执〔${String(2021 + (i % 5))}〕${String(i)}号`, 'case')),
  kinds: ['video', 'video', 'video', 'video', 'video', 'video', 'video', 'video', 'audio', 'photo'].map((text) =>
    key('kind', text),
  ),
  states: [key('state', 'verified')],
  marks: ['late', 'important', 'held', 'unlabelled'].map((text) => key('mark', text)),
  days: many(1826, (i) => word(`2${String(1_000_000 + i)}`)),
  times: many(86_400, (i) => word(`${two(Math.floor(i / 3600))}${two(Math.floor(i / 60) % 60)}${two(i % 60)}`)),
  // In use for the first fifth of the time only.
  past: [word('疫情防控检查', 'category')],
});
