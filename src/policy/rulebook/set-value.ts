/** A copy of a rulebook with one cited value put in its place; the rest is shared. */
export function withValue(node: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(node))
    return (node as unknown[]).map((item, i) => (i === step ? withValue(item, rest, value) : item));
  const record = typeof node === 'object' && node !== null ? (node as Readonly<Record<string, unknown>>) : {};
  return { ...record, [step]: withValue(record[step], rest, value) };
}
