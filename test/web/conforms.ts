/** Holds a value against the schemas that the document of the API is made of: as much of JSON Schema as they use. */
import type { Schema } from '../../src/web/openapi.js';

type Components = Readonly<Record<string, Schema>>;

/** @returns where it does not fit, and why; nothing where it does */
export function problems(schema: Schema, value: unknown, components: Components, at = '$'): string[] {
  const { $ref, anyOf, type } = schema as { $ref?: string; anyOf?: readonly Schema[]; type?: string };
  if ($ref !== undefined) {
    const named = components[$ref.split('/').at(-1) ?? ''];
    return named === undefined ? [`${at}: no ${$ref}`] : problems(named, value, components, at);
  }
  if (anyOf !== undefined) {
    const each = anyOf.map((s) => problems(s, value, components, at));
    return each.some((p) => p.length === 0) ? [] : (each.sort((a, b) => b.length - a.length).at(-1) ?? []);
  }
  if ('const' in schema)
    return value === schema['const'] ? [] : [`${at}: ${JSON.stringify(value)} is not ${String(schema['const'])}`];
  if (Array.isArray(schema['enum']))
    return schema['enum'].includes(value) ? [] : [`${at}: ${JSON.stringify(value)} is none of them`];
  if (type === 'array') return listProblems(schema, value, components, at);
  if (type === 'object') return objectProblems(schema, value, components, at);
  const is = value === null ? 'null' : typeof value;
  return type === undefined || is === type ? [] : [`${at}: ${is}, not ${type}`];
}

function listProblems(schema: Schema, value: unknown, components: Components, at: string): string[] {
  if (!Array.isArray(value)) return [`${at}: no list`];
  const { items, prefixItems } = schema as { items?: Schema; prefixItems?: readonly Schema[] };
  if (prefixItems !== undefined && prefixItems.length !== value.length) return [`${at}: another length`];
  return value.flatMap((one, i) => problems(prefixItems?.[i] ?? items ?? {}, one, components, `${at}[${String(i)}]`));
}

function objectProblems(schema: Schema, value: unknown, components: Components, at: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at}: no object`];
  const {
    properties = {},
    required = [],
    additionalProperties,
  } = schema as {
    properties?: Components;
    required?: readonly string[];
    additionalProperties?: Schema | false;
  };
  const missing = required.filter((key) => !(key in value)).map((key) => `${at}.${key}: missing`);
  const own = Object.entries(value).flatMap(([key, one]) => {
    const of = properties[key] ?? additionalProperties;
    return of === false || of === undefined
      ? [`${at}.${key}: not told of`]
      : problems(of, one, components, `${at}.${key}`);
  });
  return [...missing, ...own];
}
