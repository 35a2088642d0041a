/** Name forms as the rulebooks have them, for the tests of the engine alone. */
import type { NameForm, NamePart, NamePartRule, NamingRules } from '../../../src/policy/names/rules.js';

const ours = <T>(value: T): { value: T; source: 'default' } => ({ value, source: 'default' });
const part = (
  name: NamePart,
  title: string,
  kind: NamePartRule['kind'] = 'text',
  whenNone: string | null = null,
): NamePartRule => ({ part: name, title, kind, whenNone });
const form = (...parts: NamePartRule[]): NameForm => ({ parts: ours(parts), separator: ours('+') });

export const XIAMEN = form(
  part('unit', '单位名称'),
  part('party', '行政执法相对人', 'text', '当事人不在场'),
  part('date', '检查日期', 'date'),
  part('content', '检查内容'),
);
export const XIAMEN_CASE = form(part('ordinal', '序号', 'ordinal'), part('recordItem', '记录事项'));
export const PUDONG = form(
  part('time', '执法时间', 'dateTime'),
  part('caseNumber', '案件序列号', 'text', '无案号'),
  part('party', '当事人姓名', 'text', '当事人不详'),
  part('stage', '案件办理阶段'),
);
export const LIMITS: NamingRules = {
  storage: XIAMEN,
  caseItem: XIAMEN_CASE,
  maxBytes: ours(255),
  discUnits: ours(103),
};
