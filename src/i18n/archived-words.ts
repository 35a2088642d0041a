/** What keeps a clip from counting as archived, in words. */
import type { ArchivedPart, ArchiveLack, ArchiveLackKind } from '../domain/archived.js';
import type { Bilingual, Language } from './language.js';

const w = (zh: string, en: string): Bilingual => ({ zh, en });

const LACKS: Readonly<Record<ArchiveLackKind, Bilingual>> = {
  noArchive: w('未配置局档案', 'no archive is configured'),
  notOrdered: w('未列入入档', 'not due there'),
  notDone: w('尚未入档', 'not archived yet'),
  refused: w('局档案拒收', 'refused by the archive'),
  otherContent: w('入档内容与本站登记不一致', 'what is there is not what is on record here'),
  notLocked: w('未按配置锁定', 'not locked as the archive is configured to lock'),
  lockOver: w('登记的锁定期已过', 'the lock on record is over'),
  notReadBack: w('未完整读回核对', 'not read back in full'),
  notLogged: w('留痕中没有入档记载', 'the custody log does not say so'),
  notShown: w('入档记载尚未随检查点送达局档案', 'no checkpoint that covers it was shown to the archive'),
  logRefused: w('局档案不认可本站留痕', 'the archive holds another log than this station'),
  unfit: w('局档案检验不合格', 'the archive does not hold to what it has to'),
  finding: w('巡检发现已入档内容有问题，尚未复查无误', 'a later look found that it is not as it was'),
  noReceipt: w('局档案见证尚无覆盖该记载的回执', 'no receipt of the archive’s witness covers it'),
};

const PARTS: Readonly<Record<ArchivedPart, Bilingual>> = {
  original: w('原件', 'original'),
  sidecar: w('附属文件', 'sidecar'),
  record: w('记录', 'record'),
};

/** `bureau 原件：尚未入档` */
export function lackText({ what, target, part }: ArchiveLack, language: Language): string {
  const subject = [target, part === null ? null : PARTS[part][language]].filter((one) => one !== null).join(' ');
  const said = LACKS[what][language];
  if (subject === '') return said;
  return language === 'zh' ? `${subject}：${said}` : `${subject}: ${said}`;
}
