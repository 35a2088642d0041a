/** The part of pdfkit 0.20 that `write-pdf.ts` uses; the package has no types of its own. */
declare module 'pdfkit' {
  import type { Readable } from 'node:stream';

  export interface Reference {
    readonly data: Record<string, unknown>;
    end(content?: string): void;
  }

  /** Of fontkit. */
  interface OpenFont {
    readonly unitsPerEm: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    glyphForCodePoint(codePoint: number): Glyph;
  }

  export interface Glyph {
    readonly id: number;
    readonly advanceWidth: number;
    readonly codePoints: readonly number[];
  }

  /** In thousandths of the size. */
  export interface GlyphPosition {
    readonly xAdvance: number;
    readonly yAdvance: number;
    readonly xOffset: number;
    readonly yOffset: number;
    readonly advanceWidth: number;
  }

  export interface GlyphRun {
    readonly glyphs: readonly Glyph[];
    readonly positions: readonly GlyphPosition[];
    readonly advanceWidth: number;
  }

  export interface DocumentFont {
    readonly id: string;
    /** In thousandths of the size. */
    readonly ascender: number;
    readonly font: OpenFont;
    /** Which glyphs stand for a text, and where; may be replaced. */
    layout: (text: string) => GlyphRun;
    ref(): Reference;
    /** Glyphs of the subset as hexadecimal digits. */
    encode(text: string): [string[], unknown];
  }

  interface Options {
    readonly size: readonly [number, number];
    readonly margin: 0;
    readonly autoFirstPage: false;
    readonly fontLayoutCache: false;
    readonly lang: string;
    readonly displayTitle: true;
    readonly pdfVersion: '1.7';
    readonly info: Readonly<Record<'Title' | 'Subject' | 'Creator' | 'Producer', string>> &
      Readonly<Record<'CreationDate', Date>>;
  }

  class PDFDocument extends Readable {
    constructor(options: Options);
    /** The one text is drawn with. */
    readonly _font: DocumentFont;
    readonly page: { readonly fonts: Record<string, Reference>; readonly xobjects: Record<string, Reference> };
    /** @param face of a collection. @throws Error where it is none, or is not there */
    font(path: string, face?: string): this;
    fontSize(points: number): this;
    addPage(): this;
    text(text: string, x: number, y: number, options: { readonly lineBreak: false }): this;
    fillColor(color: string): this;
    strokeColor(color: string): this;
    lineWidth(points: number): this;
    moveTo(x: number, y: number): this;
    lineTo(x: number, y: number): this;
    rect(x: number, y: number, width: number, height: number): this;
    stroke(): this;
    fill(color: string): this;
    ref(data: Record<string, unknown>): Reference;
    addContent(operators: string): this;
    end(): void;
  }
  export default PDFDocument;
}
