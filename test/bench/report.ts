/** Figures as they are measured, and the ratios that count: machines differ, ratios in one interleaved run do not. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const mid = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[mid] ?? NaN) : ((sorted[mid - 1] ?? NaN) + (sorted[mid] ?? NaN)) / 2;
};

export function quantile(all: readonly number[], p: number): number {
  const sorted = [...all].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? NaN;
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** `got` against what is to be reached. Falling short is said, not hidden. */
export function against(what: string, got: number, bar: number, better: 'more' | 'less', unit = ''): void {
  const reached = better === 'more' ? got >= bar : got <= bar;
  const digits = Math.abs(got) >= 100 ? 0 : 2;
  say(
    `  ${reached ? 'reached' : 'MISSED '}  ${what}: ${got.toFixed(digits)}${unit} (to reach: ${better === 'more' ? '>=' : '<='} ${String(bar)}${unit})`,
  );
}
