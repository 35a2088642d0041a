/** Texts of the commands for people and units. */
import type { Bilingual } from './language.js';

const m = (zh: string, en: string): Bilingual => ({ zh, en });

export const PEOPLE_MESSAGES = {
  'cmd.person': m('人员、角色与登录', 'people, roles and signing in'),
  'cmd.person.add': m('登记人员', 'put a person on record'),
  'cmd.person.change': m(
    '变更人员信息、角色或单位（保留历史）',
    'change a person’s name, role or unit; the past stays as it was',
  ),
  'cmd.person.disable': m('停用人员并立即退出其登录', 'disable a person, who is signed out at once'),
  'cmd.person.enable': m('恢复已停用的人员', 'let a disabled person in again'),
  'cmd.person.code': m(
    '生成一次性代码，供设置密码；不指定人员时用于首位系统管理员',
    'make a one-time code to come to a password with; without a person, for the first administrator',
  ),
  'cmd.person.list': m('列出人员', 'list people'),
  'cmd.person.sessions': m('列出当前登录', 'list who is signed in'),
  'cmd.person.revoke': m('使某人的全部登录失效', 'sign a person out everywhere'),
  'cmd.unit': m('单位', 'units'),
  'cmd.unit.add': m('登记单位', 'put a unit on record'),
  'cmd.unit.change': m('变更、撤并单位', 'rename, move or close a unit'),
  'cmd.unit.list': m('列出单位', 'list units'),
  'person.login': m('登录名', 'name to sign in with'),
  'person.name': m('姓名', 'name'),
  'person.role': m(
    '角色：officer、custodian、reviewer、auditor 或 administrator',
    'role: officer, custodian, reviewer, auditor or administrator',
  ),
  'person.unit': m('单位编号（空为无）', 'id of the unit; empty for none'),
  'person.number': m('警号、执法证号，可多次给出', 'number on cameras or certificate; may be repeated'),
  'person.cleared': m(
    '可查看的涉密类别：stateSecret、tradeSecret 或 privacy，可多次给出',
    'mark of secrecy this person may see: stateSecret, tradeSecret or privacy; may be repeated',
  ),
  'person.since': m(
    '自何时起（含时区，如 2026-03-01T00:00:00+08:00）',
    'from when, with its offset (2026-03-01T00:00:00+08:00)',
  ),
  'person.why': m('原因', 'why'),
  'person.all': m('包括已停用的', 'also those who are disabled'),
  'person.added': m(
    '已登记 {id}（登录名 {login}）；用 bwc person code {login} 发放一次性代码',
    '{id} is on record (signs in as {login}); bwc person code {login} makes the one-time code',
  ),
  'person.changed': m('{id} 已变更（第 {n} 版）', '{id} is changed (version {n})'),
  'person.code': m(
    '一次性代码：{code}（{until} 前使用一次）',
    'one-time code: {code} (to be used once, before {until})',
  ),
  'person.revoked': m('已使 {n} 个登录失效', '{n} sessions ended'),
  'person.state.active': m('正常', 'active'),
  'person.state.new': m('尚未设置密码', 'no password yet'),
  'person.state.disabled': m('已停用', 'disabled'),
  'role.officer': m('执法人员', 'officer'),
  'role.custodian': m('专管员', 'custodian'),
  'role.reviewer': m('负责人', 'reviewer'),
  'role.auditor': m('审计员', 'auditor'),
  'role.administrator': m('系统管理员', 'administrator'),
  'unit.name': m('单位名称', 'name'),
  'unit.below': m('上级单位编号（空为无）', 'id of the unit above it; empty for none'),
  'unit.close': m('撤并', 'it is no longer there'),
  'unit.put': m('单位 {id}：{name}', 'unit {id}: {name}'),
  'unit.closed': m('已撤并', 'closed'),
  'column.login': m('登录名', 'signs in as'),
  'column.fullName': m('姓名', 'name'),
  'column.stationRole': m('角色', 'role'),
  'column.address': m('地址', 'from'),
  'column.below': m('上级单位', 'below'),
} as const satisfies Record<string, Bilingual>;
