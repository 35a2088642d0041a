/** Texts for what can be wrong with labels, activities and cases. */
import type { ErrorCode } from '../../domain/errors.js';
import type { Bilingual } from '../language.js';
import { text, type ErrorText } from './error-text.js';

const NOT_PUT: Bilingual = {
  zh: '未作任何记载；原始文件和已有记载不受影响。',
  en: 'Nothing was put on record; the footage and what was on record are as they were.',
};

export const LABEL_ERRORS = {
  'bwc.label.unknown_word': text(
    '所填内容不在规定的选项内。',
    'That is not one of the words the rulebook gives.',
    NOT_PUT,
    '从列出的选项中选一个；bwc label form 显示全部选项。',
    'Choose one of those that are listed; bwc label form shows them all.',
  ),
  'bwc.label.officers': text(
    '执法人员不得少于两名，且均须填写执法证号。',
    'There must be at least two officers, each with the number of the certificate.',
    NOT_PUT,
    '补充第二名执法人员及执法证号，如 --officer 张三:闽A001 --officer 李四:闽A002。',
    'Add the second officer and the numbers, as in --officer 张三:闽A001 --officer 李四:闽A002.',
  ),
  'bwc.label.not_a_time': text(
    '日期或时间不正确，或在今天之后。',
    'That is no date or time, or it is still to come.',
    NOT_PUT,
    '日期写作 2026-03-02，时间写作 2026-03-02T16:05。',
    'Write a day as 2026-03-02 and a time as 2026-03-02T16:05.',
  ),
  'bwc.label.illegal_character': text(
    '内容里有看不见的字符（控制字符、方向标记等）。',
    'The text holds a character that cannot be seen: a control or a mark of direction.',
    NOT_PUT,
    '删去该字符后重试；一般由复制粘贴带入。',
    'Take the character out; it usually comes with copied text.',
  ),
  'bwc.label.too_long': text(
    '内容太长。',
    'The text is too long.',
    NOT_PUT,
    '缩短后重试；其余情况可写入备注。',
    'Shorten it; what else is to be said can go into the note.',
  ),
  'bwc.label.changed': text(
    '填写期间，别人已改过这一段的标注。',
    'Somebody else has changed this label since it was opened.',
    NOT_PUT,
    '核对两份内容后再保存；两份都会留在历次标注中。',
    'Compare the two and save again; both stay in the history of the label.',
  ),
  'bwc.activity.elsewhere': text(
    '该文件已属于另一项执法活动。',
    'The clip belongs to another activity already.',
    NOT_PUT,
    '先用 bwc activity leave 移出，并说明理由，再加入。',
    'Take it out with bwc activity leave, with the reason, and then join it.',
  ),
  'bwc.activity.not_member': text(
    '该文件不在这项执法活动中。',
    'The clip is not in that activity.',
    NOT_PUT,
    '用 bwc activity show 查看其中有哪些文件。',
    'See bwc activity show for the clips in it.',
  ),
  'bwc.case.elsewhere': text(
    '该文件已关联另一案件。',
    'The clip is joined to another case already.',
    NOT_PUT,
    '先用 bwc case leave 解除关联，并说明理由，再关联。',
    'Take it out with bwc case leave, with the reason, and then join it.',
  ),
  'bwc.case.not_member': text(
    '该文件未关联这一案件。',
    'The clip is not joined to that case.',
    NOT_PUT,
    '用 bwc case show 查看关联了哪些文件。',
    'See bwc case show for the clips in it.',
  ),
  'bwc.case.number_taken': text(
    '已有同一案号的案件。',
    'There is a case with that number already.',
    NOT_PUT,
    '核对案号；若是同一案件，用 bwc case join 关联。',
    'Check the number; where it is the same case, join the footage to it with bwc case join.',
  ),
  'bwc.case.state': text(
    '案件的状态不允许这样做。',
    'The state of the case does not allow that.',
    NOT_PUT,
    '用 bwc case show 查看案件状态。',
    'See bwc case show for its state.',
  ),
} satisfies Partial<Record<ErrorCode, ErrorText>>;
