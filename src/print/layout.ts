/**
 * Where everything stands: blocks go in, full pages come out. Pure but for the page under way; what is kept does not grow
 * with the document.
 */
import { breakLines, widthOf, type Measure } from './break-lines.js';
import type { Block, Column, DocumentHead } from './document.js';
import { BOTTOM, INNER_WIDTH, LEADING, MARGIN, PAPER, type Mark, type Page } from './page.js';
import { visible, type Drawable } from './visible.js';

export interface FontMetrics {
  readonly measure: Measure;
  readonly drawable: Drawable;
}

const SIZE = { title: 17, heading: 12, text: 9.5, code: 6.8, cell: 8.5, small: 6.5, edge: 7 } as const;
const PADDING = { x: 4, y: 3 } as const;
/** Of the column that names what is said. */
const NAME_SHARE = 0.2;

const MOST_PAGES = 99_999;

/** Follows the number of the page. */
export const totalText = (language: DocumentHead['language'], pages: number): string =>
  `${String(pages)}${language === 'zh' ? ' 页' : ''}`;

interface Cell {
  readonly x: number;
  readonly size: number;
  readonly lines: readonly string[];
  readonly quiet: boolean;
}

export class Layout {
  readonly #measure: Measure;
  readonly #visible: (text: string) => string;
  #marks: Mark[] = [];
  #y: number = MARGIN.top;
  #number = 0;
  #columns: readonly Column[] = [];

  constructor(
    private readonly head: DocumentHead,
    { measure, drawable }: FontMetrics,
  ) {
    this.#measure = measure;
    this.#visible = (text) => visible(text, drawable);
    this.#open();
  }

  /** The pages that are full now. */
  *add(block: Block): Generator<Page> {
    switch (block.kind) {
      case 'title':
        yield* this.#paragraph(block.text, SIZE.title, 10);
        break;
      case 'heading':
        yield* this.#heading(block.text);
        break;
      case 'text':
        yield* this.#paragraph(block.text, SIZE.text, 4);
        break;
      case 'code':
        yield* this.#code(block.text);
        break;
      case 'fact':
        yield* this.#fact(block.name, block.value);
        break;
      case 'columns':
        this.#columns = block.columns;
        yield* this.#ensure(5 * SIZE.cell * LEADING);
        this.#titles();
        break;
      case 'row':
        yield* this.#row(this.#cells(block.cells), true);
        break;
    }
  }

  /** The last page. */
  finish(): Page {
    return this.#close();
  }

  /** Onto the next page where so much does not fit on this one. */
  *#ensure(height: number): Generator<Page> {
    if (this.#y + height <= BOTTOM || this.#y === MARGIN.top) return;
    yield this.#close();
    this.#open();
  }

  *#heading(text: string): Generator<Page> {
    // A heading takes something of what it heads with it.
    yield* this.#ensure(14 + SIZE.heading * LEADING + 7 * SIZE.text * LEADING);
    if (this.#y > MARGIN.top) this.#y += 14;
    yield* this.#paragraph(text, SIZE.heading, 4);
    this.#line(this.#y - 3);
    this.#y += 1;
  }

  *#paragraph(text: string, size: number, after: number): Generator<Page> {
    for (const line of this.#lines(text, INNER_WIDTH, size)) {
      yield* this.#ensure(size * LEADING);
      this.#text(MARGIN.left, this.#y, size, line);
      this.#y += size * LEADING;
    }
    this.#y += after;
  }

  *#code(text: string): Generator<Page> {
    const step = SIZE.code * LEADING;
    for (const line of this.#lines(text, INNER_WIDTH - 2 * PADDING.x, SIZE.code)) {
      yield* this.#ensure(step);
      this.#shade(MARGIN.left, INNER_WIDTH, step);
      this.#text(MARGIN.left + PADDING.x, this.#y, SIZE.code, line);
      this.#y += step;
    }
    this.#y += 6;
  }

  *#fact(name: string, value: string): Generator<Page> {
    const wide = INNER_WIDTH * NAME_SHARE;
    yield* this.#row([
      { ...this.#cell(name, MARGIN.left, wide, SIZE.text), quiet: true },
      this.#cell(value, MARGIN.left + wide, INNER_WIDTH - wide, SIZE.text),
    ]);
  }

  #cells(texts: readonly string[], titles = false): Cell[] {
    let x: number = MARGIN.left;
    return this.#columns.map(({ share, small }, i) => {
      const width = share * INNER_WIDTH;
      const cell = this.#cell(texts[i] ?? '', x, width, small === true && !titles ? SIZE.small : SIZE.cell);
      x += width;
      return cell;
    });
  }

  #cell(text: string, x: number, width: number, size: number): Cell {
    const lines = this.#lines(text, width - 2 * PADDING.x, size);
    return { x: x + PADDING.x, size, lines, quiet: false };
  }

  /** One that fits on a page is not torn; a longer one goes on below the titles of the next page. */
  *#row(cells: readonly Cell[], titled = false): Generator<Page> {
    const turn = function* (this: Layout): Generator<Page> {
      yield this.#close();
      this.#open();
      if (titled) this.#titles();
    }.bind(this);
    const whole = Math.max(...cells.map((c) => c.lines.length * c.size * LEADING)) + 2 * PADDING.y;
    if (this.#y + whole > BOTTOM && whole <= (BOTTOM - MARGIN.top) / 2) yield* turn();
    const left = cells.map((c) => [...c.lines]);
    while (left.some((lines) => lines.length > 0)) {
      const room = BOTTOM - this.#y - 2 * PADDING.y;
      const fits = cells.map((c, i) => Math.min(left[i]?.length ?? 0, Math.floor(room / (c.size * LEADING))));
      if (fits.every((n) => n <= 0)) {
        yield* turn();
        continue;
      }
      this.#band(
        cells,
        left.map((lines, i) => lines.splice(0, Math.max(0, fits[i] ?? 0))),
      );
    }
  }

  /** As much of a row as stands on this page. */
  #band(cells: readonly Cell[], lines: readonly (readonly string[])[]): void {
    let height = 0;
    for (const [i, { x, size, quiet }] of cells.entries()) {
      const own = lines[i] ?? [];
      for (const [n, line] of own.entries()) this.#text(x, this.#y + PADDING.y + n * size * LEADING, size, line, quiet);
      height = Math.max(height, own.length * size * LEADING);
    }
    this.#y += height + 2 * PADDING.y;
    this.#line(this.#y);
  }

  #titles(): void {
    const cells = this.#cells(
      this.#columns.map((c) => c.title),
      true,
    );
    const height = Math.max(...cells.map((c) => c.lines.length)) * SIZE.cell * LEADING + 2 * PADDING.y;
    this.#line(this.#y);
    this.#shade(MARGIN.left, INNER_WIDTH, height);
    this.#band(
      cells,
      cells.map((c) => c.lines),
    );
  }

  #open(): void {
    this.#number++;
    this.#marks = [];
    const { title, mark, foot, language } = this.head;
    const room = INNER_WIDTH - widthOf(mark, this.#measure) * SIZE.edge - 8;
    const [named = ''] = this.#lines(title, room, SIZE.edge);
    this.#edge(MARGIN.left, 44, named);
    this.#edge(MARGIN.left + INNER_WIDTH - widthOf(mark, this.#measure) * SIZE.edge, 44, mark);
    this.#line(58);
    const page = language === 'zh' ? `第 ${String(this.#number)} 页，共 ` : `Page ${String(this.#number)} of `;
    const wide = widthOf(`${page}${totalText(language, MOST_PAGES)}`, this.#measure) * SIZE.edge;
    const [footed = ''] = this.#lines(foot, INNER_WIDTH - wide - 8, SIZE.edge);
    const at = PAPER.height - 46;
    this.#line(at - 6);
    this.#edge(MARGIN.left, at, footed);
    const x = MARGIN.left + INNER_WIDTH - wide;
    this.#edge(x, at, page);
    this.#marks.push({ kind: 'total', x: x + widthOf(page, this.#measure) * SIZE.edge, y: at, size: SIZE.edge });
    this.#y = MARGIN.top;
  }

  #close(): Page {
    return { number: this.#number, marks: this.#marks };
  }

  #lines(text: string, width: number, size: number): string[] {
    return breakLines(this.#visible(text), width / size, this.#measure);
  }

  #edge(x: number, y: number, text: string): void {
    this.#text(x, y, SIZE.edge, text, true);
  }

  #text(x: number, y: number, size: number, line: string, quiet = false): void {
    const text = line.endsWith('\n') ? line.slice(0, -1) : line;
    if (text !== '') this.#marks.push({ kind: 'text', x, y, size, text, quiet });
  }

  #line(y: number): void {
    this.#marks.push({ kind: 'line', x1: MARGIN.left, y1: y, x2: MARGIN.left + INNER_WIDTH, y2: y });
  }

  #shade(x: number, width: number, height: number): void {
    this.#marks.push({ kind: 'shade', x, y: this.#y, width, height });
  }
}
