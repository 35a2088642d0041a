/** The custody log and the store. */
import type { ErrorCode } from '../../domain/errors.js';
import { UNTOUCHED, text, type ErrorText } from './error-text.js';

export const STORE_ERRORS = {
  'bwc.custody.regression': text(
    '留痕日志比已签名的短，或与之不符。',
    'The custody log is shorter than what was signed, or differs from it.',
    {
      zh: '日志可能被截断、改写，或数据库被旧备份替换。原件文件未动。',
      en: 'It may have been truncated, rewritten or replaced by an older copy. The originals were not touched.',
    },
    '不要继续使用；保全整个数据目录，运行 bwc verify，联系管理员。',
    'Do not go on with it: keep the whole data directory as it is, run bwc verify, call the administrator.',
  ),
  'bwc.custody.key_missing': text(
    '找不到工作站的签名密钥。',
    'The station’s signing key is missing.',
    { zh: '已有记录仍可用公钥核验。', en: 'What was signed can still be checked with the public key.' },
    '从备份恢复 station.key（权限 0600）。',
    'Restore station.key from a backup (mode 0600).',
  ),
  'bwc.custody.key_mismatch': text(
    '签名密钥与本站不符。',
    'The signing key is not this station’s.',
    { zh: '密钥可能被替换；记录不受影响。', en: 'The key may have been replaced; the records are not affected.' },
    '恢复原来的 station.key 和 station.pub，权限 0600。',
    'Restore the original station.key and station.pub, mode 0600.',
  ),
  'bwc.custody.chain_broken': text(
    '留痕日志被改动或损坏。',
    'The custody log was altered or is damaged.',
    {
      zh: '原件文件未动；被指出的条目不可再作依据。',
      en: 'The originals were not touched; the named entry can no longer be relied on.',
    },
    '保全整个数据目录，运行 bwc verify，联系管理员。',
    'Keep the whole data directory as it is, run bwc verify, call the administrator.',
  ),
  'bwc.store.original_altered': text(
    '原件内容被改动。',
    'An original was altered.',
    { zh: '现有内容不是入库时的内容。', en: 'Its content is not what was stored.' },
    '保全现状并报告；从备份或档案取回原件。',
    'Keep it as it is and report it; fetch the original from a backup or the archive.',
  ),
  'bwc.store.not_found': text(
    '没有找到。',
    'Not found.',
    UNTOUCHED,
    '核对编号；可用 bwc clips 或 bwc visits 查看。',
    'Check the id; bwc clips and bwc visits list them.',
  ),
} satisfies Partial<Record<ErrorCode, ErrorText>>;
