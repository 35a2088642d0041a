/** Why the station clears an original from its disk, and what keeps one there. */
import type { ClearBar, ClearReason } from '../domain/clear.js';
import type { Bilingual } from './language.js';

const w = (zh: string, en: string): Bilingual => ({ zh, en });

export const CLEAR_REASON_WORDS: Readonly<Record<ClearReason, Bilingual>> = {
  space: w('磁盘将满', 'the disk is too full'),
  age: w('入档期满', 'archived for long'),
  restored: w('恢复时留在局档案', 'left at the archive when the station was restored'),
};

export const CLEAR_BAR_WORDS: Readonly<Record<ClearBar, Bilingual>> = {
  disposed: w('已处置', 'it was disposed of'),
  cleared: w('已清出本机', 'it is cleared already'),
  gate: w('入档条件未满足', 'something keeps it from the archive'),
  label: w('未标注', 'it is not labelled'),
  stateSecret: w('标注为国家秘密', 'it is marked as a state secret'),
  hold: w('冻结中', 'a legal hold'),
  openCase: w('案件未结', 'its case is not closed'),
  caseCopy: w('案件资料，承办机构应自存一份', 'footage of a case, of which the unit keeps its own copy'),
  finding: w('有未消除的核验问题', 'verification found something of it'),
  originalMissing: w('原件不在本机', 'its file is not there'),
  originalAltered: w('本机原件与入库时不同', 'its file is not as it was stored'),
  proposed: w('处置清单待批', 'a proposal to dispose of it waits'),
  describing: w('内容尚未读取', 'its content is still to be read'),
  preview: w('正在制作预览', 'a preview of it is being made'),
  shared: w('同一内容也是其他文件的附属文件', 'the same content lies beside a clip as well'),
  young: w('未满本机最短保留天数', 'it has not been here for long enough'),
  notArchived: w('未确认入局档案', 'no archive is proven to have it'),
  notConfirmed: w('局档案未确认', 'the archive does not confirm it'),
};
