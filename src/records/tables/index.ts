/** The tables that come in and go out as a whole. */
import { z } from 'zod';
import { act, question } from '../act.js';
import { CAMERAS } from './cameras.js';
import { CASES } from './cases.js';
import { importTable } from './import-table.js';
import { PEOPLE } from './people.js';
import type { TableKind } from './table-kind.js';
import { UNITS } from './units.js';

export const TABLE_NAMES = ['cases', 'people', 'units', 'cameras'] as const;
export type TableName = (typeof TABLE_NAMES)[number];

/** By the columns they have. */
export const TABLES: Readonly<Record<TableName, Pick<TableKind, 'columns' | 'shown' | 'key'>>> = {
  cases: CASES,
  people: PEOPLE,
  units: UNITS,
  cameras: CAMERAS,
};

export const importCases = importTable('cases', CASES);
export const importPeople = importTable('people', PEOPLE);
export const importUnits = importTable('units', UNITS);
export const importCameras = importTable('cameras', CAMERAS);

const sheet = (rows: TableKind['rows']) => question(z.strictObject({}), (context) => ({ rows: rows(context) }));

export const casesSheet = sheet(CASES.rows);
export const peopleSheet = sheet(PEOPLE.rows);
export const unitsSheet = sheet(UNITS.rows);
export const camerasSheet = sheet(CAMERAS.rows);

/** That a table left the station, and with how many rows. */
export const noteExport = act(
  z.strictObject({ table: z.enum(TABLE_NAMES), rows: z.int().min(0) }),
  ({ store, by }, { table, rows }) => {
    store.log.append('table.exported', { table, rows, by });
    return { table, rows };
  },
);
