/** Every text the command line shows, in both languages. Placeholders are `{name}`. */
import { BACKUP_MESSAGES } from './backup-messages.js';
import { BUREAU_MESSAGES } from './bureau-messages.js';
import { DISPOSAL_MESSAGES } from './disposal-messages.js';
import type { Bilingual, Language } from './language.js';
import { ERASE_MESSAGES } from './erase-messages.js';
import { DUTY_MESSAGES } from './duty-messages.js';
import { LABEL_MESSAGES } from './label-messages.js';
import { PEOPLE_MESSAGES } from './people-messages.js';
import { RULE_MESSAGES } from './rule-messages.js';
import { SEARCH_MESSAGES } from './search-messages.js';
import { TRAIL_MESSAGES } from './trail-messages.js';
import { CLEAR_MESSAGES } from './clear-messages.js';
import { SYNC_MESSAGES } from './sync-messages.js';
import { WITNESS_MESSAGES } from './witness-messages.js';

const m = (zh: string, en: string): Bilingual => ({ zh, en });

export const MESSAGES = {
  program: m('执法记录仪采集工作站', 'Ingest station for body-worn cameras'),
  'option.data': m(
    '数据目录（默认 $BWC_DATA，否则 ./bwc-data）',
    'data directory (default $BWC_DATA, else ./bwc-data)',
  ),
  'option.json': m('以 JSON 输出', 'print JSON'),
  'option.lang': m('语言：zh 或 en', 'language: zh or en'),
  examples: m('示例：', 'Examples:'),
  exitCodes: m(
    '退出码：0 成功，1 失败，2 用法错误，3 部分完成，4 完整性问题，5 服务不可达',
    'Exit codes: 0 ok, 1 failed, 2 usage, 3 partial, 4 integrity, 5 daemon unreachable',
  ),
  'cmd.init': m('新建数据目录：配置、密钥、数据库', 'make a data directory: configuration, key, database'),
  'cmd.start': m('运行采集服务', 'run the daemon'),
  'cmd.status': m('工作站现状：采集口、告警、磁盘', 'the station now: slots, alarms, disk'),
  'cmd.cameras': m('列出见过的执法记录仪', 'list the cameras that were docked'),
  'cmd.visits': m('列出采集记录，或显示其中一次', 'list visits, or show one'),
  'cmd.clips': m('列出音视频文件', 'list clips'),
  'cmd.show': m('显示一个文件的全部信息和留痕', 'show one clip with its custody entries'),
  'cmd.preview': m('现在制作一个文件的预览（原件不变）', 'make a preview of a clip now (the original stays as it is)'),
  'preview.is': m('预览', 'preview'),
  'preview.waiting': m('待制作', 'waiting'),
  'preview.made': m('已有', 'made'),
  'preview.asIs': m('原件可直接播放', 'original plays'),
  'preview.failed': m('无法制作', 'failed'),
  'preview.dropped': m('已清除，可重新制作', 'dropped'),
  'column.preview': m('预览', 'preview'),
  'cmd.ingest': m('把一个目录当作执法记录仪导入', 'take in a folder as a camera, by hand'),
  'cmd.events': m('列出留痕日志', 'list the custody log'),
  'cmd.verify': m('重新读取并核验原件、日志、签名', 're-read and verify originals, log and signatures'),
  'cmd.doctor': m('检查本机缺什么，并说明如何补', 'find what this machine lacks and say how to mend it'),
  'cmd.demo': m('用虚拟执法记录仪演示整个过程', 'show the whole job with virtual cameras'),
  'cmd.cancel': m('停止一次采集（已入库的保留）', 'stop a visit (what is stored stays)'),
  'cmd.priority': m(
    '设定或取消优先采集口（至服务重启；长期设置见 priority_slot）',
    'set or clear the slot that is read first (until a restart; priority_slot for good)',
  ),
  'init.unit': m('单位名称', 'unit (单位) the station belongs to'),
  'init.name': m('工作站名称', 'name of the station'),
  'init.root': m('挂载目录，可多次给出', 'folder where cameras are mounted; may be repeated'),
  'init.done': m('已建立数据目录 {dataDir}', 'made the data directory {dataDir}'),
  'init.details': m(
    '工作站编号 {stationId}，密钥 {keyId}\n配置文件 {config}',
    'station {stationId}, key {keyId}\nconfiguration {config}',
  ),
  'init.code': m(
    '首位系统管理员的一次性代码：{code}（{until} 前在网页上使用一次；重新生成：bwc person code）',
    'one-time code of the first administrator: {code} (to be used once, on the page, before {until}; another one: bwc person code)',
  ),
  'init.next': m(
    '下一步：bwc doctor --data {dataDir}，然后 bwc start --data {dataDir}',
    'next: bwc doctor --data {dataDir}, then bwc start --data {dataDir}',
  ),
  'start.ready': m(
    '采集服务已就绪（进程 {pid}，{ms} 毫秒），数据目录 {dataDir}',
    'daemon ready (pid {pid}, {ms} ms), data directory {dataDir}',
  ),
  'start.page': m('网页：{address}', 'page: {address}'),
  'start.noPage': m(
    '▲ 网页端口 {port} 已被占用，网页不可用；采集不受影响（config.toml 的 [web] port）',
    '▲ port {port} is taken: there is no page; cameras are taken in all the same ([web] port in config.toml)',
  ),
  'start.watching': m('正在等待执法记录仪：{roots}', 'waiting for cameras in: {roots}'),
  'start.stopping': m('正在停止，未完成的将保留断点…', 'stopping; what is under way is parked…'),
  'start.stopped': m('已停止', 'stopped'),
  'clips.limit': m('最多几条', 'at most so many'),
  'list.after': m('从此编号之后（较早的）列起', 'those after (older than) this id'),
  'clips.offset': m('跳过几条', 'skip so many'),
  'clips.since': m('开始时间不早于（2026-03-01 或 ISO 时间）', 'started at or after (2026-03-01 or an ISO time)'),
  'clips.until': m('开始时间早于', 'started before'),
  'clips.camera': m('执法记录仪编号', 'serial of the camera'),
  'clips.officer': m('执法人员编号', 'number of the officer'),
  'clips.state': m('状态：stored 或 verified', 'state: stored or verified'),
  'clips.kind': m('类型：video、audio 或 photo', 'kind: video, audio or photo'),
  'clips.visit': m('采集编号', 'id of the visit'),
  'clips.sort': m('排序：start、bytes、stored，前加 - 为倒序', 'order: start, bytes or stored; a leading - reverses'),
  'show.proof': m('把供外部核验的文件写入该目录', 'write what an outsider needs to check it into this folder'),
  'show.proofDone': m(
    '核验文件已写入 {dir}，方法见其中的 README.txt',
    'the proof is in {dir}; its README.txt says how to check it',
  ),
  'events.limit': m('最多几条', 'at most so many'),
  'events.after': m('只列序号大于此数的', 'only entries after this number'),
  'events.clip': m('只列此文件的', 'only of this clip'),
  'events.visit': m('只列此次采集的', 'only of this visit'),
  'events.kind': m('只列此类的', 'only of this kind'),
  'verify.budget': m('最多用时（如 1h、30m），下次接着来', 'stop after so long (1h, 30m) and go on next time'),
  'verify.clean': m(
    '未发现问题：{entries} 条日志，{clips} 个文件，重读 {files} 个原件（{bytes}）',
    'nothing found: {entries} entries, {clips} clips, {files} originals re-read ({bytes})',
  ),
  'verify.found': m(
    '发现 {findings} 处问题（{entries} 条日志，{clips} 个文件，重读 {files} 个原件）',
    '{findings} findings ({entries} entries, {clips} clips, {files} originals re-read)',
  ),
  'verify.cleared': m(
    '其中 {n} 个原件已清出本机，在局档案',
    '{n} originals of these were cleared from this disk and are at the archive',
  ),
  'verify.clearedRead': m(
    '其中 {n} 个原件已清出本机，已在局档案完整读回',
    '{n} originals of these were cleared from this disk and were read back in full at the archive',
  ),
  'verify.archive': m(
    '同时在局档案完整读回已清出本机的原件',
    'read back at the archive what was cleared from this disk as well',
  ),
  'verify.partial': m('时间用完，下次从 {after} 之后继续', 'out of time; the next run goes on after {after}'),
  'doctor.ok': m('一切就绪', 'everything is in place'),
  'doctor.fix': m('处理', 'fix'),
  'demo.once': m('演示完即退出', 'stop when the demonstration is over'),
  'demo.cameras': m('虚拟执法记录仪数量', 'how many virtual cameras'),
  'demo.made': m('演示数据目录 {dataDir}', 'demonstration in {dataDir}'),
  'demo.docking': m('插入虚拟执法记录仪 {camera}（{files} 个文件）', 'docking virtual camera {camera} ({files} files)'),
  'demo.clips': m('已入库的文件：', 'what is stored:'),
  'demo.verify': m('核验：', 'verification:'),
  'demo.stays': m(
    '采集服务继续运行，按 Ctrl+C 停止。另开终端可试：',
    'the daemon stays up; Ctrl+C stops it. In another terminal try:',
  ),
  'priority.clear': m('取消优先', 'clear it'),
  'priority.set': m('优先采集口：{slot}', 'priority slot: {slot}'),
  'priority.none': m('没有优先采集口', 'no priority slot'),
  'cancel.done': m('正在停止 {visit}', 'stopping {visit}'),
  'visit.opened': m('插入：{slot}，编号 {camera}，类型 {profile}', 'docked: {slot}, camera {camera}, {profile}'),
  'visit.resumed': m('接着上次继续：{slot}，编号 {camera}', 'going on with: {slot}, camera {camera}'),
  'visit.listed': m('清点：{onCamera} 个文件，{bytes} 待采集', 'listed: {onCamera} clips, {bytes} to copy'),
  'visit.failed': m('失败：{path}（{code}）{message}', 'failed: {path} ({code}) {message}'),
  'visit.waiting': m('等待：{reason}', 'waiting: {reason}'),
  'visit.interrupted': m('中断：{reason}', 'interrupted: {reason}'),
  'visit.refused': m('拒绝：{root}（{code}）{reason}', 'refused: {root} ({code}) {reason}'),
  'visit.tally': m(
    '相机 {onCamera} 段 / 已入库 {stored} 段 / 已有 {alreadyKnown} 段 / 已处置 {disposed} 段 / 未完结 {unfinalised} / 失败 {failed} / 待处理 {waiting} / 附属文件 {sidecars} / 忽略 {ignored}',
    'on camera {onCamera}, stored {stored}, already known {alreadyKnown}, disposed of {disposed}, unfinalised {unfinalised}, failed {failed}, waiting {waiting}, sidecars {sidecars}, ignored {ignored}',
  ),
  'visit.safe': m('● 可以取下', '● safe to remove'),
  'visit.unsafe': m('▲ 请勿清除：尚有未入库的文件', '▲ do not clear it: not everything is stored'),
  'visit.disposed': m(
    '其中 {n} 段此前已按批准处置，不再入库；它们仍在相机上',
    '{n} clips were disposed of before, by decision, and are not taken in again; they are still on the camera',
  ),
  'visit.unfinalised': m(
    '▲ 有 {n} 个未完结的文件仍在执法记录仪上，请勿清除；下次插入时再采集',
    '▲ {n} unfinalised files remain on the camera: do not clear it; they are taken in at a later visit',
  ),
  'cmd.device': m('查看已连接的设备', 'look at plugged-in devices'),
  'cmd.device.probe': m(
    '显示已连接的设备是什么、支持什么、将如何处理',
    'what is plugged in, what it supports, what it would be treated as',
  ),
  'cmd.device.record': m(
    '把一次设备列表的 USB 通信写入文件，供测试重放',
    'write down the USB traffic of one listing, for tests to replay',
  ),
  'device.redact': m(
    '隐去序列号和人为命名，便于附在问题报告中',
    'hide serial numbers and given names, for a report to strangers',
  ),
  'device.slot': m('采集口，如 usb:3-1.4', 'the dock slot, e.g. usb:3-1.4'),
  'device.none': m('没有连接任何设备', 'nothing is plugged in'),
  'device.recorded': m(
    '{slot}：{files} 个文件，{entries} 条记录。文件含序列号和文件名，外发前请检查。',
    '{slot}: {files} files, {entries} entries. It holds serial and file names: look through it before you pass it on.',
  ),
  'progress.describing': m('读取音视频信息', 'reading media facts'),
  'progress.left': m('剩余 {time}', '{time} left'),
  'column.id': m('编号', 'id'),
  'column.kind': m('类型', 'kind'),
  'column.state': m('状态', 'state'),
  'column.camera': m('执法记录仪', 'camera'),
  'column.start': m('开始', 'start'),
  'column.duration': m('时长', 'length'),
  'column.bytes': m('大小', 'size'),
  'column.path': m('原路径', 'path on the camera'),
  'column.serial': m('编号', 'serial'),
  'column.officer': m('执法人员', 'officer'),
  'column.unit': m('单位', 'unit'),
  'column.profile': m('类型', 'profile'),
  'column.lastSeen': m('最近插入', 'last seen'),
  'column.medium': m('介质', 'medium'),
  'column.slot': m('采集口', 'slot'),
  'column.opened': m('插入时间', 'docked'),
  'column.outcome': m('结果', 'outcome'),
  'column.clips': m('入库/总数', 'stored/all'),
  'column.seq': m('序号', 'no.'),
  'column.at': m('时间', 'time'),
  'column.event': m('事项', 'event'),
  'column.actor': m('操作者', 'by'),
  'column.about': m('对象', 'about'),
  'column.reason': m('原因', 'reason'),
  'column.check': m('检查', 'check'),
  'column.result': m('结果', 'result'),
  'status.station': m('工作站 {id} {name}（{unit}）', 'station {id} {name} ({unit})'),
  'status.running': m('采集服务运行中：进程 {pid}，自 {since}', 'daemon running: pid {pid} since {since}'),
  'status.notRunning': m('采集服务未运行', 'the daemon is not running'),
  'status.store': m(
    '已入库 {clips} 个文件，{bytes}；待解析 {pending}',
    '{clips} clips stored, {bytes}; {pending} still to be described',
  ),
  'status.disk': m('磁盘剩余 {free} / {disk}，预留 {reserve}', 'disk {free} free of {disk}, {reserve} reserved'),
  'status.custody': m(
    '留痕日志 {entries} 条，已签名至 {signed} 条',
    'custody log {entries} entries, signed up to {signed}',
  ),
  'status.alarm': m(
    '告警 {kind}：{subject}（自 {since}）{details}',
    'alarm {kind}: {subject} (since {since}) {details}',
  ),
  'status.drop': m('等待导入：{path}——{reason}', 'waiting to be taken in: {path}: {reason}'),
  ...RULE_MESSAGES,
  ...SEARCH_MESSAGES,
  ...SYNC_MESSAGES,
  ...ERASE_MESSAGES,
  ...BUREAU_MESSAGES,
  ...WITNESS_MESSAGES,
  ...BACKUP_MESSAGES,
  ...CLEAR_MESSAGES,
  ...DUTY_MESSAGES,
  ...DISPOSAL_MESSAGES,
  ...LABEL_MESSAGES,
  ...PEOPLE_MESSAGES,
  ...TRAIL_MESSAGES,
  none: m('（无）', '(none)'),
  unknown: m('未知', 'unknown'),
  'error.what': m('发生了什么', 'what happened'),
  'part.removed': m('没有写完，{file} 已删除', 'not finished: {file} was removed'),
  'error.evidence': m('对证据的影响', 'for the evidence'),
  'error.action': m('怎么办', 'what to do'),
} as const satisfies Record<string, Bilingual>;

export type MessageKey = keyof typeof MESSAGES;
export type Translate = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string;

export const translator =
  (language: Language): Translate =>
  (key, values = {}) =>
    MESSAGES[key][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
