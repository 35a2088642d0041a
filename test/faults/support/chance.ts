/** Random choices that can be repeated: the seed is printed, and `BWC_FAULTS_SEED` sets it. */
import { createHash, randomInt } from 'node:crypto';

export const SEED = Number(process.env['BWC_FAULTS_SEED'] ?? randomInt(2 ** 31));

export interface Chance {
  /** `from` ≤ n < `to`. */
  readonly int: (from: number, to: number) => number;
}

export function chance(name: string): Chance {
  let drawn = 0;
  return {
    int: (from, to) => {
      drawn += 1;
      const hash = createHash('sha256')
        .update(`${String(SEED)} ${name} ${String(drawn)}`)
        .digest();
      return from + (hash.readUInt32BE() % (to - from));
    },
  };
}
