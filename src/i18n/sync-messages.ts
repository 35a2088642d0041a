/** Texts of the archive on the command line. Part of the catalogue in `messages.ts`. */
import type { Bilingual } from './language.js';

const m = (zh: string, en: string): Bilingual => ({ zh, en });

export const SYNC_MESSAGES = {
  'cmd.sync': m(
    '同步到局档案：进度、等待的资料及原因；--now 立即同步',
    'sync to the archive: how far it is, what waits and why; --now sends at once',
  ),
  'cmd.archive': m('局档案', 'the bureau archive'),
  'cmd.archiveInit': m(
    '在已挂载的共享目录或对象存储桶中建立局档案标记',
    'make a mounted share, or a bucket, an archive',
  ),
  'sync.now': m(
    '立即同步（不等同步时段），直到没有可发送的资料',
    'send now, outside the hours of sync as well, until nothing is left',
  ),
  'sync.dryRun': m('只列出接下来会发送什么，不发送', 'only list what would go next'),
  'sync.again': m(
    '被拒收的文件（编号）改正后重新提交，须同时给出 --reason',
    'submit a refused order again (its number), with --reason',
  ),
  'sync.reason': m('重新提交的理由', 'why it is submitted again'),
  'sync.none': m(
    '未配置局档案：运行 bwc archive init 目录，把给出的内容写入 config.toml',
    'no archive is configured: run bwc archive init PATH and put what it prints into config.toml',
  ),
  'sync.target': m(
    '局档案 {target}（{where}）：已入档 {done} 个文件 {doneBytes}、{doneRecords} 份记录；等待 {waiting} 个文件 {bytes}、{records} 份记录',
    'archive {target} ({where}): archived {done} files {doneBytes}, {doneRecords} records; waiting {waiting} files {bytes}, {records} records',
  ),
  'sync.offsite': m(
    '异地备份 {target}（{where}）：已入档 {done} 个文件 {doneBytes}、{doneRecords} 份记录；等待 {waiting} 个文件 {bytes}、{records} 份记录',
    'off-site copy {target} ({where}): archived {done} files {doneBytes}, {doneRecords} records; waiting {waiting} files {bytes}, {records} records',
  ),
  'sync.completed': m('上次全部送达 {at}', 'held everything at {at}'),
  'archive.offsite': m('作为异地备份（另有时段和告警）', 'as the off-site copy, with hours and alarms of its own'),
  'sync.bags': m(
    '整次采集的清单：已入档 {done} 份，等待 {waiting} 份',
    'bags of visits: archived {done}, waiting {waiting}',
  ),
  'sync.unprobed': m('尚未检验', 'not tried out yet'),
  'sync.fit': m(
    '可以入档（{at} 检验，保存期限锁定：{holder}）',
    'fit to archive to (tried {at}; retention held by: {holder})',
  ),
  'sync.unfit': m(
    '达不到入档要求（{at} 检验，未通过：{checks}）：资料留在本站等待',
    'not fit to archive to (tried {at}; failed: {checks}): footage waits at this station',
  ),
  'sync.open': m('同步时段至 {at}', 'sync may run until {at}'),
  'sync.closed': m('下次同步 {at}', 'sync runs next at {at}'),
  'sync.never': m('同步时段再无', 'sync will not run again by itself'),
  'sync.busy': m('正在同步：{rate}/s，剩余 {left}', 'syncing: {rate}/s, {left} left'),
  'sync.trouble': m('局档案暂不可用（{code}），{at} 再试', 'the archive cannot be used ({code}); tried again at {at}'),
  'sync.oldest': m('最早的自 {at} 起等待', 'the oldest has waited since {at}'),
  'sync.refused': m('拒收：{order} {clip} {code}：{reason}', 'refused: {order} {clip} {code}: {reason}'),
  'sync.audit': m(
    '回读巡检：{nights} 夜一轮，今夜待读 {n}（{bytes}），最早一份读于 {at}',
    'read back: all of it in {nights} nights, {n} tonight ({bytes}), the oldest was read at {at}',
  ),
  'sync.found': m('副本有问题：{clip} {key}：{said}（{detail}）', 'bad copy: {clip} {key}: {said} ({detail})'),
  'sync.lost': m(
    '⚠ 唯一副本损坏或丢失：{clip} {key}：{said}（{detail}）',
    '⚠ THE ONLY COPY IS DAMAGED OR GONE: {clip} {key}: {said} ({detail})',
  ),
  'sync.ready': m('可以入档的文件：{n}', 'clips that may go: {n}'),
  'sync.barred': m('不能入档：{what}（{n} 个）', 'kept from the archive: {what} ({n} clips)'),
  'sync.order': m('{target}  {kind}  {clip}  {bytes}', '{target}  {kind}  {clip}  {bytes}'),
  'sync.nothing': m('没有可发送的资料', 'nothing can be sent now'),
  'sync.resubmitted': m('已重新提交：{order}', 'submitted again: {order}'),
  'sync.what': m('同步', 'sync'),
  'cmd.archiveBag': m(
    '整次采集导出为 BagIt 目录：原件、记录、留痕及核验程序',
    'hand a whole visit over as a BagIt folder: originals, records, custody entries and the checker',
  ),
  'bag.to': m('导出到哪个目录', 'the folder to put it into'),
  'bag.mhl': m('同时生成 ASC MHL', 'with an ASC MHL generation'),
  'bag.what': m('导出', 'export'),
  'bag.made': m(
    '已导出 {files} 个文件到 {folder}；核验：在该目录运行 sha256sum -c manifest-sha256.txt 和 python3 verify.py .',
    '{files} files are in {folder}; to check it, run there: sha256sum -c manifest-sha256.txt and python3 verify.py .',
  ),
  'bag.withheld': m('未导出：{clip}（{bars}）', 'not in it: {clip} ({bars})'),
  'archive.endpoint': m(
    '对象存储地址，如 https://s3.bureau.example',
    'address of the S3 engine, such as https://s3.bureau.example',
  ),
  'archive.bucket': m(
    '存储桶（由其管理员建好，启用对象锁）',
    'the bucket, made by its administrator, with Object Lock',
  ),
  'archive.region': m('区域，默认 us-east-1', 'region; us-east-1 unless said otherwise'),
  'archive.addressing': m(
    'path（默认）或 host：存储桶名在路径中还是在主机名中',
    'path (default) or host: where requests name the bucket',
  ),
  'archive.lock': m('compliance（默认）、governance 或 none', 'compliance (default), governance or none'),
  'archive.credentials': m(
    '密钥文件：权限 0600，access_key_id 和 secret_access_key 两行',
    'file with the key: mode 0600, the two lines access_key_id and secret_access_key',
  ),
  'archive.ca': m('本局证书机构的证书（PEM）', 'certificate of the bureau’s own authority (PEM)'),
  'archive.made': m(
    '局档案 {where}，编号 {id}。把以下内容加入 config.toml 后重启服务：',
    'archive {where}, id {id}. Add this to config.toml and restart the daemon:',
  ),
} satisfies Record<string, Bilingual>;
