/** What people ask a bureau's catalogue, over all of its stations. */
import type { BureauFilter } from '../../src/bureau/search/filter.js';

const day = (i: number): string =>
  `202${String(1 + (i % 5))}-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`;
const officer = (i: number): string => String(350_000 + i * 131);

const stationAt = (i: number): string => `st-${String(i % 50).padStart(10, '0')}`;

/** Each asked with other values every time. */
export const QUESTIONS: Readonly<Record<string, (i: number, clips: number) => BureauFilter>> = {
  everything: () => ({}),
  'a party of two characters': (i) => ({ party: ['王伟', '李芳', '张敏', '刘强', '陈静'][i % 5] }),
  'a kind of shop': (i) => ({ party: ['食品店', '便利店', '烧烤摊', '药房'][i % 4] }),
  'one shop of many': (i) => ({ party: ['福顺万食品店', '泰丰吉利', '宏达安康', '聚德裕昌', '顺福和便利店'][i % 5] }),
  'a date': (i) => ({ from: day(i), to: day(i) }),
  'a month': (i) => ({ from: `${day(i).slice(0, 7)}-01`, to: `${day(i).slice(0, 7)}-28` }),
  'a road': (i) => ({ place: ['湖滨南路', '鹭江道', '演武路', '仙岳路'][i % 4] }),
  'a house': (i) => ({ place: `湖滨南路${String(1 + i * 97)}号` }),
  'a kind of event': (i) => ({ event: ['行政检查', '行政处罚', '行政强制', '信访接待', '联合执法'][i % 5] }),
  'an officer by number': (i) => ({ officer: officer(i) }),
  'an officer by name': (i) => ({ officer: ['王伟', '李芳', '周磊', '韩英'][i % 4] }),
  'a case': (i, clips) => ({
    case: `厦城执〔${String(2021 + ((i * 37) % 5))}〕${String(Math.min(i * 37, Math.ceil(clips / 20) - 1))}号`,
  }),
  'a camera': (i) => ({ camera: `DSJ${String(i * 49).padStart(5, '0')}` }),
  'a station': (i) => ({ station: stationAt(i) }),
  'a category': (i) => ({ category: ['日常执法检查', '案件办理', '信访处置', '其他'][i % 4] }),
  'what is late': () => ({ marks: ['late'] }),
  'photos of an event': (i) => ({ kind: 'photo', event: ['行政检查', '联合执法'][i % 2] }),
  'free text, two characters': (i) => ({ text: ['噪声', '油烟', '渣土', '搭建', '张伟', '巡查'][i % 6] }),
  'free text, two words': (i) => ({ text: ['噪声 湖滨南路', '油烟 烧烤摊', '渣土 演武路', '搭建 王伟'][i % 4] }),
  'free text, common words that seldom meet': (i) => ({
    text: ['占道经营 药房 鹭江道', '无证经营 洗车场 信访接待'][i % 2],
  }),
  'free text, nothing': (i) => ({ text: ['从来没有', '独一无二'][i % 2] }),
  'free text and an officer': (i) => ({ text: '噪声', officer: officer(i) }),
  'an event, a station and a year': (i) => ({
    ...{ event: '行政处罚', station: stationAt(i), from: '2024-01-01', to: '2024-12-31' },
  }),
  'a party in a year': (i) => ({ party: ['王伟', '食品店'][i % 2], from: '2023-01-01', to: '2023-12-31' }),
  'a category that is no longer used': () => ({ category: '疫情防控检查' }),
  'free text that is no longer used': () => ({ text: '疫情' }),
  'two frequent words that never meet': () => ({ text: '行政强制 信访接待' }),
  'free text at a station': (i) => ({ text: ['油烟', '疫情', '从来没有'][i % 3], station: stationAt(i) }),
  'a party at a place': (i) => ({ party: ['王伟', '食品店'][i % 2], place: ['鹭江道', '演武路'][i % 2] }),
  'an officer on a date': (i) => ({ officer: officer(i), from: day(i), to: day(i) }),
  'an event in a month, late': (i) => ({
    ...{ event: '行政处罚', marks: ['late'], from: `${day(i).slice(0, 7)}-01`, to: `${day(i).slice(0, 7)}-28` },
  }),
  'held clips of a unit': (i) => ({ unit: `第${String(i % 50)}中队`, marks: ['held'] }),
};
