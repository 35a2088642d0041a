/** One row held against what its custody entry says, column by column. */
import { canonicalJson } from '../../domain/canonical-json.js';
/** What an altered entry may lack is empty here: the difference is then named, not tripped over. */
export const asBody = (value) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {});
/** A path in an entry: text where that is exact, else text and base64 of the bytes. */
export function pathColumns(path) {
  const { text, base64 } = asBody(path);
  return typeof path === 'string'
    ? { source_path: path, source_path_raw: null }
    : { source_path: text, source_path_raw: base64 };
}
const JSON_COLUMNS = new Set(['media', 'times']);
export function* compare(row, subject, expected) {
  for (const [column, want] of Object.entries(expected)) {
    const have = row[column] ?? null;
    const same = JSON_COLUMNS.has(column) ? sameJson(have, want) : have === (want ?? null);
    if (!same) {
      yield {
        kind: 'row.altered',
        subject,
        detail: `${column} is ${shown(have)}; the custody log says ${shown(want)}`,
      };
    }
  }
}
function sameJson(have, want) {
  if (have === null || want === null || want === undefined) return have === (want ?? null);
  try {
    return typeof have === 'string' && canonicalJson(JSON.parse(have)) === canonicalJson(want);
  } catch {
    return false;
  }
}
const shown = (value) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
};
