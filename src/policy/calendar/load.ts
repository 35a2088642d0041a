/** Reads the years that come with this version, and takes a bureau's own file. The only file here that reads a disk. */
import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { BwcError } from '../../domain/errors.js';
import { localCalendar, yearFile, type LocalCalendar, type YearFile } from './schema.js';

const YEARS = new URL('./years/', import.meta.url);

export function shippedYears(): YearFile[] {
  return readdirSync(YEARS)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => parse(yearFile, readFileSync(new URL(name, YEARS), 'utf8'), name));
}

/**
 * @param text JSON of a bureau's own calendar
 * @param name of the file, for the message
 * @throws BwcError `bwc.calendar.invalid`
 */
export const parseLocalCalendar = (text: string, name: string): LocalCalendar => parse(localCalendar, text, name);

function parse<T extends z.ZodType>(schema: T, text: string, name: string): z.infer<T> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new BwcError('bwc.calendar.invalid', `${name} is not JSON`, { file: name }, { cause: error });
  }
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  throw new BwcError('bwc.calendar.invalid', `${name}: ${z.prettifyError(read.error)}`, { file: name });
}
