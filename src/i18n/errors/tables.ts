/** Spreadsheets that come in, and lists that go out. */
import type { ErrorCode } from '../../domain/errors.js';
import type { Bilingual } from '../language.js';
import { text, type ErrorText } from './error-text.js';

const NOTHING: Bilingual = {
  zh: '没有登记任何内容，原有记录不受影响。',
  en: 'Nothing was put on record; what was there stays as it was.',
};

export const TABLE_ERRORS = {
  'bwc.table.unreadable': text(
    '这个文件不是可以读取的 XLSX 表格。',
    'That is no XLSX spreadsheet that can be read.',
    NOTHING,
    '用表格软件打开后另存为 XLSX；加密的文件先去掉密码。',
    'Open it in a spreadsheet program and save it as XLSX; take a password off first.',
  ),
  'bwc.table.too_large': text(
    '表格太大：文件不超过 1 MiB，不超过 5000 行、40 列。',
    'The spreadsheet is too large: at most 1 MiB, 5000 rows and 40 columns.',
    NOTHING,
    '删去图片、空行和其他工作表，或分成几个文件。',
    'Take out pictures, empty rows and other sheets, or split it.',
  ),
  'bwc.table.formula': text(
    '表格里有公式，读到的值不一定是看到的值。',
    'There are formulas in it: what is read need not be what is shown.',
    NOTHING,
    '全选、复制、选择性粘贴为“值”，保存后再导入。',
    'Select all, copy, paste as values, save it, and import it again.',
  ),
  'bwc.table.columns': text(
    '第一行的列名与这张表不符。',
    'The titles in the first row are not those of this table.',
    NOTHING,
    '先导出一次，按导出文件的列名填写；每个列名只出现一次。',
    'Export the table first and use its titles, each of them once.',
  ),
  'bwc.table.cell': text(
    '单元格的内容不能登记。',
    'What the cell says cannot be put on record.',
    NOTHING,
    '改正这个单元格：内容过长、为空、含不可见字符，或不在可选范围内。',
    'Mend the cell: it is too long, empty, holds something that cannot be seen, or is none of the words there are.',
  ),
  'bwc.table.duplicate': text(
    '同一对象在表里出现了两次。',
    'The same one stands in the table twice.',
    NOTHING,
    '只保留一行。',
    'Keep one of the rows.',
  ),
  'bwc.table.refused': text(
    '有的行不能登记，因此整张表都没有导入。',
    'Some rows cannot be taken, and so none were.',
    NOTHING,
    '按列出的行和列改正后重新选择文件。',
    'Mend the rows and columns that are listed, and choose the file again.',
  ),
  'bwc.table.changed': text(
    '查看之后，本站的记录已有变化。',
    'What is on record has changed since the table was looked at.',
    NOTHING,
    '重新选择文件，核对后再导入。',
    'Choose the file again, look at what it would do, and import it then.',
  ),
  'bwc.list.too_long': text(
    '清单超过 20 万行，没有导出。',
    'The list has more than 200,000 rows and was not taken out.',
    { zh: '没有任何内容离开本站，记录不受影响。', en: 'Nothing left the station; what is on record stays as it is.' },
    '缩小检索范围（日期、人员、案件），分几次导出。',
    'Narrow the search, by date, officer or case, and take it out in several lists.',
  ),
} satisfies Partial<Record<ErrorCode, ErrorText>>;
