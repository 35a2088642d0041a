/** What each finding of the rolling read-back is, what it means for the evidence, and what to do. */
import type { Bilingual } from './language.js';

const w = (zh: string, en: string): Bilingual => ({ zh, en });

export const ARCHIVE_FINDING_WORDS = {
  missing: w(
    '局档案中已没有这份资料。查明谁删除了它，并从本站或另一档案放回。',
    'The archive does not have it any more. Find out who removed it, and put it back from the station or another archive.',
  ),
  version_gone: w(
    '入档的那个版本已被删除，同名下可能是别的内容。请档案管理员查明并恢复。',
    'The version that was archived was removed; something else may be under its name. Have the archive’s administrator find out and restore it.',
  ),
  hidden: w(
    '有人在档案中删除了它：字节仍在，但不再显示。请档案管理员撤销删除标记并查明原因。',
    'Somebody deleted it: the bytes are kept and not shown. Have the administrator take the deletion marker off and find out why.',
  ),
  altered: w(
    '局档案中的字节与入档时不同，不能作为原件使用。保全现状，从完好的副本恢复。',
    'Its bytes are not those that were archived: that copy is no original. Keep things as they are and restore it from a whole copy.',
  ),
  unreadable: w(
    '局档案读不出这份资料或其锁定记录：存储可能损坏。请档案管理员检查存储。',
    'The archive cannot read it, or its notes: the medium may fail. Have the administrator look at it.',
  ),
  lock_shortened: w(
    '锁定期限短于当时确认的期限，或约束变弱：可能被提前删除。请档案管理员查明并重新锁定。',
    'It is locked for less long, or less strictly, than was confirmed: it may be deleted too early. Have it locked again and find out why.',
  ),
  hold_gone: w(
    '当时确认的法律保全已被解除：可能被删除。请档案管理员查明并重新设置。',
    'The legal hold that was confirmed was lifted there: it may be deleted. Have it set again and find out why.',
  ),
} as const satisfies Record<string, Bilingual>;

const words: Readonly<Record<string, Bilingual | undefined>> = ARCHIVE_FINDING_WORDS;

/** A kind that a newer station wrote stands for itself. */
export const archiveFindingWord = (kind: string): Bilingual => words[kind] ?? { zh: kind, en: kind };
