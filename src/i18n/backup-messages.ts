/** Texts of backups and restoring on the command line. Part of the catalogue in `messages.ts`. */
import type { Bilingual } from './language.js';

const m = (zh: string, en: string): Bilingual => ({ zh, en });

export const BACKUP_MESSAGES = {
  'cmd.backup': m(
    '工作站自身的备份：各处局档案中有哪些；--now 立即制作并发送',
    'backups of the station itself: what the archives hold; --now makes and sends one',
  ),
  'cmd.recoveryKey': m('恢复密钥（离线保管）', 'the recovery key, kept off the stations'),
  'cmd.recoveryKeyMake': m(
    '生成恢复密钥：私钥写入文件（随后离线保管），公钥写入各站配置',
    'make a recovery key: its private half into a file, its public half for the configuration of stations',
  ),
  'cmd.recoveryKeyShow': m('由私钥文件显示公钥和编号', 'show the public half and the fingerprint of a private half'),
  'cmd.restore': m(
    '仅凭局档案在新机器上恢复工作站，并核验',
    'rebuild a station from its archives alone on a new machine, and prove it',
  ),
  'backup.now': m(
    '立即同步：先制作并发送备份，再发送其他等待的资料',
    'sync now: a backup first, then whatever else waits',
  ),
  'backup.none': m('{target}：还没有工作站备份', '{target}: no backup of the station yet'),
  'backup.last': m(
    '{target}：工作站备份第 {seq} 号 {at}，新发送 {sent}；共 {n} 份，累计 {all}（不会删除）',
    '{target}: backup {seq} of the station, {at}, {sent} sent for it; {n} in all, {all} together (none is ever removed)',
  ),
  'backup.waiting': m('第 {seq} 号尚未送达 {code} {reason}', 'backup {seq} is not there yet {code} {reason}'),
  'recoveryKey.is': m(
    '恢复私钥 {file}，编号 {fingerprint}。打印并离线保管，勿留在工作站上。把以下内容写入各站的 config.toml 后重启服务：',
    'private recovery key {file}, fingerprint {fingerprint}. Print it and keep it off the stations. Put this into config.toml of each and restart its daemon:',
  ),
  'restore.key': m('恢复私钥文件', 'file with the private half of the recovery key'),
  'restore.station': m('工作站编号（局档案中有多个时）', 'id of the station, where the archive knows several'),
  'restore.at': m('备份编号（默认最新的可用备份）', 'number of the backup (default: the newest that can be used)'),
  'restore.known': m(
    '另行取得的工作站公钥，与局档案中的核对',
    'the station’s public key, come another way, to hold the archive against',
  ),
  'restore.originals': m(
    '取回原件：all 全部（默认）；needed 只取必需的，其余留在局档案（同已清出本机）',
    'originals to fetch: all (default), or needed: the others stay at the archive, as cleared',
  ),
  'restore.successor': m(
    '局档案见证过的日志多于备份时，以新的编号和密钥继续',
    'go on under a new id and key where the archive has witnessed more than the backup holds',
  ),
  'restore.again': m('此前恢复过的那台机器也已不在', 'the machine that was restored before is gone as well'),
  'restore.dryRun': m('只说明会恢复什么、需要多少空间', 'only say what would be restored and what room it needs'),
  'restore.doing.database': m('数据库', 'database'),
  'restore.doing.originals': m('原件', 'originals'),
  'restore.doing.verify': m('核验', 'verifying'),
  'restore.backup': m(
    '工作站 {station}：备份第 {backup} 号，{at}，留痕 {entries} 条',
    'station {station}: backup {backup} of {at}, {entries} custody entries',
  ),
  'restore.rejected': m('第 {backup} 号不可用：{reason}', 'backup {backup} cannot be used: {reason}'),
  'restore.room': m('需要 {needs}，可用 {has}', 'needs {needs}, there are {has}'),
  'restore.lost': m(
    '留痕第 {from} 至 {to} 条已丢失：局档案见证过 {witnessed} 条',
    'custody entries {from} to {to} are lost: the archive has witnessed {witnessed}',
  ),
  'restore.done': m(
    '工作站 {station} 已由备份第 {backup} 号（{at}）恢复到 {dataDir}。旧机器若尚存，不得再启用。',
    'station {station} was restored from backup {backup} of {at} to {dataDir}. Should the old machine turn up, it must not be started again.',
  ),
  'restore.compared': m('备份 {backup}，现在 {now}', 'backup {backup}, now {now}'),
  'restore.fetched': m('取回原件 {files} 个，{bytes}', '{files} originals fetched, {bytes}'),
  'restore.missing': m(
    '取不回原件 {path}（丢失时尚未入档则仍可能在执法记录仪中）：{reason}',
    'original {path} was not to be had (not archived before the loss, it may still be on its camera): {reason}',
  ),
  'restore.newer': m(
    '局档案中有比备份新的记录：{clip} 第 {version} 版，不同之处 {differs}',
    'the archive holds a record newer than the backup: {clip} version {version}, which differs in {differs}',
  ),
  'restore.outside': m('原在 {was} 的文件现在 {is}，请放回原处', 'what lay at {was} is at {is}: put it back'),
  'restore.clean': m('核验通过，没有发现问题', 'verified: nothing was found'),
  'restore.findings': m('核验发现 {n} 个问题', 'verified: {n} findings'),
  'restore.count.clips': m('文件', 'clips'),
  'restore.count.labels': m('标注', 'labels'),
  'restore.count.activities': m('执法活动', 'activities'),
  'restore.count.cases': m('案件', 'cases'),
  'restore.count.holds': m('冻结', 'holds'),
  'restore.count.deadlines': m('时限', 'deadlines'),
  'restore.count.movements': m('领用台账', 'ledger of cameras'),
  'restore.count.approvals': m('审批', 'approvals'),
  'restore.count.people': m('人员', 'people'),
  'restore.count.entries': m('留痕', 'custody entries'),
} satisfies Record<string, Bilingual>;
