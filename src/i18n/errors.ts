/** What happened, what it means for the evidence, what to do: for every error code, in both languages. */
import type { ErrorCode } from '../domain/errors.js';
import type { Bilingual } from './language.js';

export interface ErrorText {
  readonly what: Bilingual;
  readonly evidence: Bilingual;
  readonly action: Bilingual;
}

const UNTOUCHED: Bilingual = { zh: '没有资料受到影响。', en: 'No evidence is affected.' };
const ON_CAMERA: Bilingual = {
  zh: '该文件仍在执法记录仪上，尚未入库，请勿清除。',
  en: 'The clip is still on the camera and not yet stored. Do not clear the camera.',
};
const ON_CAMERA_ALL: Bilingual = {
  zh: '未入库的文件仍在执法记录仪上，请勿清除；已入库的不受影响。',
  en: 'What is not stored is still on the camera: do not clear it. What is stored is not affected.',
};

const text = (zhWhat: string, enWhat: string, evidence: Bilingual, zhAction: string, enAction: string): ErrorText => ({
  what: { zh: zhWhat, en: enWhat },
  evidence,
  action: { zh: zhAction, en: enAction },
});

export const ERROR_TEXTS: Readonly<Record<ErrorCode, ErrorText>> = {
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
    '无法连接采集服务。',
    'The daemon cannot be reached.',
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
  'bwc.device.refused': text(
    '不是本站认识的执法记录仪。',
    'Not a camera this station knows.',
    { zh: '未读取其中的文件，也未作任何改动。', en: 'Its files were not read and nothing was changed.' },
    '确认设备型号；需要手工导入时用 bwc ingest 目录。',
    'Check the model; to take a folder in by hand use bwc ingest PATH.',
  ),
  'bwc.device.ambiguous': text(
    '设备同时符合多种类型，无法确定。',
    'The device looks like more than one kind of camera.',
    { zh: '未读取其中的文件。', en: 'Its files were not read.' },
    '请管理员核对设备与配置。',
    'Have the administrator check the device and its profile.',
  ),
  'bwc.device.profile_invalid': text(
    '设备类型描述文件有误。',
    'A camera profile is not valid.',
    UNTOUCHED,
    '按提示改正该文件，或重新安装。',
    'Correct the named file or reinstall.',
  ),
  'bwc.device.gone': text(
    '设备在读取时断开。',
    'The camera vanished while it was read.',
    ON_CAMERA_ALL,
    '重新插入同一设备，将从断点继续。',
    'Dock the same camera again: copying goes on where it stopped.',
  ),
  'bwc.device.changed': text(
    '设备或其中的文件在读取时变了。',
    'The camera or a file on it changed while it was read.',
    ON_CAMERA,
    '等设备停止录制后重新插入。',
    'Wait until it stops recording and dock it again.',
  ),
  'bwc.device.read_error': text(
    '设备存储介质读取出错。',
    'The camera’s medium returned a read error.',
    {
      zh: '该文件未入库；介质可能损坏，请勿格式化，原件仍在卡上。',
      en: 'The clip is not stored; the card may be failing. Do not format it: the original is still there.',
    },
    '换读卡口再试；仍失败则封存存储卡并登记故障台账。',
    'Try another slot; if it still fails, set the card aside and enter it in the fault ledger.',
  ),
  'bwc.device.busy': text(
    '采集设备正被其他程序占用。',
    'Another program is using the camera.',
    UNTOUCHED,
    '退出提示中列出的程序（桌面文件管理器、adb 等），再重新插入。',
    'End the program named (a file manager, adb), then dock the camera again.',
  ),
  'bwc.device.unconfirmed': text(
    '未知型号的 MTP 设备，尚未由专管员确认。',
    'An MTP device of a kind that nobody has described or confirmed.',
    UNTOUCHED,
    '确认是执法记录仪后，将其 USB 标识写入 config.toml 的 confirmed_usb，再重新插入。',
    'If it is a camera, add its USB id to confirmed_usb in config.toml and dock it again.',
  ),
  'bwc.device.timeout': text(
    '设备长时间没有响应。',
    'The camera stopped answering.',
    ON_CAMERA_ALL,
    '拔下重插；反复出现则登记故障。',
    'Dock it again; if it happens repeatedly, report a fault.',
  ),
  'bwc.device.unsupported': text(
    '没有可用的设备驱动，或驱动不支持此操作。',
    'There is no driver for this, or it cannot do this.',
    UNTOUCHED,
    '检查 config.toml 中的 extra_drivers。',
    'Check extra_drivers in config.toml.',
  ),
  'bwc.device.listing_failed': text(
    '无法列出设备中的文件。',
    'The files on the camera could not be listed.',
    ON_CAMERA_ALL,
    '重新插入；仍失败则登记故障台账。',
    'Dock it again; if it still fails, enter it in the fault ledger.',
  ),
  'bwc.device.protocol': text(
    '设备的应答不符合通信协议（PTP/MTP）。',
    'The camera sent an answer that breaks the protocol (PTP/MTP).',
    ON_CAMERA_ALL,
    '重新插入；反复出现则登记故障，并附上日志。',
    'Dock it again; if it happens repeatedly, report a fault with the log.',
  ),
  'bwc.device.erase_refused': text(
    '未清除设备上的文件：它与入库归档的不一致，或受保护。',
    'The file was not erased from the camera: it is not what was archived, or it is protected.',
    {
      zh: '设备上的文件未被改动；归档件完好。',
      en: 'Nothing on the camera was changed; the archived clip is whole.',
    },
    '按提示核对该文件；不要手工删除或格式化。',
    'Look into what the message says; do not delete it by hand and do not format the card.',
  ),
  'bwc.device.erase_unconfirmed': text(
    '已请求清除设备上的文件，但结果与预期不符。',
    'A file was to be erased from the camera, and the camera does not show the outcome that was wanted.',
    {
      zh: '归档件完好；设备上的其余文件可能受影响，须逐一核对。',
      en: 'The archived clip is whole; other files on the camera may be affected and must be compared.',
    },
    '停用该设备并登记故障台账；重新插入后与清单核对。',
    'Take the camera out of use and enter it in the fault ledger; dock it again and compare with its listing.',
  ),
  'bwc.device.connect_failed': text(
    '无法与设备的主机接口建立连接。',
    'The camera’s host interface cannot be reached.',
    UNTOUCHED,
    '重新插入；仍失败则登记故障台账。',
    'Dock it again; if it still fails, enter it in the fault ledger.',
  ),
  'bwc.device.credential_missing': text(
    '未配置该型号设备的管理员密码。',
    'No administrator password is configured for cameras of this model.',
    { zh: '未尝试任何密码，未读取也未改动设备。', en: 'None was tried; the camera was neither read nor changed.' },
    '在 config.toml 的 [cameras.passwords] 中按提示的型号代码填写密码，重启服务后重新插入。',
    'Add it under [cameras.passwords] in config.toml by the model’s code, restart the daemon and dock the camera again.',
  ),
  'bwc.device.password_refused': text(
    '设备拒绝了该型号配置的密码。',
    'The camera refuses the password that is configured for its model.',
    {
      zh: '密码只试了一次，以免设备锁定；未读取其中的文件。',
      en: 'It was tried once only, because cameras may lock; no file was read.',
    },
    '核对 [cameras.passwords] 中该型号的密码，重启服务后重新插入。',
    'Correct the model’s password under [cameras.passwords], restart the daemon and dock the camera again.',
  ),
  'bwc.device.clock_refused': text(
    '设备拒绝校时。',
    'The camera refuses to have its clock set.',
    { zh: '时钟未改动，校时前的读数已记录在案。', en: 'Its clock is as it was, and what it read is on record.' },
    '请在设备上手动校时。',
    'Set the clock on the camera itself.',
  ),
  'bwc.device.switch_refused': text(
    '设备拒绝切换为存储盘模式。',
    'The camera refuses to become a disk.',
    ON_CAMERA_ALL,
    '停止录像后重新插入；反复出现则登记故障台账。',
    'Stop recording and dock it again; if it happens repeatedly, enter it in the fault ledger.',
  ),
  'bwc.device.value_unencodable': text(
    '该内容无法写入设备的信息字段。',
    'This value cannot be written into the camera’s identity record.',
    { zh: '未作截断，设备未改动。', en: 'Nothing was cut to fit; the camera is unchanged.' },
    '缩短或更换该字段的内容（GBK 编码，长度有限）。',
    'Shorten or change the value: the field is GBK text of a few bytes.',
  ),
  'bwc.device.other_camera': text(
    '切换为存储盘后，卡口上出现的是另一台设备。',
    'Another camera came back in the slot than was sent to become a disk.',
    {
      zh: '未读取其中的文件，避免张冠李戴；已产生告警。',
      en: 'Its files were not read, so that nothing is ascribed to the wrong camera; an alarm was raised.',
    },
    '核对两台设备的编号，取出后分别重新插入。',
    'Compare the serials named, take the camera out and dock each again.',
  ),
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
};
