/** Why a file stays on its camera, in words. */
import type { EraseBar, EraseBarKind } from '../domain/erase.js';
import { lackText } from './archived-words.js';
import type { Bilingual, Language } from './language.js';

const w = (zh: string, en: string): Bilingual => ({ zh, en });

export const ERASE_BAR_WORDS: Readonly<Record<EraseBarKind | 'failed', Bilingual>> = {
  never: w('按配置不清除', 'nothing is erased, by configuration'),
  notAuthorised: w('没有授权', 'nobody has authorised it'),
  noCamera: w('不是执法记录仪', 'not a camera'),
  cannot: w('此型号设备不支持清除', 'cameras of this kind are not erased'),
  readOnly: w('设备以只读方式挂载', 'its volume is mounted read-only'),
  leftAlone: w('多次清除失败，待人工处理', 'erasing failed too often: left until a person asks again'),
  unsettled: w('上次清除的结果尚未查明', 'what came of an earlier try is not known yet'),
  notStored: w('没有从此处入库的登记', 'not on record as stored from here'),
  otherFile: w('与入库的不是同一文件', 'not the file that was stored'),
  sidecarMissing: w('附属文件尚未入库', 'a file beside it is not stored'),
  locked: w('设备上已加锁', 'locked on the camera'),
  lockUnknown: w('不知是否加锁', 'whether it is locked is not known'),
  held: w('已冻结', 'held'),
  finding: w('核验发现问题', 'verification found something'),
  disposed: w('已处置', 'disposed of'),
  notVerified: w('未从硬盘读回核对', 'not read back from the disk'),
  notArchived: w('尚未入局档案', 'not archived yet'),
  clipStays: w('主文件仍在设备上', 'its clip stays'),
  failed: w('清除失败', 'erasing failed'),
};

/** With what the archives lack, where that is why. */
export function eraseBarText({ what, lacking }: EraseBar, language: Language): string {
  const said = ERASE_BAR_WORDS[what][language];
  if (lacking.length === 0) return said;
  const why = lacking.map((lack) => lackText(lack, language)).join(language === 'zh' ? '；' : '; ');
  return language === 'zh' ? `${said}（${why}）` : `${said} (${why})`;
}
