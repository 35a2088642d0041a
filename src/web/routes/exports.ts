/** Lists of what a search finds, for spreadsheet programs. */
import { Readable } from 'node:stream';
import { z } from 'zod';
import { searchFilter } from '../../records/search/filter.js';
import { SEARCH_SORTS } from '../../store/repositories/search-sql.js';
import { LIST_FORMATS, type ListFormat } from '../api.js';
import { route, type Route } from '../route.js';

const TYPES: Readonly<Record<ListFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export const EXPORT_ROUTES: readonly Route[] = [
  route({
    method: 'POST',
    path: '/api/exports/clips',
    summary: 'Everything a search finds, as XLSX or CSV',
    permission: 'export.make',
    confirm: true,
    body: z.strictObject({
      filter: searchFilter,
      sort: z.enum(SEARCH_SORTS).default('-start'),
      format: z.enum(LIST_FORMATS),
      language: z.enum(['zh', 'en']).default('zh'),
    }),
    answer: z.string(),
    answers: Object.values(TYPES).map((type) => type.split(';')[0] ?? type),
    handle: async ({ station, body, by, sight, reply }) =>
      reply
        .type(TYPES[body.format])
        .header('content-disposition', `attachment; filename="clips.${body.format}"`)
        .send(Readable.from(await station.exportList(body, by, sight()), { objectMode: false })),
  }),
];
