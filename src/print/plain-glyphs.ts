/**
 * One glyph for each character, one after the other, as wide as the font says: lines are as wide as they were measured,
 * and each character can be found in the PDF again. Shaping would take ten times as long with a font of all of Chinese.
 */
import type { DocumentFont, Glyph, GlyphPosition, GlyphRun } from 'pdfkit';

interface PlainGlyph {
  readonly glyph: Glyph;
  readonly position: GlyphPosition;
}

export interface PlainGlyphs {
  readonly of: (codePoint: number) => PlainGlyph;
  readonly layout: (text: string) => GlyphRun;
}

export function plainGlyphs({ font }: Pick<DocumentFont, 'font'>): PlainGlyphs {
  const known = new Map<number, PlainGlyph>();
  const of = (codePoint: number): PlainGlyph => {
    const found = known.get(codePoint);
    if (found !== undefined) return found;
    const glyph = font.glyphForCodePoint(codePoint);
    const advanceWidth = (glyph.advanceWidth * 1000) / font.unitsPerEm;
    const position = { xAdvance: advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0, advanceWidth };
    const plain = { glyph, position };
    known.set(codePoint, plain);
    return plain;
  };
  const layout = (text: string): GlyphRun => {
    const run = Array.from(text, (c) => of(c.codePointAt(0) ?? 0));
    return {
      glyphs: run.map((g) => g.glyph),
      positions: run.map((g) => g.position),
      advanceWidth: run.reduce((width, { position }) => width + position.advanceWidth, 0),
    };
  };
  return { of, layout };
}
