/** Backups of the station, and restoring it from an archive. */
import type { ErrorCode } from '../../domain/errors.js';
import type { Bilingual } from '../language.js';
import { text, type ErrorText } from './error-text.js';

const NOTHING_CHANGED: Bilingual = {
  zh: '局档案和其中的资料未受影响，新目录不会作为工作站使用。',
  en: 'The archive and what it holds are untouched, and the new directory is not used as a station.',
};
const NO_BACKUP: Bilingual = {
  zh: '原件和记录不受影响；但本机损毁时，只能恢复到上一次备份。',
  en: 'Originals and records are not affected; but were this machine lost, only the last backup could be restored.',
};

export const BACKUP_ERRORS = {
  'bwc.backup.no_key': text(
    '没有配置恢复公钥，不能制作备份。',
    'No recovery key is configured, so that no backup can be made.',
    NO_BACKUP,
    '运行 bwc recovery-key make，把公钥写入 config.toml 的 [backup] recovery_key，私钥离线保管。',
    'Run bwc recovery-key make, put the public half under [backup] recovery_key in config.toml, and keep the private half off this machine.',
  ),
  'bwc.backup.no_room': text(
    '磁盘空间不足，不能制作备份。',
    'There is no room on the disk for a backup.',
    NO_BACKUP,
    '按给出的字节数腾出空间，下次同步时会自动制作。',
    'Make the room that is named; the next sync makes the backup by itself.',
  ),
  'bwc.backup.file': text(
    '配置中引用的文件无法读取，不能制作备份。',
    'A file that the configuration names cannot be read, so that no backup can be made.',
    NO_BACKUP,
    '恢复该文件或修改配置。',
    'Bring the file back, or correct the configuration.',
  ),
  'bwc.restore.key': text(
    '恢复私钥不对。',
    'This is not the recovery key.',
    NOTHING_CHANGED,
    '核对抄写是否有误，或取出编号相符的那把私钥。',
    'Check that it was copied without a mistake, or fetch the one with the fingerprint that is named.',
  ),
  'bwc.restore.station': text(
    '局档案中没有这个工作站，或有多个工作站而未指明。',
    'The archive does not know this station, or holds several and none was named.',
    NOTHING_CHANGED,
    '用 --station 给出列出的编号之一。',
    'Give one of the ids listed with --station.',
  ),
  'bwc.restore.no_backup': text(
    '局档案中没有可用的备份。',
    'The archive holds no backup that can be used.',
    NOTHING_CHANGED,
    '查看每个备份不可用的原因；试另一处局档案（异地备份）。',
    'See why each of them cannot be used, and try another archive (the off-site copy).',
  ),
  'bwc.restore.witnessed': text(
    '局档案见证过的日志比可用的备份更长。',
    'The archive has witnessed more of the log than the backup holds.',
    {
      zh: '备份之后的留痕条目已丢失，而局档案能证明它们存在过；以原来的身份继续会形成分叉。',
      en: 'Entries after the backup are lost, and the archive can prove that there were some: going on under the same name would be a fork.',
    },
    '先试另一处局档案；仍缺失时加 --as-successor，以新的编号和密钥继续，旧日志作为证据保留。',
    'Try another archive first; where it is lost for good, add --as-successor to go on under a new id and key, with the old log as evidence.',
  ),
  'bwc.restore.not_empty': text(
    '目标目录不是空的。',
    'The directory is not empty.',
    { zh: '其中的内容未动。', en: 'What is in it was not touched.' },
    '给出一个空目录或尚不存在的目录。',
    'Give an empty directory, or one that does not exist yet.',
  ),
  'bwc.restore.other': text(
    '该目录中有另一次未完成的恢复。',
    'An unfinished restore of something else lies in this directory.',
    { zh: '其中的内容未动。', en: 'What is in it was not touched.' },
    '用同样的参数继续那一次，或另给一个空目录。',
    'Go on with that one by the same arguments, or give another, empty directory.',
  ),
  'bwc.restore.no_room': text(
    '磁盘空间不足，恢复没有开始。',
    'There is not enough room on the disk; nothing was begun.',
    NOTHING_CHANGED,
    '换更大的磁盘，或用 --originals needed 把其余原件留在局档案。',
    'Use a larger disk, or --originals needed to leave the other originals at the archive.',
  ),
} satisfies Partial<Record<ErrorCode, ErrorText>>;
