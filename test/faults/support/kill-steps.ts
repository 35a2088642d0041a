/** A command killed at one after another of its steps on the disk, each time from the same beginning. */
import { cpSync, rmSync } from 'node:fs';
import { chance, SEED } from './chance.js';
import { FULL, MAIN } from './need.js';
import type { Scratch } from './scratch.js';
import { Tracer, type Point } from './strace.js';

export interface KilledCommand {
  readonly name: string;
  /** A folder with everything that the command changes. */
  readonly base: string;
  /** Called for each copy of the folder, before anything runs in it. */
  readonly argv: (world: string) => readonly string[];
  /** Default: the command line of the product. */
  readonly program?: string;
  /** So many kills, where not all of them are wanted. */
  readonly sampled: number;
  /** What is wrong after the kill; begins the command anew. */
  readonly examine: (world: string) => Promise<readonly string[]>;
}

/** What changes what the next start finds. */
const STEPS = new Set(['pwrite64', 'fsync', 'fdatasync', 'link', 'unlink', 'rename', 'mkdir', 'ftruncate']);

function chosen(name: string, points: readonly Point[], sampled: number): Point[] {
  const steps = points.filter((p) => STEPS.has(p.call) && !p.seen.includes(' = -1 '));
  if (FULL) return steps;
  const every = Math.max(1, Math.floor(steps.length / sampled));
  const from = chance(name).int(0, every);
  return steps.filter((_, i) => i % every === from).slice(0, sampled);
}

/** @returns what was wrong, each with where the command was killed */
export async function killAtSteps(scratch: Scratch, command: KilledCommand): Promise<string[]> {
  const { name, base, argv, program = MAIN, sampled, examine } = command;
  const tracer = new Tracer(scratch, program);
  const fresh = (): string => {
    const world = scratch.path(name);
    cpSync(base, world, { recursive: true, preserveTimestamps: true });
    return world;
  };
  const rehearsal = fresh();
  const { points, most } = await tracer.survey(argv(rehearsal), rehearsal);
  const shots = chosen(name, points, sampled);
  const violations: string[] = [];
  let missed = 0;
  for (const point of shots) {
    const world = fresh();
    const shot = await tracer.shoot(argv(world), world, point, 'KILL', most);
    if (shot.hit === null) missed += 1;
    const wrong = [...(shot.hung ? ['it hung'] : []), ...(await examine(world))];
    const where = `killed at ${point.thread} ${point.call} ${String(point.nth)} (${shot.hit ?? point.seen})`;
    violations.push(...wrong.map((one) => `${where}: ${one}`));
    rmSync(world, { recursive: true });
  }
  process.stdout.write(
    `${name}: ${String(points.length)} calls seen, killed at ${String(shots.length)} (${String(missed)} not reached, ` +
      `seed ${String(SEED)}); ${String(violations.length)} violations\n`,
  );
  if (missed > Math.max(2, shots.length * 0.3)) violations.push(`${String(missed)} steps were not reached`);
  return violations;
}
