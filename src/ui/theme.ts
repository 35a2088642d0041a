/** Readable on a bright counter and in a dark room, and big enough for a finger. Contrast is 4.5 : 1 and more. */
import type { ThemeConfig } from 'antd';
import type { Language } from '../i18n/language.js';

/** Only fonts of the machine: nothing is fetched. */
const CHINESE = "'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', 'WenQuanYi Zen Hei'";
const LATIN = "system-ui, 'Noto Sans', 'Segoe UI', 'DejaVu Sans'";
/** The first that has a character gives it its shape: quotation marks are wide in Chinese and narrow in English. */
const FONTS: Readonly<Record<Language, string>> = {
  zh: `${CHINESE}, ${LATIN}, sans-serif`,
  en: `${LATIN}, ${CHINESE}, sans-serif`,
};

export const themeIn = (language: Language): ThemeConfig => ({
  token: {
    colorPrimary: '#0b4f8a',
    colorLink: '#0b4f8a',
    colorLinkHover: '#083a66',
    colorLinkActive: '#083a66',
    colorSuccess: '#146c2e',
    colorWarning: '#8a4b00',
    colorError: '#b3151b',
    colorText: '#14181d',
    colorTextSecondary: '#404b57',
    colorTextTertiary: '#55606c',
    colorTextDisabled: '#5f6a76',
    colorTextPlaceholder: '#5f6a76',
    colorBgLayout: '#eef1f4',
    colorBorder: '#8b97a5',
    borderRadius: 6,
    fontFamily: FONTS[language],
    fontSize: 15,
    controlHeight: 40,
    controlHeightSM: 32,
    // Old machines stutter, and nobody at the counter waits for an animation.
    motion: false,
    motionDurationFast: '0s',
    motionDurationMid: '0s',
    motionDurationSlow: '0s',
  },
  components: {
    Table: { headerBg: '#e3e8ee', cellPaddingBlock: 9 },
  },
});
