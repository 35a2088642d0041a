/** Pages as a PDF: the one file that touches pdfkit. Only the characters that are used are embedded. */
import PDFDocument, { type Reference } from 'pdfkit';
import type { Readable } from 'node:stream';
import { dateOf } from '../domain/time.js';
import type { DocumentHead } from './document.js';
import type { FontFile } from './font.js';
import { totalText, type FontMetrics } from './layout.js';
import { PAPER, type Mark, type Page } from './page.js';
import { plainGlyphs } from './plain-glyphs.js';

const INK = { plain: '#000000', quiet: '#555555', line: '#999999', shade: '#f0f0f0' } as const;
/** By this name the pages call the number of all pages. */
const TOTAL = 'Total';

export class PdfWriter {
  readonly metrics: FontMetrics;
  readonly #doc: PDFDocument;
  readonly #total: Reference;
  readonly #language: DocumentHead['language'];
  #pages = 0;

  /** @throws Error where the font cannot be read */
  constructor({ title, mark, language, madeAt }: DocumentHead, { path, face }: FontFile) {
    this.#doc = new PDFDocument({
      size: [PAPER.width, PAPER.height],
      margin: 0,
      autoFirstPage: false,
      fontLayoutCache: false,
      lang: language === 'zh' ? 'zh-CN' : 'en',
      displayTitle: true,
      pdfVersion: '1.7',
      info: {
        Title: title,
        Subject: mark,
        Creator: 'bwc-station',
        Producer: 'bwc-station',
        CreationDate: dateOf(madeAt),
      },
    });
    this.#language = language;
    if (face === null) this.#doc.font(path);
    else this.#doc.font(path, face);
    const { font } = this.#doc._font;
    const glyphs = plainGlyphs(this.#doc._font);
    this.#doc._font.layout = glyphs.layout;
    this.metrics = {
      drawable: (codePoint) => font.hasGlyphForCodePoint(codePoint),
      measure: (codePoint) => glyphs.of(codePoint).position.advanceWidth / 1000,
    };
    this.#total = this.#doc.ref({ Type: 'XObject', Subtype: 'Form', BBox: [0, -20, 200, 20] });
  }

  /** To be read while pages are written. */
  get stream(): Readable {
    return this.#doc;
  }

  write({ marks }: Page): void {
    this.#pages++;
    this.#doc.addPage();
    this.#doc.page.xobjects[TOTAL] = this.#total;
    for (const mark of marks) this.#draw(mark);
  }

  end(): void {
    const { id } = this.#doc._font;
    const [glyphs] = this.#doc._font.encode(totalText(this.#language, this.#pages));
    // Written last, when it is known; drawn at one point of size, and scaled where a page calls it.
    this.#total.data['Resources'] = { Font: { [id]: this.#doc._font.ref() } };
    this.#total.end(`0.333 g BT /${id} 1 Tf <${glyphs.join('')}> Tj ET`);
    this.#doc.end();
  }

  #draw(mark: Mark): void {
    const doc = this.#doc;
    switch (mark.kind) {
      case 'text':
        doc.fillColor(mark.quiet ? INK.quiet : INK.plain).fontSize(mark.size);
        doc.text(mark.text, mark.x, mark.y, { lineBreak: false });
        break;
      case 'line':
        doc.lineWidth(0.5).strokeColor(INK.line).moveTo(mark.x1, mark.y1).lineTo(mark.x2, mark.y2).stroke();
        break;
      case 'shade':
        doc.rect(mark.x, mark.y, mark.width, mark.height).fill(INK.shade);
        break;
      case 'total': {
        // pdfkit counts from the upper edge; what is written by hand is mirrored back.
        const baseline = mark.y + (doc._font.ascender / 1000) * mark.size;
        const size = String(mark.size);
        doc.addContent(`q ${size} 0 0 -${size} ${mark.x.toFixed(2)} ${baseline.toFixed(2)} cm /${TOTAL} Do Q`);
        break;
      }
    }
  }
}
