/** Texts of receipts, audits and witnesses on the command line. Part of the catalogue in `messages.ts`. */
import type { Bilingual } from './language.js';

const m = (zh: string, en: string): Bilingual => ({ zh, en });

export const WITNESS_MESSAGES = {
  'cmd.archiveAudit': m(
    '在局里核验整个档案：各站日志、记录、回执和原件；可签发回执',
    'judge an archive at the bureau: logs, records, receipts and originals; signs receipts where asked',
  ),
  'audit.key': m('站点公钥文件（PEM），可多次给出', 'public key of a station (PEM); may be repeated'),
  'audit.stations': m(
    '已登记站点公钥的目录（<站号>.pub）',
    'folder of the keys of registered stations (<station>.pub)',
  ),
  'audit.part': m('只读其中一份，如 3/30（默认全部）', 'read one share only, like 3/30 (default all)'),
  'audit.sign': m(
    '见证私钥文件：日志无误的站签发回执，存入档案',
    'private key of a witness: signs a receipt for each station whose log holds, into the archive',
  ),
  'audit.finding': m('✖ {kind}  {subject}  {words}（{detail}）', '✖ {kind}  {subject}  {words} ({detail})'),
  'audit.station': m(
    '{station}：{checkpoints} 个检查点，已证实 {proven} 条留痕；{records} 份记录，{receipts} 份回执；问题 {findings} 处',
    '{station}: {checkpoints} checkpoints, {proven} entries proven; {records} records, {receipts} receipts; {findings} findings',
  ),
  'audit.unshown': m(
    '{n} 份记录所依据的日志根未曾送档：只有该站自己的签名为证',
    '{n} records rest on roots that were never shown: on the station’s own signature alone',
  ),
  'audit.signed': m('已签发回执 {key}', 'signed the receipt {key}'),
  'audit.signedBefore': m(
    '自 {at} 签发 {key} 以来没有新的检查点',
    'nothing new was shown since {key} was signed at {at}',
  ),
  'audit.notSigned': m('未签发回执', 'no receipt was signed'),
  'audit.unknown': m('档案中有、但未给出公钥的站：{stations}', 'in the archive, and no key was given: {stations}'),
  'audit.done': m(
    '档案 {archive}，第 {part} 份：读回 {objects} 个原件 {bytes}；问题 {findings} 处',
    'archive {archive}, part {part}: read back {objects} originals, {bytes}; {findings} findings',
  ),
  'audit.nothing': m(
    '没有可核验的站：给出的公钥与档案中的站都对不上',
    'no station could be checked: none of the keys is of a station in the archive',
  ),
  'audit.what': m('核验档案', 'audit'),
  'cmd.bureau': m('在局里：总目录、日志见证', 'at the bureau: the catalogue of all stations, the witness of logs'),
  'cmd.bureauWitness': m(
    '运行日志见证服务（C2SP tlog-witness），须在各站够不到的机器上',
    'run the witness of logs (C2SP tlog-witness), on a machine no station can reach into',
  ),
  'cmd.bureauWitnessKey': m('生成见证密钥，给出其公钥', 'make the key of a witness and print its public half'),
  'witness.name': m('密钥名称，如 witness.example.gov.cn/w1', 'name of the key, like witness.example.gov.cn/w1'),
  'witness.out': m('私钥文件（不会覆盖已有文件）', 'file of the private key (never overwritten)'),
  'witness.store': m('见证记录目录（各站不可写）', 'folder of what was witnessed (no station may write to it)'),
  'witness.sign': m('见证私钥文件', 'file of the witness’s private key'),
  'witness.listen': m('监听地址（默认 127.0.0.1:7469）', 'where it listens (default 127.0.0.1:7469)'),
  'witness.made': m(
    '已生成 {file}，公钥（写入各站 config.toml）：',
    'made {file}; its public key, for each station’s config.toml:',
  ),
  'witness.ready': m('见证服务 {address}，{stations} 个站', 'witness at {address}, {stations} stations'),
  'receipt.of': m(
    '回执 {from}：{size} 条留痕，{at}（{witness}）；其后 {uncovered} 条尚无回执',
    'receipt of {from}: {size} entries, {at} ({witness}); {uncovered} entries since have none',
  ),
  'receipt.none': m(
    '回执 {from}：还没有；{uncovered} 条留痕尚无回执',
    'receipt of {from}: none yet; {uncovered} entries have none',
  ),
  'receipt.overdue': m('已逾期：自 {since} 起没有新回执', 'overdue: no new receipt since {since}'),
} as const;
