/** What is known of a clip. */
export const CLIP = {
  'clip.start': '开始（已校正）',
  'clip.camera.time': '设备时钟显示',
  'clip.stored': '入库时间',
  'clip.duration': '时长',
  'clip.camera': '设备',
  'clip.officer': '警号',
  'officer.byLedger': '{no}（领用登记）',
  'clip.size': '大小',
  'clip.path': '设备上的文件',
} as const;
