/** Documents that are printed. */
import type { ErrorCode } from '../../domain/errors.js';
import { UNTOUCHED, text, type ErrorText } from './error-text.js';

export const PRINT_ERRORS = {
  'bwc.print.no_font': text(
    '工作站上没有可用的中文字体，不能生成 PDF。',
    'The station has no font for Chinese: no PDF can be made.',
    UNTOUCHED,
    '安装 Debian 软件包：apt-get install fonts-noto-cjk；或在 config.toml 的 [print] font 指定字体文件。',
    'Install the Debian package: apt-get install fonts-noto-cjk; or name a font file under [print] font in config.toml.',
  ),
  'bwc.print.failed': text(
    'PDF 没有生成。',
    'The PDF was not made.',
    UNTOUCHED,
    '运行 bwc doctor 查看字体是否可用，然后重试；不要使用已下载的残缺文件。',
    'See with bwc doctor whether the font works, then try again; do not use a part of a file.',
  ),
  'bwc.print.busy': text(
    '同时在生成的文件太多。',
    'Too many documents are being made at once.',
    UNTOUCHED,
    '稍候重试。',
    'Try again in a moment.',
  ),
} satisfies Partial<Record<ErrorCode, ErrorText>>;
