/** What each finding of `bwc archive audit` is. The codes are those of `ARCHIVE_FINDINGS`. */
import type { Bilingual } from './language.js';

const w = (zh: string, en: string): Bilingual => ({ zh, en });

export const AUDIT_WORDS = {
  'checkpoint.unreadable': w('不是检查点', 'it is no checkpoint'),
  'checkpoint.signature': w('检查点不是该站签名', 'the checkpoint is not signed by the station'),
  'checkpoint.misnamed': w('检查点与文件名不符', 'the checkpoint is not what its name says'),
  'checkpoint.missing': w('它接续的检查点已不在：被人移走', 'the checkpoint it follows is gone: somebody removed it'),
  'checkpoint.fork': w('该站有两份不同的日志', 'there are two logs of this station'),
  'checkpoint.rollback': w(
    '日志变短：被截断或换回旧副本',
    'the log is shorter: it was cut off, or an older copy put back',
  ),
  'checkpoint.inconsistent': w(
    '日志不接续：已有留痕被改写',
    'the log does not go on from the one before: entries were rewritten',
  ),
  'checkpoint.removed': w(
    '见证过的检查点不在档案中：档案被换回旧状态，或被人删除',
    'a checkpoint that was witnessed is not in the archive: it was put back to an older state, or somebody removed it',
  ),
  'receipt.signature': w('回执的签名不符', 'the signature of the receipt does not hold'),
  'key.other': w('档案中该站的公钥与给出的不同', 'it is another key than the one that was given for the station'),
  'key.unknown': w('档案中没有使用该公钥的站', 'no station in the archive has this key'),
  'record.malformed': w('不是 bwc.record/1 记录', 'it is no record bwc.record/1'),
  'record.misplaced': w('记录放错了位置', 'it is the record of something else'),
  'record.chain': w('不接续前一版本', 'it does not follow from the version before it'),
  'record.altered': w('与日志中登记的摘要不符', 'it is not the record whose digest is in the log'),
  'record.removed': w('日志中登记了这一版本，但它不在', 'the log tells of this version, and it is not there'),
  'record.payload': w('记录所述的原件不在档案中', 'the original it tells of is not in the archive'),
  'entry.malformed': w('不是留痕', 'it is no custody entry'),
  'entry.order': w('留痕顺序错误或重复', 'it is out of order, or there twice'),
  'entry.other': w('留痕说的是另一个文件', 'the entry is about another clip'),
  'entry.proof': w('不能证明该留痕在已签名的日志中', 'the entry is not proven to be in the signed log'),
  'file.altered': w('内容与其名称（摘要）不符', 'its content is not what its name says'),
  'file.unreadable': w('无法读取', 'it cannot be read'),
  'file.unexpected': w('此处不应有的文件', 'nothing should lie under this name'),
} as const satisfies Readonly<Record<string, Bilingual>>;
