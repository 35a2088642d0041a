/** A clip's way to the disk, and what can be read out of it. */
import type { ErrorCode } from '../../domain/errors.js';
import { ON_CAMERA_ALL, ON_CAMERA, UNTOUCHED, text, type ErrorText } from './error-text.js';

export const INGEST_ERRORS = {
  'bwc.ingest.source_missing': text(
    '找不到要导入的目录。',
    'The folder to take in is not there.',
    UNTOUCHED,
    '检查路径。',
    'Check the path.',
  ),
  'bwc.ingest.source_changed': text(
    '文件在读取过程中发生变化。',
    'The clip changed while it was read.',
    ON_CAMERA,
    '等录制结束后重新插入。',
    'Wait until recording has ended and dock the camera again.',
  ),
  'bwc.ingest.short_read': text(
    '读到的字节比文件应有的少。',
    'Fewer bytes came than the file should have.',
    ON_CAMERA,
    '重新插入再试；仍失败则登记故障。',
    'Dock it again; if it still fails, report a fault.',
  ),
  'bwc.ingest.impossible_size': text(
    '文件标示的大小不可能。',
    'The file claims a size that cannot be.',
    {
      zh: '该文件未入库；目录项可能损坏，卡上内容未动。',
      en: 'The file is not stored; its directory entry may be damaged. The card is untouched.',
    },
    '封存存储卡，交技术人员检查。',
    'Set the card aside for a technician.',
  ),
  'bwc.ingest.disk_full': text(
    '工作站磁盘已满。',
    'The station’s disk is full.',
    ON_CAMERA_ALL,
    '腾出或增加磁盘空间，然后重新插入设备。',
    'Free or add disk space, then dock the camera again.',
  ),
  'bwc.ingest.reserve_reached': text(
    '工作站磁盘只剩预留空间，已停止采集。',
    'Only the reserved space is left on the station’s disk: ingest has stopped.',
    ON_CAMERA_ALL,
    '腾出或增加磁盘空间；采集会自动继续，或重新插入设备。',
    'Free or add disk space; ingest goes on by itself, or dock the camera again.',
  ),
  'bwc.ingest.write_error': text(
    '写入工作站磁盘失败。',
    'Writing to the station’s disk failed.',
    ON_CAMERA,
    '检查磁盘健康（smartctl）；更换前不要继续使用。',
    'Check the disk’s health (smartctl) and do not rely on it until then.',
  ),
  'bwc.ingest.fsync_failed': text(
    '磁盘未能确认写入。',
    'The disk did not confirm the write.',
    {
      zh: '该次写入已作废；文件仍在执法记录仪上。磁盘可能有故障。',
      en: 'That write was thrown away; the clip is still on the camera. The disk may be failing.',
    },
    '检查磁盘健康（smartctl），必要时更换。',
    'Check the disk’s health (smartctl) and replace it if need be.',
  ),
  'bwc.ingest.readback_mismatch': text(
    '回读内容与写入不一致。',
    'The disk does not return what was written to it.',
    {
      zh: '错误的副本已丢弃；文件仍在执法记录仪上。磁盘或内存可能有故障。',
      en: 'The wrong copy was thrown away; the clip is still on the camera. Disk or memory may be failing.',
    },
    '停用该工作站并检查磁盘和内存。',
    'Take the station out of use and check disk and memory.',
  ),
  'bwc.ingest.publish_conflict': text(
    '目标位置已有内容不同的文件。',
    'A file with other content stands where the clip belongs.',
    { zh: '两者都未改动；该文件仍在执法记录仪上。', en: 'Neither was changed; the clip is still on the camera.' },
    '运行 bwc verify，并请管理员查明该文件来源。',
    'Run bwc verify and have the administrator find out where that file came from.',
  ),
  'bwc.ingest.visit_crashed': text(
    '读取设备的进程意外结束。',
    'The process that read the camera ended unexpectedly.',
    ON_CAMERA_ALL,
    '重新插入；反复出现请报告。',
    'Dock it again; report it if it happens repeatedly.',
  ),
  'bwc.ingest.cancelled': text(
    '已按要求停止。',
    'Stopped on request.',
    ON_CAMERA_ALL,
    '重新插入设备即可继续。',
    'Dock the camera again to go on.',
  ),
  'bwc.media.sandbox_unavailable': text(
    '无法安全地解析媒体信息。',
    'Media facts cannot be read safely on this machine.',
    {
      zh: '原件照常入库并校验，只是没有时长、缩略图等信息。',
      en: 'Originals are stored and verified all the same; only duration, picture and the like are missing.',
    },
    '安装 ffmpeg 和 bubblewrap；运行 bwc doctor。',
    'Install ffmpeg and bubblewrap; run bwc doctor.',
  ),
  'bwc.media.unreadable': text(
    '文件内容无法解析。',
    'The content cannot be understood.',
    { zh: '原件已按字节完整入库。', en: 'The original is stored byte for byte.' },
    '可能是录制中断；需要时交技术人员恢复。',
    'Recording may have been cut off; a technician may recover it.',
  ),
  'bwc.media.no_preview': text(
    '没有可播放的预览。',
    'There is no preview to play.',
    {
      zh: '预览只是为了观看；原件按字节完整在库，不受影响。',
      en: 'A preview is only for looking at: the original is stored byte for byte.',
    },
    '用 bwc preview 现在制作；仍不行时按给出的原因处理，或直接打开原件。',
    'Make one now with bwc preview; if that fails, see to the reason given, or open the original itself.',
  ),
  'bwc.media.range': text(
    '请求的范围超出了文件末尾。',
    'Nothing of the file lies in the range that was asked for.',
    UNTOUCHED,
    '按 content-range 给出的长度重新请求，或不带 Range 取整个文件。',
    'Ask again within the length that content-range gives, or without Range for all of it.',
  ),
} satisfies Partial<Record<ErrorCode, ErrorText>>;
