/** What each kind of finding of `bwc verify` is, and what it means for the evidence. */
import type { Bilingual } from './language.js';

const w = (zh: string, en: string): Bilingual => ({ zh, en });

export const FINDING_WORDS = {
  'database.damaged': w(
    '数据库读不全：记录可能缺失，原件不受影响。保全数据目录，从备份恢复。',
    'The database cannot be read through: records may be missing, originals are not affected. Keep the directory as it is and restore from a backup.',
  ),
  'original.missing': w(
    '原件不在磁盘上：证据可能已丢失。先查执法记录仪和备份上是否还有。',
    'The original is not on the disk: evidence may be lost. See whether the camera or a backup still has it.',
  ),
  'original.altered': w(
    '原件与入库时不同：不能再作为原件使用。保全现状，从备份恢复并查明原因。',
    'Its bytes are not those that were stored: it is no original any more. Keep things as they are, restore it from a backup and find out why.',
  ),
  'original.disposed': w(
    '已按批准处置，文件却还在：处置没有做完，或文件被放回。',
    'It was disposed of by decision and is there all the same: that was not finished, or somebody put it back.',
  ),
  'original.cleared': w(
    '已清出本机、在局档案保存，文件却还在本机：清理没有做完，或文件被放回。证据不受影响。',
    'It was cleared from this disk, is at the archive, and is here all the same: that was not finished, or somebody put it back. The evidence is not affected.',
  ),
  'archive.missing': w(
    '局档案中没有应有的原件：立即报告档案管理员；本机仍有的，不会清理。',
    'The archive does not have an original it should have: report it to its administrator at once. What is still on this disk is not cleared.',
  ),
  'archive.altered': w(
    '局档案中的原件与入档时不同：保全现状，立即报告档案管理员，从其他副本恢复。',
    'The archive’s copy is not what was archived: keep things as they are, report it at once, and restore it from another copy.',
  ),
  'original.unreadable': w(
    '磁盘读不出原件：磁盘可能损坏。尽快备份并更换磁盘。',
    'The disk does not return its bytes: the disk may fail. Make a backup and change it soon.',
  ),
  'original.unexpected': w(
    '原件目录中有未登记的文件：它不是证据，来源须查明。',
    'A file among the originals that is on no record: it is no evidence, and somebody put it there.',
  ),
  'custody.chain': w(
    '留痕缺失、被改或次序不对：此后的留痕不能单独作为依据，须与外部保存的检查点核对。',
    'A custody entry is missing, altered or out of order: what follows it proves nothing by itself. Compare with checkpoints that others kept.',
  ),
  'custody.tree': w(
    '日志树的散列与留痕不符：证明可能无法核验，留痕本身另行核对。',
    'A hash of the log’s tree is not what the entries give: proofs may fail. The entries are checked apart.',
  ),
  'custody.checkpoint': w(
    '检查点的签名、大小或根不对：须与外部保存的检查点核对。',
    'A checkpoint has another signature, size or root: compare with those that others kept.',
  ),
  'custody.witness': w(
    '留痕日志与档案库签收的回执不一致：日志在签收之后被改过、删过，或回执不真。请保持现状并告知局档案管理员。',
    'The log is not the one an archive signed for: it was changed or cut after that, or the receipt is false. Leave all as it is and tell the bureau’s archive.',
  ),
  'row.altered': w(
    '记录与留痕不一致：以留痕为准，记录被改过。',
    'A record says something else than its custody entry: the entry counts, the record was changed.',
  ),
  'row.missing': w(
    '留痕所说的记录不在：以留痕为准，记录被删过。',
    'A record that a custody entry speaks of is gone: the entry counts, the record was removed.',
  ),
  'row.unexpected': w(
    '有记录而没有留痕：不能作为依据，来源须查明。',
    'A record that no custody entry speaks of: nothing rests on it, and somebody put it there.',
  ),
} as const satisfies Record<string, Bilingual>;

const words: Readonly<Record<string, Bilingual | undefined>> = FINDING_WORDS;

/** A kind that a newer station wrote stands for itself. */
export const findingWord = (kind: string): Bilingual => words[kind] ?? { zh: kind, en: kind };
