import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../../src/web/openapi.js';
import { answerSchemas } from './answer-schemas.js';
import { ROUTES } from '../../src/web/routes/index.js';

interface Operation {
  readonly operationId: string;
  readonly responses: { readonly 200: { readonly content: Readonly<Record<string, { readonly schema: object }>> } };
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const schemas = answerSchemas();
const document = openApiDocument(schemas);

describe('the OpenAPI document', () => {
  it('is the one that is checked in (npm run docs:openapi writes it anew)', async () => {
    await expect(`${JSON.stringify(document, null, 1)}\n`).toMatchFileSnapshot('../../docs/openapi.json');
  });

  it('has every route once, each under a name of its own', () => {
    const { paths } = document as Document;
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => ({
        at: `${method.toUpperCase()} ${path}`,
        operationId,
      })),
    );
    expect(operations.map((o) => o.at).sort()).toEqual(ROUTES.map((r) => `${r.method} ${r.path}`).sort());
    for (const route of schemas.answers.keys()) expect(ROUTES.map((r) => `${r.method} ${r.path}`)).toContain(route);
    expect(new Set(operations.map((o) => o.operationId)).size).toBe(ROUTES.length);
  });

  it('says of every answer in JSON what it is', () => {
    const untold = Object.entries((document as Document).paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { responses }]) => {
        const schema = responses[200].content['application/json']?.schema;
        return schema !== undefined && Object.keys(schema).length === 0 ? [`${method} ${path}`] : [];
      }),
    );
    expect(untold).toEqual([]);
  });
});
