/** What an archive was tried for, and what it means where it does not hold to it. */
import type { Bilingual } from './language.js';

const w = (zh: string, en: string): Bilingual => ({ zh, en });

export const PROBE_WORDS = {
  wrongContentRefused: w('拒收与校验值不符的内容', 'refuses bytes that do not match their digest'),
  overwriteRefused: w('拒绝覆盖同名资料', 'refuses a second object under a taken name'),
  versioned: w('保留被替换、被删除的版本', 'keeps versions that are replaced or deleted'),
  lockReadBack: w('锁定期限可读回', 'shows the retention that was set'),
  shorteningRefused: w('拒绝缩短锁定期限', 'refuses to shorten a retention'),
  deletionRefused: w('拒绝删除锁定中的资料', 'refuses to delete what is locked'),
  defaultRetention: w('新资料自动锁定', 'locks new objects by itself'),
} as const satisfies Record<string, Bilingual>;

const words: Readonly<Record<string, Bilingual | undefined>> = PROBE_WORDS;

/** A check that a newer station made stands for itself. */
export const probeWord = (check: string): Bilingual => words[check] ?? { zh: check, en: check };
