/** Whether an answer is what the document of the API says: every test that asks the server looks. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Schema } from '../../src/web/openapi.js';
import { ROUTES } from '../../src/web/routes/index.js';
import { problems } from './conforms.js';

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}
interface Operation {
  readonly responses: { readonly 200: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> } };
}

/** `openapi.test.ts` holds the file to the types. */
const document = JSON.parse(readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8')) as Document;

const routes = ROUTES.map((route) => {
  const { content } = document.paths[route.path]?.[route.method.toLowerCase()]?.responses[200] ?? { content: {} };
  const parts = route.path.split(/\{\w+\}/).map((part) => part.replaceAll('.', String.raw`\.`));
  return { route, schema: content['application/json']?.schema, matches: new RegExp(`^${parts.join('[^/]+')}$`) };
});

/** @returns what of a successful answer is not as the document says */
export function untold(method: string, url: string, body: unknown): string[] {
  const path = url.split('?')[0] ?? '';
  const found = routes.find(({ route, matches }) => route.method === method && matches.test(path));
  if (found?.schema === undefined) return [];
  const { answer } = found.route;
  if (answer instanceof z.ZodUnknown) return problems(found.schema, body, document.components.schemas);
  const { error } = answer.safeParse(body);
  return error === undefined ? [] : [error.message];
}
