import type { z } from 'zod';

/**
 * The most telling of a schema's complaints: of a union's alternatives, the one that got furthest.
 * @returns the key with dots and why, for a person who wrote the JSON
 */
export function describeIssue(error: z.ZodError): { readonly key: string; readonly why: string } {
  const found = error.issues.map((issue) => deepest(issue, [])).sort((a, b) => b.path.length - a.path.length)[0];
  return found === undefined ? { key: '', why: 'invalid' } : { key: found.path.join('.'), why: found.why };
}

interface Found {
  readonly path: readonly string[];
  readonly why: string;
}

function deepest(issue: z.core.$ZodIssue, above: readonly string[]): Found {
  const path = [...above, ...issue.path.map(String)];
  if (issue.code === 'unrecognized_keys') return { path: [...path, issue.keys[0] ?? ''], why: 'there is no such key' };
  if (issue.code !== 'invalid_union') return { path, why: issue.message };
  const inner = issue.errors.flat().map((below) => deepest(below, path));
  return inner.reduce<Found>((best, next) => (next.path.length > best.path.length ? next : best), {
    path,
    why: inner[0]?.why ?? issue.message,
  });
}
