/** Cases, people, units and cameras as spreadsheets, out and in. */
import { z } from 'zod';
import type { QuestionName } from '../../records/index.js';
import type { TableName } from '../../records/tables/index.js';
import { QUESTION_WANTS } from '../access/acts.js';
import { route, type Route } from '../route.js';
import { readWorkbook } from '../tables/read-workbook.js';
import { rowsOf, workbookOf } from '../tables/sheet.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** What is too long for a table is answered as that up to here, and beyond it not read. */
const FILE_BYTES = 16 * 2 ** 20;

const SHEETS = {
  cases: 'table.cases',
  people: 'table.people',
  units: 'table.units',
  cameras: 'table.cameras',
} as const satisfies Record<TableName, QuestionName>;

const readAnswer = z.strictObject({
  rows: z.array(z.strictObject({ row: z.int(), cells: z.record(z.string(), z.string()) })),
});

const outOf = (table: TableName): Route =>
  route({
    method: 'GET',
    path: `/api/tables/${table}/xlsx`,
    summary: `The table of ${table} as a spreadsheet`,
    permission: QUESTION_WANTS[SHEETS[table]].permission,
    confirm: true,
    query: z.strictObject({ language: z.enum(['zh', 'en']).default('zh') }),
    answer: z.string(),
    answers: [XLSX],
    handle: async ({ station, query, by, sight, reply }) => {
      const { rows } = await station.queries.ask(SHEETS[table], {}, sight());
      const { timezone } = (await station.queries.status()).station;
      const file = await workbookOf(table, rows, query.language, timezone);
      await station.act('table.noteExport', { table, rows: rows.length }, by);
      return reply.type(XLSX).header('content-disposition', `attachment; filename="${table}.xlsx"`).send(file);
    },
  });

const inTo = (table: TableName): Route =>
  route({
    method: 'POST',
    path: `/api/tables/${table}/read`,
    summary: `A spreadsheet read into rows for the table of ${table}; nothing is stored`,
    permission: 'table.read',
    /** Base64. */
    body: z.strictObject({ file: z.base64() }),
    bodyBytes: FILE_BYTES,
    answer: readAnswer,
    handle: async ({ body }) => rowsOf(table, await readWorkbook(new Uint8Array(Buffer.from(body.file, 'base64')))),
  });

export const TABLE_ROUTES: readonly Route[] = [
  ...(['cases', 'people', 'units', 'cameras'] as const).map(outOf),
  ...(['cases', 'people', 'units', 'cameras'] as const).map(inTo),
];
