/** The bureau's catalogue. */
import type { ErrorCode } from '../../domain/errors.js';
import { text, type ErrorText } from './error-text.js';
import type { Bilingual } from '../language.js';

const IN_ARCHIVE: Bilingual = {
  zh: '档案中的资料不受影响；目录可随时由档案重新导入。',
  en: 'What lies in the archive is not affected; the catalogue can be imported from it again at any time.',
};

export const BUREAU_ERRORS = {
  'bwc.bureau.database': text(
    '没有可用的数据库地址，或该数据库不存在。',
    'There is no usable address of a database, or no such database.',
    IN_ARCHIVE,
    '用 --database 或环境变量 BWC_BUREAU_DATABASE 给出 postgresql://用户@主机/数据库；先用 createdb 建立数据库。',
    'Give postgresql://USER@HOST/DATABASE with --database or in BWC_BUREAU_DATABASE; createdb makes the database first.',
  ),
  'bwc.bureau.unreachable': text(
    '无法连接目录数据库，或连接中断。',
    'The catalogue’s database cannot be reached, or the connection broke.',
    {
      zh: '档案中的资料不受影响；已提交的导入有效，再次导入会从中断处继续。',
      en: 'What lies in the archive is not affected. What was committed stands; importing again goes on from there.',
    },
    '检查 PostgreSQL 是否运行、地址和防火墙是否正确，然后重试。',
    'Check that PostgreSQL runs and that address and firewall are right, then try again.',
  ),
  'bwc.bureau.credentials': text(
    '数据库不接受该用户或密码。',
    'The database does not accept this user or password.',
    IN_ARCHIVE,
    '把密码写入 ~/.pgpass（0600）或环境变量 PGPASSWORD；核对 pg_hba.conf。',
    'Put the password into ~/.pgpass (0600) or PGPASSWORD; check pg_hba.conf.',
  ),
  'bwc.bureau.forbidden': text(
    '该用户没有执行此操作的权限。',
    'This user may not do that.',
    IN_ARCHIVE,
    '检索和统计需要角色 bwc_bureau_reader，导入需要 bwc_bureau_importer，建立目录和登记工作站由数据库所有者进行。',
    'Searching takes the role bwc_bureau_reader, importing bwc_bureau_importer; the database’s owner sets up and registers stations.',
  ),
  'bwc.bureau.encoding': text(
    '数据库的编码不是 UTF8，存不下中文。',
    'The database’s encoding is not UTF8: it cannot hold Chinese.',
    IN_ARCHIVE,
    '新建数据库：createdb --encoding=UTF8 --template=template0 名称。',
    'Make another: createdb --encoding=UTF8 --template=template0 NAME.',
  ),
  'bwc.bureau.schema': text(
    '数据库中没有目录，或目录版本较旧。',
    'There is no catalogue in this database, or an older one.',
    IN_ARCHIVE,
    '由数据库所有者运行 bwc bureau init。',
    'Have the database’s owner run bwc bureau init.',
  ),
  'bwc.bureau.newer': text(
    '目录由较新版本的程序建立，本程序未作任何改动。',
    'The catalogue was made by a newer program; nothing was changed.',
    IN_ARCHIVE,
    '升级本程序。',
    'Update this program.',
  ),
  'bwc.bureau.append_only': text(
    '目录只增不改：该操作会改写或删除已有记录，已拒绝。',
    'The catalogue is only added to: this would change or remove what is there, and was refused.',
    { zh: '没有任何内容被改动。', en: 'Nothing was changed.' },
    '不要直接修改目录的数据表；如由本程序引起，请连同此信息报告。',
    'Do not write to its tables by hand; where this program did it, report it with this message.',
  ),
  'bwc.bureau.key': text(
    '公钥不可用，或该工作站已用另一把公钥登记。',
    'The key cannot be used, or the station is registered with another one.',
    {
      zh: '已登记的公钥不变；另一把密钥签名的内容一律不导入。',
      en: 'The key that is registered stays; nothing signed with another one is imported.',
    },
    '用另外的途径（电话、打印件）核对公钥的 SHA-256；工作站换发密钥须作为新的工作站登记。',
    'Compare the keys’ SHA-256 by another way (telephone, a print). A station with a new key is registered as a new station.',
  ),
  'bwc.bureau.failed': text(
    '数据库拒绝了该操作。',
    'The database refused this.',
    IN_ARCHIVE,
    '查看给出的原因和 PostgreSQL 日志（如磁盘空间），处理后重试。',
    'See the reason given and PostgreSQL’s log (room on the disk, for one), mend that and try again.',
  ),
} satisfies Partial<Record<ErrorCode, ErrorText>>;
