/** Witnesses of the log. */
import type { ErrorCode } from '../../domain/errors.js';
import { text, type ErrorText } from './error-text.js';

export const WITNESS_ERRORS = {
  'bwc.witness.key': text(
    '见证密钥（或站点公钥）文件不能使用。',
    'A witness’s key, or a station’s, cannot be used.',
    {
      zh: '档案中的资料不受影响；但在此之前不会核验、也不会签发回执。',
      en: 'Nothing in the archive is touched; but nothing is checked and no receipt is signed until then.',
    },
    '按给出的说明检查文件；新的见证密钥用 bwc bureau witness-key 生成，旧文件不要删除。',
    'See to the file as the message says; bwc bureau witness-key makes a new key. Do not delete what is there.',
  ),
  'bwc.witness.no_receipt': text(
    '见证方没有给出可用的回执。',
    'The witness gave no receipt that can be used.',
    {
      zh: '资料和日志都在，同步照常进行；只是最近的留痕暂时只有本站自己的签名保护。',
      en: 'Footage and log are here and sync goes on; only the latest entries rest on this station’s own signature until then.',
    },
    '检查网络、见证方地址和公钥，并确认本站公钥已在见证方登记；会自动重试。',
    'Check the network, the witness’s address and key, and that it has this station’s key; it is tried again by itself.',
  ),
} as const satisfies Partial<Record<ErrorCode, ErrorText>>;
