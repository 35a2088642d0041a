/** Titles and words of lists of clips that leave the station. */
import type { ClipKind, ClipState, LabelStateName } from '../domain/clip.js';
import type { Bilingual } from './language.js';

const w = (zh: string, en: string): Bilingual => ({ zh, en });

export const LIST_SHEET = w('检索清单', 'Clips');

export const LIST_TITLES = {
  start: w('开始时间', 'Began'),
  end: w('结束时间', 'Ended'),
  seconds: w('时长（秒）', 'Seconds'),
  kind: w('类型', 'Kind'),
  party: w('当事人', 'Party'),
  place: w('地点', 'Place'),
  event: w('执法活动种类', 'Kind of activity'),
  content: w('内容', 'About'),
  category: w('类别', 'Category'),
  unit: w('单位', 'Unit'),
  officers: w('标注的执法人员', 'Officers of the label'),
  officer: w('摄录人', 'Recorded by'),
  camera: w('设备', 'Camera'),
  case: w('案号', 'Case number'),
  label: w('标注', 'Label'),
  state: w('核对', 'Checked'),
  important: w('重要', 'Important'),
  disposed: w('已处置', 'Disposed of'),
  stored: w('入库时间', 'Stored'),
  name: w('统一命名', 'Canonical name'),
  path: w('原路径', 'Path on the camera'),
  bytes: w('字节数', 'Bytes'),
  id: w('资料编号', 'Clip'),
  sha256: w('SHA-256', 'SHA-256'),
  lies: w('原件存放', 'Original lies'),
} as const satisfies Readonly<Record<string, Bilingual>>;
export type ListColumn = keyof typeof LIST_TITLES;

export const LIST_WORDS: Readonly<
  Record<ClipKind | ClipState | LabelStateName | 'yes' | 'onStation' | 'atArchive', Bilingual>
> = {
  video: w('视频', 'video'),
  audio: w('音频', 'audio'),
  photo: w('照片', 'photo'),
  stored: w('已入库', 'stored'),
  verified: w('已回读核对', 'read back'),
  none: w('未标注', 'none'),
  incomplete: w('不完整', 'incomplete'),
  complete: w('完整', 'complete'),
  yes: w('是', 'yes'),
  onStation: w('本机', 'on this station'),
  atArchive: w('在局档案', 'at the archive'),
};
