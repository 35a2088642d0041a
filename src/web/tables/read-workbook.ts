/**
 * A spreadsheet that came from outside, as text by row and column. What it unpacks to is held against limits before it is
 * unpacked, and what its cells say they are before they are read: a file of a few kilobytes can claim a million rows.
 */
import { strFromU8, unzipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/universal';
import { BwcError } from '../../domain/errors.js';
import { toInstant } from '../../domain/time.js';
import { MOST_ROWS } from '../../records/tables/cells.js';

export const MOST_FILE_BYTES = 2 ** 20;
const MOST_UNPACKED_BYTES = 16 * 2 ** 20;
const MOST_PARTS = 200;
const MOST_COLUMNS = 40;

/** Of the first sheet. @throws BwcError `bwc.table.unreadable`, `bwc.table.too_large`, `bwc.table.formula` */
export async function readWorkbook(file: Uint8Array<ArrayBuffer>): Promise<string[][]> {
  if (file.length > MOST_FILE_BYTES) throw tooLarge(`${String(file.length)} bytes`);
  checkParts(file);
  try {
    const sheets = await readXlsxFile(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength), {
      // As it is written: the seventeenth digit of a number is a digit too.
      parseNumber: (text) => text,
      trim: true,
    });
    return (sheets[0]?.data ?? []).map((row) => row.map(textOf));
  } catch (error) {
    throw new BwcError('bwc.table.unreadable', 'the workbook cannot be read', {}, { cause: error });
  }
}

const tooLarge = (why: string): BwcError => new BwcError('bwc.table.too_large', `the table is too large: ${why}`);

/** Dates have no zone in a spreadsheet, and come as if they were in UTC. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'object' || value === null) return '';
  const ms = Number(value);
  return Number.isFinite(ms) ? toInstant(ms).slice(0, 16).replace('T', ' ') : '';
}

function checkParts(file: Uint8Array): void {
  let [parts, bytes] = [0, 0];
  let unpacked;
  try {
    unpacked = unzipSync(file, {
      filter: ({ name, originalSize }) => {
        parts += 1;
        bytes += originalSize;
        if (parts > MOST_PARTS || bytes > MOST_UNPACKED_BYTES) throw tooLarge('it unpacks to more than a table');
        return /^xl\/worksheets\/[^/]+\.xml$/.test(name);
      },
    });
  } catch (error) {
    if (error instanceof BwcError) throw error;
    throw new BwcError('bwc.table.unreadable', 'that is no XLSX file', {}, { cause: error });
  }
  for (const sheet of Object.values(unpacked)) checkSheet(strFromU8(sheet));
}

function checkSheet(xml: string): void {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new BwcError('bwc.table.unreadable', 'the sheet declares entities');
  if (/<(?:\w+:)?f[\s/>]/.test(xml)) throw new BwcError('bwc.table.formula', 'the sheet has formulas');
  for (const [, column = '', row = '0'] of xml.matchAll(/\sr=["']([A-Z]*)(\d+)["']/g))
    if (Number(row) > MOST_ROWS + 1 || columnNumber(column) > MOST_COLUMNS)
      throw tooLarge(`it has a cell at ${column}${row}`);
}

/** `A` is 1, `AA` is 27. */
const columnNumber = (name: string): number => Array.from(name).reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0);
