/**
 * A table that comes in as a whole: what it would add and change is shown first, and what it may not say is refused row by
 * row; then it is done in one act, or not at all. Each row goes through the very act that a form would send.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson, type Json } from '../../domain/canonical-json.js';
import { BwcError, isBwcError, type ErrorCode } from '../../domain/errors.js';
import { describeIssue } from '../../policy/describe-issue.js';
import { act, type ActContext } from '../act.js';
import { prose } from '../text.js';
import { CellFault, tableRows, type TableRow } from './cells.js';
import type { TableKind, Values } from './table-kind.js';

export interface RowDone {
  readonly row: number;
  readonly key: string;
  /** What is said anew, by column, as the cells have it; empty where the record says so already. */
  readonly cells: Readonly<Record<string, string>>;
}

export interface RowRefused {
  readonly row: number;
  /** Null where it is the row as a whole. */
  readonly column: string | null;
  readonly code: ErrorCode;
  /** In English, for logs; people see the text of the code. */
  readonly why: string;
  /** What stands in the cell, or its beginning. */
  readonly text: string | null;
}

export interface ImportPlan {
  readonly added: readonly RowDone[];
  readonly changed: readonly RowDone[];
  readonly same: number;
  readonly refused: readonly RowRefused[];
  /** Of the rows and what they would do: an import names the plan that was looked at. */
  readonly digest: string;
  /** Whether it is on record now. */
  readonly done: boolean;
}

const input = z.strictObject({
  rows: tableRows,
  why: prose,
  /** The plan that was looked at; null to look only, and then nothing is stored. */
  digest: z.string().max(64).nullable().default(null),
});

/** Thrown to undo what was only tried. */
class Undo extends Error {}

/** @throws BwcError `bwc.table.refused`, `bwc.table.changed` */
export const importTable = (table: string, kind: TableKind) =>
  act(input, (context, { rows, why, digest }): ImportPlan => {
    const plan = tried(context, kind, rows, why);
    if (digest === null) return plan;
    if (plan.refused.length > 0)
      throw new BwcError('bwc.table.refused', `${String(plan.refused.length)} rows cannot be taken`, {
        rows: plan.refused.length,
      });
    if (plan.digest !== digest)
      throw new BwcError('bwc.table.changed', 'the record has changed since the table was looked at', { table });
    put(context, kind, rows, why);
    const [added, changed] = [plan.added.length, plan.changed.length];
    context.store.log.append('table.imported', { table, digest, added, changed, why, by: context.by });
    return { ...plan, done: true };
  });

function tried(context: ActContext, kind: TableKind, rows: readonly TableRow[], why: string): ImportPlan {
  let found: Omit<ImportPlan, 'digest' | 'done'> | undefined;
  try {
    context.store.transaction(() => {
      found = put(context, kind, rows, why);
      throw new Undo();
    });
  } catch (error) {
    if (!(error instanceof Undo) || found === undefined) throw error;
  }
  const plan = found as Omit<ImportPlan, 'digest' | 'done'>;
  const text = canonicalJson(plan as unknown as Json);
  return { ...plan, digest: createHash('sha256').update(text).digest('hex'), done: false };
}

function put(context: ActContext, kind: TableKind, rows: readonly TableRow[], why: string) {
  const [added, changed, refused]: [RowDone[], RowDone[], RowRefused[]] = [[], [], []];
  const seen = new Set<string>();
  let same = 0;
  for (const row of rows) {
    try {
      const { what, done } = context.store.transaction(() => putRow(context, kind, row, why, seen));
      if (what === 'same') same++;
      else (what === 'added' ? added : changed).push(done);
    } catch (error) {
      refused.push(refusal(kind, row, error));
    }
  }
  return { added, changed, same, refused };
}

function putRow(
  context: ActContext,
  kind: TableKind,
  { row, cells }: TableRow,
  why: string,
  seen: Set<string>,
): { readonly what: 'added' | 'changed' | 'same'; readonly done: RowDone } {
  const key = cells[kind.key]?.trim() ?? '';
  if (key === '') throw new CellFault(kind.key, 'it is empty');
  const folded = key.normalize('NFKC').toLowerCase();
  if (seen.has(folded)) throw new BwcError('bwc.table.duplicate', `${key.slice(0, 100)} stands in an earlier row`);
  seen.add(folded);
  const said = Object.entries(cells).filter(([column, text]) => kind.columns.includes(column) && text.trim() !== '');
  const before = kind.find(context, key);
  const values: [string, unknown][] = said.map(([column, text]) => [column, kind.read(context, column, text.trim())]);
  const news = values.filter(
    ([column, value]) => before === null || (column !== kind.key && !equal(before[column], value)),
  );
  const written = Object.fromEntries(news.map(([column]) => [column, cells[column] ?? '']));
  const done = { row, key, cells: written };
  if (before === null) {
    // Nobody is added as somebody who is gone: no is what is so without saying.
    run(context, kind.add, Object.fromEntries(values.filter(([, value]) => value !== false)));
    return { what: 'added', done };
  }
  if (news.length === 0) return { what: 'same', done };
  run(context, kind.change, { ...Object.fromEntries(news), [kind.subject]: before.id, why });
  return { what: 'changed', done };
}

function run(context: ActContext, { input: schema, run: go }: TableKind['add'], said: Values): void {
  const parsed = schema.safeParse(said);
  if (parsed.success) {
    go(context, parsed.data);
    return;
  }
  const { key, why } = describeIssue(parsed.error);
  throw new CellFault(key.split(/[.[]/)[0] ?? '', why);
}

const equal = (a: unknown, b: unknown): boolean =>
  canonicalJson((a ?? null) as Json) === canonicalJson((b ?? null) as Json);

const COLUMN_OF: Readonly<Partial<Record<ErrorCode, string>>> = {
  'bwc.person.login_taken': 'login',
  'bwc.person.last_administrator': 'role',
  'bwc.unit.name_taken': 'name',
  'bwc.unit.circle': 'parent',
  'bwc.case.number_taken': 'number',
  'bwc.camera.ambiguous': 'serial',
};

const SHOWN = 80;

/** What nobody foresaw is no refusal of a row. */
function refusal(kind: TableKind, { row, cells }: TableRow, error: unknown): RowRefused {
  const [code, column] = faultOf(error);
  const known = column !== null && kind.columns.includes(column) ? column : null;
  const text = known === null ? null : (cells[known] ?? '').slice(0, SHOWN);
  return { row, column: known, code, why: error instanceof Error ? error.message : '', text };
}

function faultOf(error: unknown): [ErrorCode, string | null] {
  if (error instanceof CellFault) return ['bwc.table.cell', error.column];
  if (!isBwcError(error)) throw error;
  const { key, field } = error.details;
  const named = [key, field].find((part) => typeof part === 'string');
  return [error.code, COLUMN_OF[error.code] ?? (typeof named === 'string' ? named : null)];
}
