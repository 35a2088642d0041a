/** Whether a font can be read and has Chinese: found out by using it. */
import { messageOf } from '../domain/errors.js';
import type { FontFile } from './font.js';
import { PdfWriter } from './write-pdf.js';

const HEAD = { title: '', mark: '', foot: '', language: 'zh', madeAt: '2026-01-01T00:00:00.000Z' } as const;
const SAMPLE = '执法记录仪';

/** @returns null where it works */
export function fontProblem(font: FontFile): string | null {
  try {
    const { drawable } = new PdfWriter(HEAD, font).metrics;
    const missing = Array.from(SAMPLE).filter((c) => !drawable(c.codePointAt(0) ?? 0));
    return missing.length === 0 ? null : `${font.path} has no ${missing.join(' ')}`;
  } catch (error) {
    return `${font.path}: ${messageOf(error)}`;
  }
}
