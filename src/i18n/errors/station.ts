/** The command line, the configuration, the data directory and the daemon. */
import type { ErrorCode } from '../../domain/errors.js';
import { ON_CAMERA_ALL, UNTOUCHED, text, type ErrorText } from './error-text.js';

export const STATION_ERRORS = {
  'bwc.usage': text(
    '命令用法有误。',
    'The command was not used as it is meant to be.',
    UNTOUCHED,
    '用 --help 查看用法和示例。',
    'See --help for usage and examples.',
  ),
  'bwc.config.invalid': text(
    '配置文件有误。',
    'The configuration is not valid.',
    UNTOUCHED,
    '按提示修改 config.toml 中的该项后重试。',
    'Correct the named key in config.toml and try again.',
  ),
  'bwc.config.missing': text(
    '找不到配置文件。',
    'The configuration file is missing.',
    UNTOUCHED,
    '从备份恢复 config.toml，或在新目录运行 bwc init。',
    'Restore config.toml from a backup, or run bwc init in a new folder.',
  ),
  'bwc.data.missing': text(
    '这里不是采集工作站的数据目录。',
    'This is no data directory of a station.',
    UNTOUCHED,
    '先运行 bwc init --data 目录，或用 --data 指定正确的目录。',
    'Run bwc init --data DIR first, or name the right folder with --data.',
  ),
  'bwc.data.exists': text(
    '该目录已被使用。',
    'The folder is in use already.',
    UNTOUCHED,
    '换一个空目录。',
    'Choose an empty folder.',
  ),
  'bwc.data.half_initialised': text(
    '数据目录的初始化没有完成。',
    'The data directory was only half initialised.',
    UNTOUCHED,
    '再次运行 bwc init，它会接着完成。',
    'Run bwc init again: it finishes what was begun.',
  ),
  'bwc.data.version': text(
    '数据目录由另一版本的程序写成，或已损坏。',
    'The data directory was written by another version, or is damaged.',
    {
      zh: '资料未被改动；本程序拒绝在看不懂的数据上写入。',
      en: 'Nothing was changed: this program does not write to what it cannot read.',
    },
    '使用与之相符的版本；若文件损坏，请从备份恢复后运行 bwc verify。',
    'Use the matching version; if a file is damaged, restore it from a backup and run bwc verify.',
  ),
  'bwc.data.locked': text(
    '数据目录正被另一进程使用。',
    'Another process is using the data directory.',
    UNTOUCHED,
    '等它结束，或先停止它；同一目录只能有一个写入者。',
    'Wait for it to end or stop it: a data directory has one writer.',
  ),
  'bwc.data.not_writable': text(
    '数据目录无法写入。',
    'The data directory cannot be written.',
    ON_CAMERA_ALL,
    '检查磁盘是否只读、已满，以及目录权限。',
    'Check whether the disk is read-only or full, and the folder’s permissions.',
  ),
  'bwc.data.durability': text(
    '数据库没有以断电不丢失的方式打开。',
    'The database is not opened so that it survives a power cut.',
    {
      zh: '为避免丢失已确认的资料，工作站拒绝启动。',
      en: 'The station does not start, so that nothing acknowledged can be lost.',
    },
    '检查该磁盘的文件系统；不要放在网络盘或内存盘上。',
    'Check the disk’s file system; do not use a network or memory disk.',
  ),
  'bwc.data.corrupt': text(
    '数据库文件已损坏。',
    'The database file is damaged.',
    {
      zh: '原件文件未动，可用备份或档案恢复记录。',
      en: 'The originals were not touched; the records can be restored from a backup or the archive.',
    },
    '不要继续使用；保全整个数据目录，检查磁盘，联系管理员。',
    'Do not go on with it: keep the whole data directory as it is, check the disk, call the administrator.',
  ),
  'bwc.daemon.unreachable': text(
    '无法连接本站。',
    'The station cannot be reached.',
    UNTOUCHED,
    '用 bwc start 启动服务，或用 systemctl status 查看。',
    'Start it with bwc start, or look at systemctl status.',
  ),
  'bwc.internal': text(
    '程序出现意外错误。',
    'The program failed in a way nobody foresaw.',
    ON_CAMERA_ALL,
    '保留日志并报告；重新插入设备再试。',
    'Keep the log and report it; dock the camera again.',
  ),
} satisfies Partial<Record<ErrorCode, ErrorText>>;
