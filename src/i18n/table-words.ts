/** Titles of columns and words in the cells of tables that come in and go out as spreadsheets. */
import type { Bilingual } from './language.js';

const w = (zh: string, en: string): Bilingual => ({ zh, en });

/** By the names of the columns in the record. */
export const TABLE_TITLES: Readonly<Record<string, Readonly<Record<string, Bilingual>>>> = {
  cases: {
    number: w('案号', 'Case number'),
    kind: w('执法类别', 'Kind'),
    party: w('当事人', 'Party'),
    stage: w('办理阶段', 'Stage'),
    retention: w('案卷保存期限', 'Kept for'),
    closedAt: w('终结时间', 'Closed'),
    clips: w('资料数', 'Clips'),
  },
  people: {
    login: w('登录名', 'Login'),
    name: w('姓名', 'Name'),
    role: w('角色', 'Role'),
    unit: w('单位', 'Unit'),
    numbers: w('警号或执法证号', 'Officer numbers'),
    cleared: w('可看的保密标记', 'Cleared for'),
    disabled: w('已停用', 'Disabled'),
    since: w('自', 'Since'),
  },
  units: {
    name: w('单位名称', 'Unit'),
    parent: w('上级单位', 'Belongs to'),
    closed: w('已撤销', 'Closed'),
  },
  cameras: {
    serial: w('设备编号', 'Serial'),
    id: w('本站编号', 'Number here'),
    model: w('型号', 'Model'),
    firmware: w('固件', 'Firmware'),
    officer: w('设备内警号', 'Officer in the camera'),
    unit: w('所属单位', 'Unit'),
    remark: w('备注', 'Remark'),
    retired: w('已报废', 'Retired'),
    unitInside: w('设备内单位', 'Unit in the camera'),
    state: w('状态', 'State'),
    holder: w('领用人', 'Given out to'),
    outSince: w('领用时间', 'Given out'),
    firstSeen: w('首次采集', 'First docked'),
    lastSeen: w('最近采集', 'Last docked'),
  },
};

/** Words that stand for what the record has an id for. */
export const CELL_WORDS: Readonly<Record<string, Bilingual>> = {
  yes: w('是', 'yes'),
  no: w('否', 'no'),
  officer: w('执法人员', 'officer'),
  custodian: w('专管员', 'custodian'),
  reviewer: w('领导', 'leader'),
  auditor: w('审计员', 'auditor'),
  administrator: w('管理员', 'administrator'),
  penalty: w('处罚', 'penalty'),
  compulsion: w('强制', 'compulsion'),
  licence: w('许可', 'licence'),
  levy: w('征收', 'levy'),
  inspection: w('检查', 'inspection'),
  other: w('其他', 'other'),
  stateSecret: w('国家秘密', 'state secret'),
  tradeSecret: w('商业秘密', 'trade secret'),
  privacy: w('个人隐私', 'privacy'),
  permanent: w('永久', 'permanent'),
  in: w('在库', 'in'),
  out: w('已领用', 'out'),
  lost: w('遗失', 'lost'),
  faulty: w('故障', 'faulty'),
};

const PERIODS: readonly (readonly [id: string, ...words: string[]])[] = [
  ['years', '年', 'years', 'year'],
  ['months', '个月', '月', 'months', 'month'],
];

/** What the record has for a cell: the id of a word in either language; the text itself where it is none. */
export function cellId(text: string): string {
  const found = Object.entries(CELL_WORDS).find(([, { zh, en }]) => zh === text || en === text.toLowerCase());
  if (found !== undefined) return found[0];
  const [, count, unit] = /^(\d{1,4})\s*(\D+)$/.exec(text) ?? [];
  const period = PERIODS.find((words) => unit !== undefined && words.includes(unit.trim().toLowerCase()));
  return period === undefined || count === undefined ? text : `${count} ${period[0]}`;
}

/** The same the other way. */
export function cellWord(id: string, language: keyof Bilingual): string {
  const word = Object.entries(CELL_WORDS).find(([known]) => known === id)?.[1];
  if (word !== undefined) return word[language];
  const [, count, unit] = /^(\d{1,4}) (years|months)$/.exec(id) ?? [];
  if (count === undefined || language === 'en') return id;
  return `${count}${unit === 'years' ? '年' : '个月'}`;
}
