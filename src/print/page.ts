/** A page as marks on paper, in points (1/72 inch) from the upper left corner. */

export interface TextMark {
  readonly kind: 'text';
  readonly x: number;
  /** The top of the line. */
  readonly y: number;
  readonly size: number;
  readonly text: string;
  readonly quiet: boolean;
}

export interface LineMark {
  readonly kind: 'line';
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export interface ShadeMark {
  readonly kind: 'shade';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the number of all pages goes, which only the last page knows. */
export interface TotalMark {
  readonly kind: 'total';
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

export type Mark = TextMark | LineMark | ShadeMark | TotalMark;

export interface Page {
  readonly number: number;
  readonly marks: readonly Mark[];
}

/** A4. */
export const PAPER = { width: 595.28, height: 841.89 } as const;
export const MARGIN = { left: 56, right: 56, top: 72, bottom: 64 } as const;
export const INNER_WIDTH = PAPER.width - MARGIN.left - MARGIN.right;
export const BOTTOM = PAPER.height - MARGIN.bottom;
/** From the top of one line to the next, in sizes. */
export const LEADING = 1.5;
