/** Every step of a disposal as the moment at which the process dies, or the disk fails. */
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EventView } from '../../src/store/repositories/custody-entries.js';
import { bwc } from './support/bwc.js';
import { chance, SEED } from './support/chance.js';
import { proposedDisposal, type Proposed } from './support/disposals.js';
import { FULL, need } from './support/need.js';
import { Scratch } from './support/scratch.js';
import { Tracer, type Fault, type Point } from './support/strace.js';

let scratch: Scratch;
beforeAll(() => {
  need('strace');
  scratch = new Scratch('disposal');
});
afterAll(() => {
  scratch.remove();
});

const CHANGES = new Set(['fsync', 'fdatasync', 'unlink', 'rename', 'link']);

/** A stored path is so long that it is shown as one character. */
const isRemoval = ({ call, seen }: Point): boolean => call === 'unlink' && seen.includes('…');

/** The short version takes every removal and every sync, and one in so many of the rest. */
function chosen(points: readonly Point[], fault: Fault): Point[] {
  if (FULL) return points.filter((p) => fault === 'KILL' || CHANGES.has(p.call) || p.call === 'pwrite64');
  const { int } = chance(`disposal ${fault}`);
  const ours = points.filter((p) => isRemoval(p) || p.seen.includes('DATA/originals'));
  const rest = points.filter((p) => !ours.includes(p) && (CHANGES.has(p.call) || p.call === 'pwrite64'));
  const [n, from] = fault === 'KILL' ? [18, int(0, 17)] : [30, int(0, 29)];
  return [...ours.filter((p) => p.call !== 'close'), ...rest.filter((_, i) => i % n === from)];
}

async function eventsOf(data: string, clip: string): Promise<string[]> {
  const { out } = await bwc('events', '--clip', clip, '--limit', '1000', '--json', '--data', data);
  return (JSON.parse(out) as EventView[]).map((e) => e.kind);
}

async function strike(tracer: Tracer, made: Proposed, base: string, point: Point, fault: Fault, most: number) {
  const data = scratch.path('data');
  cpSync(base, data, { recursive: true, preserveTimestamps: true });
  const argv = ['dispose', 'approve', made.proposal, '--data', data, '--json'];
  const shot = await tracer.shoot(argv, data, point, fault, most);
  const violations: string[] = [];
  const there = (path: string): boolean => existsSync(join(data, path));
  const check = async (when: string): Promise<void> => {
    const verified = await bwc('verify', '--data', data, '--json');
    if (verified.code !== 0) violations.push(`${when}: verify ended with ${String(verified.code)}: ${verified.out}`);
    if (!made.staying.every(there)) violations.push(`${when}: a file is gone that another clip needs`);
  };
  if (shot.hung) violations.push('it hung');
  for (const clip of made.clips) {
    const kinds = await eventsOf(data, clip);
    if (!kinds.includes('disposal.approved') && !made.going.every(there))
      violations.push('a file went before its approval');
    if (kinds.includes('clip.disposed') && made.going.every(there))
      violations.push('an entry says what did not happen');
  }
  await check('after the fault');
  // The next start finishes what was decided; where nothing was, the decision is simply taken again.
  await bwc(...argv);
  await check('after the next start');
  if (made.going.some(there)) violations.push('a file is left behind');
  for (const clip of made.clips) {
    const kinds = await eventsOf(data, clip);
    for (const kind of ['disposal.approved', 'clip.disposed'])
      if (kinds.filter((k) => k === kind).length !== 1)
        violations.push(`${kind} is not there once: ${kinds.join(' ')}`);
  }
  const certificate = await bwc('dispose', 'certificate', made.proposal, '--data', data, '--json');
  if (certificate.code !== 0) violations.push(`no certificate: ${certificate.err}`);
  rmSync(data, { recursive: true });
  const where = `${fault} at ${point.call} ${String(point.nth)} (${shot.hit ?? point.seen})`;
  return { missed: shot.hit === null, violations: violations.map((v) => `${where}: ${v}`) };
}

it('XM-28: a disposal that is cut off anywhere removes nothing without its decision, and is finished at the next start', async () => {
  const base = scratch.path('base');
  const made = await proposedDisposal(base, 'somebody else');
  const rehearsal = scratch.path('rehearsal');
  cpSync(base, rehearsal, { recursive: true, preserveTimestamps: true });
  const tracer = new Tracer(scratch);
  const { points, most } = await tracer.survey(
    ['dispose', 'approve', made.proposal, '--data', rehearsal, '--json'],
    rehearsal,
  );
  expect(points.filter((p) => isRemoval(p))).toHaveLength(made.going.length);
  const shots = (['KILL', 'EIO'] as const).flatMap((fault) => chosen(points, fault).map((point) => ({ fault, point })));
  const violations: string[] = [];
  let missed = 0;
  for (const { fault, point } of shots) {
    const result = await strike(tracer, made, base, point, fault, most);
    violations.push(...result.violations);
    if (result.missed) missed += 1;
  }
  process.stdout.write(
    `disposal: ${String(points.length)} calls seen, ${String(shots.length)} hit (${String(missed)} not reached, seed ${String(SEED)}); ${String(violations.length)} violations\n`,
  );
  expect(violations).toEqual([]);
  expect(missed).toBeLessThanOrEqual(Math.max(3, shots.length * 0.15));
});
