/** Rows of a table as people fill it in: text by column. Pure. */
import { z } from 'zod';

/** The most rows that one import takes. */
export const MOST_ROWS = 5000;

/** Takes away what is on record: an empty cell leaves it as it is. */
export const NOTHING = '-';

/** Of a spreadsheet, the longest. */
const CELL = 32_767;

export const tableRows = z
  .array(
    z.strictObject({
      /** As the sheet counts it, from 1. */
      row: z.int().min(1).max(1_048_576),
      cells: z.record(z.string().max(40), z.string().max(CELL)),
    }),
  )
  .min(1)
  .max(MOST_ROWS);
export type TableRow = z.output<typeof tableRows>[number];

/** A cell that says nothing a record can hold. */
export class CellFault extends Error {
  constructor(
    readonly column: string,
    message: string,
  ) {
    super(message);
  }
}

/** `张三、李四` or `张三, 李四`. */
export const listed = (text: string): string[] =>
  text
    .split(/[、,，;；]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** @throws CellFault */
export function yesOrNo(column: string, text: string): boolean {
  if (text === 'yes') return true;
  if (text === 'no') return false;
  throw new CellFault(column, `${text.slice(0, 40)} is neither yes nor no`);
}
