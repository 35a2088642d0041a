/** Texts of erasing on the command line. Part of the catalogue in `messages.ts`. */
import type { Bilingual } from './language.js';

const m = (zh: string, en: string): Bilingual => ({ zh, en });

export const ERASE_MESSAGES = {
  'cmd.erase': m(
    '清除设备内资料：--dry-run 列出采集口各设备将清除的文件及其余不清除的原因',
    'erasing from cameras: --dry-run lists what would go from each docked camera, and why the rest would stay',
  ),
  'erase.dryRun': m('只列出，不清除', 'only list'),
  'erase.again': m(
    '多次清除失败而停止的设备（编号或序列号）处理后重新尝试，须同时给出 --reason',
    'try a camera again (id or serial) that was left alone after failures, with --reason',
  ),
  'erase.reason': m('重新尝试的理由', 'why it is tried again'),
  'erase.none': m('采集口没有设备', 'no camera stands in the dock'),
  'erase.camera': m(
    '{slot}  设备 {camera}：将清除 {may} 个文件 {bytes}，不清除 {left} 个',
    '{slot}  camera {camera}: {may} files ({bytes}) would go, {left} would stay',
  ),
  'erase.more': m('设备上还有更多文件，未全部列出', 'the card has more files than are listed'),
  'erase.policy.never': m('按配置不清除任何设备（erase.policy）', 'nothing is ever erased here (erase.policy)'),
  'erase.policy.afterVerified': m('入库并从硬盘读回核对后清除', 'erased once stored and read back from the disk'),
  'erase.policy.afterArchived': m('入局档案后清除', 'erased once archived'),
  'erase.authorised': m('授权：{by}，{on}{reference}', 'authorised by {by}, {on}{reference}'),
  'erase.reference': m('（{reference}）', ' ({reference})'),
  'erase.notAuthorised': m(
    '没有授权：在 config.toml 的 [erase] 填写 authorised_by 和 authorised_on，否则一律不清除',
    'not authorised: nothing is erased until [erase] of config.toml says authorised_by and authorised_on',
  ),
  'erase.willGo': m('清除', 'goes'),
  'erase.stays': m('保留', 'stays'),
  'erase.askedAgain': m('设备 {camera} 下次接入时重新尝试清除', 'camera {camera} is tried again at its next docking'),
  'visit.erasing': m('正在清除设备内资料，请勿取下', 'taking files off the camera: do not pull it out'),
  'visit.erased': m('已清除 {erased} / 未清除 {left}', 'erased {erased} / not erased {left}'),
  'visit.erasedWhy': m('  {why}：{files} 个', '  {why}: {files}'),
  'show.erased': m(
    '{at}  设备 {path}：{outcome}（授权 {by}，{on}）',
    '{at}  on the camera {path}: {outcome} (authorised by {by}, {on})',
  ),
  'erase.outcome.erased': m('已清除', 'erased'),
  'erase.outcome.gone': m('已清除（再次接入时查明）', 'erased (seen at a later docking)'),
  'erase.outcome.refused': m('未清除', 'not erased'),
  'erase.outcome.still_there': m('未清除（再次接入时查明）', 'not erased (seen at a later docking)'),
  'erase.outcome.unconfirmed': m('结果未确认', 'not confirmed'),
  'erase.outcome.unknown': m('结果尚未查明', 'not known yet'),
} as const;
