/** The three things a person is told of an error, and the sentences about the evidence that come up again and again. */
import type { Bilingual } from '../language.js';

export interface ErrorText {
  readonly what: Bilingual;
  readonly evidence: Bilingual;
  readonly action: Bilingual;
}

export const UNTOUCHED: Bilingual = { zh: '没有资料受到影响。', en: 'No evidence is affected.' };
export const ON_CAMERA: Bilingual = {
  zh: '该文件仍在执法记录仪上，尚未入库，请勿清除。',
  en: 'The clip is still on the camera and not yet stored. Do not clear the camera.',
};
export const ON_CAMERA_ALL: Bilingual = {
  zh: '未入库的文件仍在执法记录仪上，请勿清除；已入库的不受影响。',
  en: 'What is not stored is still on the camera: do not clear it. What is stored is not affected.',
};

export const NAME_ONLY: Bilingual = {
  zh: '原始文件及其原名不受影响；名称改好之前，该文件不会同步到局档案。',
  en: 'The original and its own name are as they were; the clip does not go to the archive until the name is mended.',
};

export const text = (
  zhWhat: string,
  enWhat: string,
  evidence: Bilingual,
  zhAction: string,
  enAction: string,
): ErrorText => ({
  what: { zh: zhWhat, en: enWhat },
  evidence,
  action: { zh: zhAction, en: enAction },
});
