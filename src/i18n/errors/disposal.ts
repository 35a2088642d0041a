/** Approvals on record, and the disposal of footage. */
import type { ErrorCode } from '../../domain/errors.js';
import { text, UNTOUCHED, type ErrorText } from './error-text.js';
import type { Bilingual } from '../language.js';

const STAYS: Bilingual = { zh: '资料没有被处置，仍在保存。', en: 'Nothing was disposed of; the footage is kept.' };

export const DISPOSAL_ERRORS = {
  'bwc.approval.role': text(
    '现行规则没有这个审批职务。',
    'The rulebook in force knows no such approver.',
    UNTOUCHED,
    '用 bwc approval ladder 查看应由谁审批，用提示中的职务登记。',
    'See bwc approval ladder for who has to approve, and give one of the offices named.',
  ),
  'bwc.approval.withdrawn': text(
    '该审批记录已经撤回。',
    'The approval is withdrawn already.',
    UNTOUCHED,
    '无需再次撤回；如已重新批准，请另行登记。',
    'There is nothing more to withdraw; put a new approval on record if there is one.',
  ),
  'bwc.disposal.done': text(
    '该资料此前已按批准处置。',
    'The clip was disposed of before, by decision of two people.',
    {
      zh: '原件已不在本站；处置证明和留痕仍在。',
      en: 'The original is gone; its certificate and its custody entries stay.',
    },
    '用 bwc dispose show 查看处置清单和证明；向提出要求的人说明情况。',
    'See bwc dispose show for the list and the certificate, and tell whoever asks.',
  ),
  'bwc.disposal.decided': text(
    '该处置清单已有决定。',
    'The proposal is decided already.',
    UNTOUCHED,
    '用 bwc dispose show 查看决定；需要时另提清单。',
    'See bwc dispose show for the decision; propose anew if need be.',
  ),
  'bwc.disposal.notice': text(
    '公示期未满，还不能批准处置。',
    'The notice still runs; the proposal cannot be approved yet.',
    STAYS,
    '到提示的日期后由另一人批准；期间有异议的，可冻结或不同意。',
    'Have another person approve from the day named; until then anybody may object by a hold or refuse.',
  ),
} satisfies Partial<Record<ErrorCode, ErrorText>>;
