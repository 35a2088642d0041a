/** Why a clip is kept, why it does not go to the archive, why it is not disposed of: one sentence each, and what to do. */
import type { Bilingual } from './language.js';

const w = (zh: string, en: string): Bilingual => ({ zh, en });

/** By the kind of the reason. */
export const RETENTION_REASONS = {
  base: w('一般资料的保存期限', 'the period for ordinary footage'),
  rule: w('规则规定的期限', 'a rule speaks of it'),
  kept: w(
    '曾经适用的期限，之后的更正或规则变动不缩短',
    'what once kept it: no correction and no later rule shortens it',
  ),
  hold: w('冻结，解除前不得处置', 'a legal hold: nothing is disposed of until it is released'),
  unlabelled: w('未完成标注，标注前不到期', 'not labelled: never free until it is'),
  unclassified: w('未归类，归类前不到期', 'not classified: never free until it is'),
  timeUnknown: w('录制时间不明，查明前不到期', 'the time of the recording is not known: never free until it is'),
  timeUnreliable: w(
    '录制时间不可靠，核实前不到期',
    'the time of the recording is not reliable: never free until it is made sure',
  ),
  caseOpen: w('案件未终结', 'its case is not closed'),
  casePeriodUnknown: w('案卷保存期限不明', 'nobody has said how long its case file is kept'),
  noCase: w('作为证据但未关联案件', 'evidence, and no case is known'),
} as const satisfies Record<string, Bilingual>;

/** By what is missing. */
export const GATE_BAR_TEXTS = {
  disposed: w('已按批准处置，原件已不在', 'it was disposed of by decision: there is nothing left to send'),
  altered: w(
    '核验发现原件或记录与入库时不同，先查明',
    'a check found its bytes or records other than they were stored: find out why first',
  ),
  notVerified: w('尚未从磁盘回读核验', 'it was not read back from the disk yet'),
  label: w('标注未完成', 'the label is not complete'),
  name: w('文件名不合规则，改好前不同步', 'its name does not check: it does not go until the name is mended'),
  emergencyReport: w('应急设备资料，缺报备编号', 'footage of a stand-in device: the number of the report is missing'),
  stateSecret: w(
    '涉及国家秘密，不经普通网络传送，按保密规定移交',
    'a state secret: not over an ordinary network, but handed over as secrecy rules say',
  ),
} as const satisfies Record<string, Bilingual>;

/** By the bar. */
export const DISPOSAL_BAR_TEXTS = {
  kept: w('保存期未满', 'it is still kept'),
  notProposed: w('没有提出处置', 'nobody has proposed it'),
  proposedTooEarly: w(
    '提出时保存期未满，或此后期限已延长：须重新提出',
    'it was proposed before its time, or is kept longer since: propose it anew',
  ),
  notice: w('公示期未满', 'the notice still runs'),
  noConsent: w('尚无他人批准', 'nobody else has approved it'),
  samePerson: w('提出人和批准人是同一人', 'the same person proposed it'),
  consentTooEarly: w('批准早于公示期满', 'it was approved before the notice was over'),
  disposed: w('已经处置', 'it is disposed of already'),
  alreadyProposed: w('已在另一份待定的清单中', 'another proposal waits for its decision'),
  originalMissing: w('原件不在磁盘上，先查明', 'its original is not on the disk: find out why first'),
  finding: w(
    '核验发现其原件或记录有问题，先查明',
    'verification found something wrong with its bytes or records: look into that first',
  ),
  originalAltered: w(
    '磁盘上的文件不是原件，先查明',
    'another file stands in the place of its original: find out why first',
  ),
} as const satisfies Record<string, Bilingual>;
