/** Texts for signing in, and for what somebody may not do. */
import type { ErrorCode } from '../../domain/errors.js';
import type { Bilingual } from '../language.js';
import { text, UNTOUCHED, type ErrorText } from './error-text.js';

const NOT_DONE: Bilingual = {
  zh: '未作任何改动；资料和已有记载不受影响。',
  en: 'Nothing was changed; the footage and what is on record are as they were.',
};

export const ACCESS_ERRORS = {
  'bwc.access.signed_out': text(
    '尚未登录，或登录已失效。',
    'Nobody is signed in, or the session has ended.',
    NOT_DONE,
    '重新登录；填写中的内容会保留。',
    'Sign in again; what was being filled in is kept.',
  ),
  'bwc.access.credentials': text(
    '登录名或密码不正确。',
    'The name or the password is not right.',
    UNTOUCHED,
    '核对后重试；忘记密码时请系统管理员发放一次性代码（bwc person code）。',
    'Check both; where the password is forgotten, the administrator gives you a one-time code (bwc person code).',
  ),
  'bwc.access.throttled': text(
    '登录失败次数过多，请稍候。',
    'There were too many failures: wait a little.',
    UNTOUCHED,
    '等待提示的秒数后再试；账号不会被锁定。',
    'Wait for the seconds that are shown and try again; no account is locked.',
  ),
  'bwc.access.forbidden': text(
    '您的角色或单位无权进行此操作。',
    'Your role or your unit may not do that.',
    NOT_DONE,
    '由有权限的人员办理；角色和单位由系统管理员维护。',
    'Let somebody do it who may; roles and units are kept by the administrator.',
  ),
  'bwc.access.confirm': text(
    '此操作需要再次输入密码。',
    'This wants the password once more.',
    NOT_DONE,
    '输入密码确认后重试。',
    'Give the password, then try again.',
  ),
  'bwc.access.origin': text(
    '请求不是来自本工作站的网页。',
    'The request does not come from this station’s page.',
    NOT_DONE,
    '直接打开 bwc start 显示的地址；经由其他名称访问时，请在 config.toml 的 [web] names 中登记。',
    'Open the address that bwc start prints; another name of this machine goes into [web] names in config.toml.',
  ),
  'bwc.access.code': text(
    '一次性代码不正确、已使用或已过期。',
    'The one-time code is not right, was used, or has expired.',
    UNTOUCHED,
    '请系统管理员重新发放，或在本机运行 bwc person code。',
    'Ask the administrator for another one, or run bwc person code at the machine.',
  ),
  'bwc.access.password': text(
    '密码不符合要求：太短、太常见，或由姓名、编号等组成。',
    'That makes no good password: it is too short, too common, or made of names and numbers.',
    UNTOUCHED,
    '至少 12 个字符，可用一句话；不要求大小写、数字或符号。',
    'At least 12 characters; a sentence will do. No kinds of characters are asked for.',
  ),
  'bwc.person.login_taken': text(
    '该登录名已被使用。',
    'Somebody signs in under that name already.',
    NOT_DONE,
    '换一个登录名；停用人员的登录名也不再分配给他人。',
    'Choose another one; the name of somebody who left is not given to others either.',
  ),
  'bwc.person.last_administrator': text(
    '不能停用或更改最后一名系统管理员。',
    'That is the last administrator.',
    NOT_DONE,
    '先指定另一名系统管理员。',
    'Make somebody else an administrator first.',
  ),
  'bwc.unit.name_taken': text(
    '已有同名单位。',
    'There is a unit of that name already.',
    NOT_DONE,
    '使用已有的单位，或换一个名称。',
    'Use that one, or choose another name.',
  ),
  'bwc.unit.circle': text(
    '单位不能隶属于自己或其下级单位。',
    'A unit cannot belong to itself or to a unit below it.',
    NOT_DONE,
    '选择其他上级单位。',
    'Choose another unit above it.',
  ),
  'bwc.unit.closed': text(
    '该单位已撤销。',
    'That unit is closed.',
    NOT_DONE,
    '选择未撤销的单位；该单位仍在使用的，先恢复该单位。',
    'Choose a unit that is open; where this one is in use after all, open it again first.',
  ),
} satisfies Partial<Record<ErrorCode, ErrorText>>;
