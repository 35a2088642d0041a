/**
 * Which requirements the tests cite: ids in the titles of describe, it and test, also those that a title takes from the
 * rows of its `each` table. Read from the sources, not from a run: a test that needs a guest or a long time counts as well.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Deliberately more than an id: a range or a number that is none is then found to be no requirement, not passed over. */
const CITATION = /\b(?:SH|SP|PD|TJ|XM)-\d[\w./…–~-]*/g;
const PLACEHOLDER = /%[sdifjop]/g;
const SUITES = new Set(['describe', 'it', 'test']);

/** Test files by the ids they cite, in order. @param root of the repository */
export function citedIds(root: string): Map<string, string[]> {
  const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `test/${name}`)
    .sort();
  const cited = new Map<string, string[]>();
  for (const file of files) {
    for (const id of idsInTitles(readFileSync(join(root, file), 'utf8')))
      cited.set(id, [...(cited.get(id) ?? []), file]);
  }
  return cited;
}

/** @param source of a test file */
export function idsInTitles(source: string): Set<string> {
  const ids = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      for (const title of titlesOf(node)) {
        // An id may end a sentence.
        for (const [found] of title.matchAll(CITATION)) ids.add(found.replace(/[^\w]+$/, ''));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('test.ts', source, ts.ScriptTarget.Latest, true));
  return ids;
}

/** The title, and whatever texts a table puts into it; none where the call is no test. */
function titlesOf({ expression, arguments: [first] }: ts.CallExpression): string[] {
  if (first === undefined) return [];
  if (ts.isIdentifier(expression) && SUITES.has(expression.text)) return textsOf(first);
  const table = tableOf(expression);
  if (table === undefined) return [];
  const titles = textsOf(first);
  return [...titles, ...cellsOf(table, titles.join('').match(PLACEHOLDER)?.length ?? 0)];
}

/** `table` of `it.each(table)`. */
function tableOf(callee: ts.Expression): ts.Expression | undefined {
  if (!ts.isCallExpression(callee) || !ts.isPropertyAccessExpression(callee.expression)) return undefined;
  const { expression, name } = callee.expression;
  const isEach = ts.isIdentifier(expression) && SUITES.has(expression.text) && name.text === 'each';
  return isEach ? callee.arguments[0] : undefined;
}

/** Texts in the first `count` columns: those are what the placeholders of the title stand for. */
function cellsOf(table: ts.Expression, count: number): string[] {
  const rows = bare(table);
  if (!ts.isArrayLiteralExpression(rows)) return [];
  return rows.elements.flatMap((element) => {
    const row = bare(element);
    return (ts.isArrayLiteralExpression(row) ? row.elements.slice(0, count) : [row].slice(0, count)).flatMap(textsOf);
  });
}

/** Without `as const` and parentheses. */
function bare(node: ts.Expression): ts.Expression {
  return ts.isAsExpression(node) || ts.isParenthesizedExpression(node) ? bare(node.expression) : node;
}

function textsOf(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (!ts.isTemplateExpression(node)) return [];
  return [[node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join(' ')];
}
