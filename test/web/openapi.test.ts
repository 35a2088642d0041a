import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../../src/web/openapi.js';
import { ROUTES } from '../../src/web/routes/index.js';

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { operationId: string; responses: object }>>>>;
}

describe('the OpenAPI document', () => {
  it('is the one that is checked in (npm run docs:openapi writes it anew)', async () => {
    await expect(`${JSON.stringify(openApiDocument(), null, 1)}\n`).toMatchFileSnapshot('../../docs/openapi.json');
  });

  it('has every route once, each under a name of its own', () => {
    const { paths } = openApiDocument() as Document;
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => ({
        at: `${method.toUpperCase()} ${path}`,
        operationId,
      })),
    );
    expect(operations.map((o) => o.at).sort()).toEqual(ROUTES.map((r) => `${r.method} ${r.path}`).sort());
    expect(new Set(operations.map((o) => o.operationId)).size).toBe(ROUTES.length);
  });
});
