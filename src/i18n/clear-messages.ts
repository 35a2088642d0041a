/** Texts of clearing the station's own disk on the command line. Part of the catalogue in `messages.ts`. */
import type { Bilingual } from './language.js';

const m = (zh: string, en: string): Bilingual => ({ zh, en });

export const CLEAR_MESSAGES = {
  'cmd.clear': m(
    '清理本机磁盘：已入局档案并读回核对的原件可清出本机；--now 按配置立即清理',
    'clear this disk of originals that the archive has; --now does it by the policy at once',
  ),
  'cmd.archiveFetch': m(
    '从局档案取回已清出本机的原件：取回本机，或用 --to 存为文件',
    'bring a cleared original back to this disk, or put it into a file with --to',
  ),
  'clear.now': m('按配置立即清理', 'clear by the policy now'),
  'clear.dryRun': m('只列出会清理什么，不清理', 'only list what would go'),
  'clear.policy.never': m(
    '未授权清理本机磁盘（[clear] policy）',
    'clearing this disk is not authorised ([clear] policy)',
  ),
  'clear.policy.asked': m(
    '清理本机磁盘：按要求（bwc clear --now）',
    'this disk is cleared when asked (bwc clear --now)',
  ),
  'clear.policy.automatic': m('清理本机磁盘：自动', 'this disk is cleared automatically'),
  'clear.status': m(
    '已清出本机、在局档案：{clips} 个原件 {bytes}',
    'cleared from this disk, at the archive: {clips} originals, {bytes}',
  ),
  'clear.unfinished': m('其中 {n} 个尚未完成', '{n} of these are not finished'),
  'clear.code': m('上次清理提前结束（{code}）', 'clearing ended early last time ({code})'),
  'clear.disk': m(
    '磁盘已用 {used}%，超过 {full}% 开始清理，到 {until}% 为止；还须清出 {bytes}',
    'the disk is {used}% full; clearing begins above {full}% and ends at {until}%; {bytes} have to go',
  ),
  'clear.goes': m('可清理 {clip}  {bytes}  {why}  {target}', 'goes {clip}  {bytes}  {why}  {target}'),
  'clear.stays': m('留在本机：{why}（{n} 个）', 'stays: {why} ({n} clips)'),
  'clear.nothing': m('没有需要清理的原件', 'nothing has to go'),
  'clear.more': m('还有更多', 'there are more'),
  'clear.cleared': m('已清出本机 {clip}  {bytes}  {why}', 'cleared {clip}  {bytes}  {why}'),
  'clear.kept': m('留在本机 {clip}：{why} {detail}', 'stays {clip}: {why} {detail}'),
  'clear.ended': m(
    '清理结束：{n} 个原件 {bytes}；未获局档案确认 {notConfirmed} 个；还须清出 {left}',
    'clearing ended: {n} originals, {bytes}; {notConfirmed} not confirmed by the archive; {left} still have to go',
  ),
  'fetch.to': m('存为这个文件（不覆盖），边传边校验', 'into this file, which must not exist; checked on the way'),
  'fetch.what': m('取回', 'fetching'),
  'fetch.done': m('已取回本机：{path}（{bytes}），校验一致', 'on this disk again: {path} ({bytes}), checked'),
  'fetch.here': m('原件就在本机：{path}', 'the original lies on this disk: {path}'),
  'fetch.saved': m(
    '已保存 {file}（{bytes}），SHA-256 一致：{sha256}',
    'saved {file} ({bytes}), SHA-256 agrees: {sha256}',
  ),
  'show.cleared': m(
    '原件在局档案 {target}，已于 {at} 清出本机',
    'the original is at the archive {target}; cleared from this disk {at}',
  ),
} as const satisfies Readonly<Record<string, Bilingual>>;
