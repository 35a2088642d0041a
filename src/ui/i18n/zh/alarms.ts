/** Alarms by kind. */
export const ALARMS = {
  'alarm.serial.duplicate': '两台设备编号相同',
  'alarm.camera.clock_ahead': '执法记录仪时钟偏快',
  'alarm.camera.other': '采集口换成了另一台设备',
  'alarm.camera.unfit': '设备不符合使用要求',
  'alarm.disk.reserve_reached': '磁盘空间不足，已停止采集',
  'alarm.disk.write_failed': '磁盘写入失败',
  'alarm.visit.crashed': '设备读取反复失败',
  'alarm.store.finding': '核验发现问题',
  'alarm.store.orphan_original': '有文件未登记',
  'alarm.disposal.unfinished': '已批准销毁的文件未能删除',
  'alarm.media.unavailable': '无法读取视频信息',
  'alarm.archive.unreachable': '局档案无法使用',
  'alarm.archive.refused': '局档案拒收文件',
  'alarm.archive.waiting': '资料等待入档时间过长',
  'alarm.archive.log_changed': '留痕日志与局档案所存不一致',
  'alarm.other': '其他报警',
} as const;
