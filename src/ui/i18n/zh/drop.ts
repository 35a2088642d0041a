/** Footage from phones and other recorders. */
export const DROP = {
  'drop.title': '手机等其他设备的资料：等待说明',
  'drop.noNote': '还没有来源说明，暂不入库',
  'drop.write': '填写说明',
  'drop.of': '来源说明：{path}',
  'drop.who': '拍摄人（姓名、执法证号）',
  'drop.device': '拍摄设备',
  'drop.report': '报告编号（如有）',
  'drop.about': '为何使用其他设备，拍摄内容',
  'drop.others': '同样用于这个目录中其余 {n} 个文件',
  'drop.told': '说明已保存，即将入库',
  'drop.line.who': '拍摄人：{text}',
  'drop.line.device': '拍摄设备：{text}',
  'drop.line.report': '报告编号：{text}',
  'drop.line.about': '说明：{text}',
} as const;
