/** The bureau archive. */
import type { ErrorCode } from '../../domain/errors.js';
import { text, type ErrorText } from './error-text.js';
import type { Bilingual } from '../language.js';

const ON_STATION: Bilingual = {
  zh: '原件仍在本站，完好无损；在局档案确认之前不会清除任何资料。',
  en: 'The originals are still on this station, whole; nothing is cleared before the archive has confirmed it.',
};

export const ARCHIVE_ERRORS = {
  'bwc.archive.unreachable': text(
    '暂时无法连接局档案，或局档案要求稍后再试。',
    'The archive cannot be reached, or asks to be tried again later.',
    ON_STATION,
    '检查网络和挂载；会自动重试。',
    'Check the network and the mount; it is tried again by itself.',
  ),
  'bwc.archive.full': text(
    '局档案空间已满。',
    'The archive is full.',
    ON_STATION,
    '请档案管理员扩容；腾出空间后会自动继续。',
    'Have its administrator make room; it goes on by itself then.',
  ),
  'bwc.archive.refused': text(
    '局档案拒绝接收该文件，重试也不会成功。',
    'The archive refuses this file, and would refuse it again.',
    ON_STATION,
    '查看给出的原因（如大小上限、权限策略），改好后重新提交该文件。',
    'See the reason given (a size limit, a policy), mend that, and submit the file again.',
  ),
  'bwc.archive.content': text(
    '写入局档案的内容与原件不符，已作废。',
    'What arrived at the archive was not what was sent; it was discarded.',
    ON_STATION,
    '会自动重传；反复出现时请检查网络、内存和档案磁盘。',
    'It is sent again by itself. Where it keeps happening, check network, memory and the archive’s disks.',
  ),
  'bwc.archive.conflict': text(
    '局档案中同一位置已有不同内容，未覆盖。',
    'The archive holds other content under this name; it was not overwritten.',
    {
      zh: '本站原件完好；档案中的那份可能损坏或被替换。',
      en: 'The original on this station is whole; the archive’s copy may be damaged or replaced.',
    },
    '保全现状，按给出的两个校验值核对，并报告档案管理员。',
    'Leave both as they are, compare the two digests given, and report it to the archive’s administrator.',
  ),
  'bwc.archive.source': text(
    '待同步的文件与入库时记录的不一致，未发送。',
    'The file to be sent is not what was recorded when it was stored; it was not sent.',
    { zh: '本站的原件可能已被改动或损坏。', en: 'The original on this station may have been altered or damaged.' },
    '运行 bwc verify，保全现状并报告。',
    'Run bwc verify, leave it as it is and report it.',
  ),
  'bwc.archive.missing': text(
    '局档案中没有该文件。',
    'The archive does not have this file.',
    {
      zh: '若此前已确认入档，说明档案中的文件被移走。',
      en: 'If it was confirmed before, somebody has removed it from the archive.',
    },
    '核对编号；曾经入档的，立即报告档案管理员。',
    'Check the name; if it was archived before, report it to the archive’s administrator at once.',
  ),
  'bwc.archive.lock': text(
    '局档案没有按要求锁定文件的保存期限。',
    'The archive does not hold the retention it was asked for.',
    {
      zh: '文件已送达但未锁定，不算入档；原件仍在本站。',
      en: 'The file arrived but is not locked, so it does not count as archived; the original is still on this station.',
    },
    '请档案管理员检查存储桶的对象锁定和账号权限。',
    'Have its administrator check the bucket’s object lock and this account’s permissions.',
  ),
  'bwc.archive.marker': text(
    '这里不是所配置的局档案。',
    'This is not the archive that was configured.',
    ON_STATION,
    '检查是否已挂载、存储桶是否正确；新的档案须先初始化。',
    'Check that it is mounted and that the bucket is the right one; a new archive is initialised first.',
  ),
  'bwc.archive.vanished': text(
    '局档案的共享目录或存储桶不见了，或已被清空。',
    'The archive’s share or bucket is gone, or was emptied.',
    {
      zh: '原件仍在本站；此前已入档的资料请立即核实。',
      en: 'The originals are still on this station. What was archived before must be looked after at once.',
    },
    '重新挂载；存储桶被删除的，立即报告档案管理员。',
    'Mount it again; where the bucket was deleted, report it to the archive’s administrator at once.',
  ),
  'bwc.archive.credentials': text(
    '局档案不接受本站的账号。',
    'The archive does not accept this station’s account.',
    ON_STATION,
    '核对密钥是否被停用或更换、权限是否足够。',
    'Check whether the key was revoked or replaced and whether its permissions suffice.',
  ),
  'bwc.archive.clock': text(
    '本站时钟与局档案相差过大。',
    'This station’s clock and the archive’s are too far apart.',
    ON_STATION,
    '校准本站时钟（NTP）后会自动继续。',
    'Set this station’s clock (NTP); it goes on by itself then.',
  ),
  'bwc.archive.unfit': text(
    '局档案经检验达不到入档要求。',
    'The archive was tried, and does not hold to what it has to.',
    ON_STATION,
    'bwc doctor 会列出未通过的检验：请档案管理员改正，或改正 lock；之后会自动重新检验。',
    'bwc doctor names the checks that failed: have its administrator mend it, or correct lock; it is tried again by itself.',
  ),
  'bwc.archive.key_file': text(
    '局档案的密钥文件不能使用。',
    'The file that holds the archive’s key cannot be used.',
    ON_STATION,
    '密钥文件须在数据目录之外、仅本站可读（chmod 600），内容为 access_key_id 和 secret_access_key 两行；改好后会自动继续。',
    'It has to lie outside the data directory, readable by the station only (chmod 600), with the two lines access_key_id and secret_access_key; once mended, sync goes on by itself.',
  ),
  'bwc.archive.config': text(
    '局档案的设置有误。',
    'The archive’s settings are wrong.',
    ON_STATION,
    '按给出的说明改正配置。',
    'Correct the configuration as the message says.',
  ),
  'bwc.archive.cancelled': text(
    '同步已按要求停止。',
    'The transfer was stopped on request.',
    ON_STATION,
    '下次同步会从中断处继续。',
    'The next sync goes on from where it stopped.',
  ),
} satisfies Partial<Record<ErrorCode, ErrorText>>;
