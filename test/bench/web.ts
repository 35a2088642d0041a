/**
 * The page under load: fifty people at it while sixteen cameras are taken in, interleaved with runs without people.
 * People ask from this process: what that costs is taken from the same processors, and so against the station. It goes
 * first there, for nobody's own machine is slowed down by what the station copies.
 */
import { setMaxListeners } from 'node:events';
import { rmSync } from 'node:fs';
import { setPriority } from 'node:os';
import { against, median, quantile, say } from './report.js';
import { shuffled } from './shuffled.js';
import { settle } from './workshop.js';
import { newCards, secondsToTakeIn, type Cards } from './web/cameras.js';
import { BenchDaemon, type LoopDelay } from './web/daemon.js';
import { PersonAtPage } from './web/officer.js';
import { benchOpening } from './web/opening.js';
import { newSquad, PEOPLE, type Squad } from './web/squad.js';

/** Clips on each card of the run that finds out how many a run wants. */
const FIRST_CLIPS = 4;
/** A run takes about so long without people: several clicks of each of them. */
const RUN_SECONDS = 30;
/** A shift of fifty comes within ten minutes, and each signs in once. */
const SIGN_IN_EVERY_MS = 600_000 / PEOPLE;
/** As `nice` counts; of this process alone. */
const PEOPLE_FIRST = -5;
const MIB = 2 ** 20;

interface Run {
  readonly bytesPerSecond: number;
  readonly cpuSeconds: number;
  readonly seconds: number;
  readonly loop: LoopDelay;
}

export async function benchWeb(rounds: number): Promise<void> {
  say(
    `\n${String(PEOPLE)} people at the page while sixteen cameras are taken in, ${String(rounds)} interleaved rounds`,
  );
  const squad = await newSquad();
  const daemon = await BenchDaemon.start(squad.dataDir);
  setPriority(PEOPLE_FIRST);
  try {
    const ms = new Map<string, number[]>();
    const heard = (route: string, took: number): void => void ms.set(route, [...(ms.get(route) ?? []), took]);
    const people = await signedIn(squad, daemon, heard);
    // What no dock can ask of it, because USB is in between, is shown beside: there copying takes every processor there is.
    for (const pace of ['usb2', 'unbounded'] as const) {
      const first = await newCards(FIRST_CLIPS, pace);
      const rate = first.bytes / (await secondsToTakeIn(daemon.socket, first));
      const clips = Math.max(FIRST_CLIPS, Math.ceil((rate * RUN_SECONDS * FIRST_CLIPS) / first.bytes));
      const runs = { alone: [] as Run[], beside: [] as Run[] };
      ms.clear();
      for (let round = 0; round < (pace === 'usb2' ? rounds : 1); round += 1)
        for (const kind of shuffled(['alone', 'beside'] as const)) {
          const cards = await newCards(clips, pace);
          settle();
          const copy = () => measured(daemon, cards);
          runs[kind].push(kind === 'alone' ? await copy() : await amidst(people, daemon, squad, heard, copy));
        }
      say(pace === 'usb2' ? '\n cameras at the pace of USB 2.0' : '\n folders, read as fast as this machine can');
      const reached = report(ms, runs.alone, runs.beside);
      if (pace === 'usb2') {
        against('API calls, p95', reached.p95, 200, 'less', ' ms');
        against('copying with people against without', reached.rate, 0.9, 'more', 'x');
      } else
        say(
          `  API calls, p95: ${reached.p95.toFixed(0)} ms; copying with people against without: ${reached.rate.toFixed(2)}x`,
        );
    }
    for (const person of people) person.leave();
    setPriority(0);
    await benchOpening(daemon.address, squad);
  } finally {
    await daemon.stop();
    rmSync(squad.dataDir, { recursive: true, force: true });
  }
}

async function measured(daemon: BenchDaemon, cards: Cards): Promise<Run> {
  await daemon.loopDelay();
  const cpu = daemon.cpuSeconds();
  const seconds = await secondsToTakeIn(daemon.socket, cards);
  return {
    seconds,
    bytesPerSecond: cards.bytes / seconds,
    cpuSeconds: daemon.cpuSeconds() - cpu,
    loop: await daemon.loopDelay(),
  };
}

async function signedIn(
  squad: Squad,
  daemon: BenchDaemon,
  heard: (route: string, ms: number) => void,
): Promise<PersonAtPage[]> {
  const people = squad.people.map((person, i) => new PersonAtPage(person, daemon.address, heard, randomFrom(i + 1)));
  for (const person of people) await person.signIn();
  return people;
}

/** People who click, and somebody who signs in now and then, for as long as `act` takes. */
async function amidst(
  people: readonly PersonAtPage[],
  daemon: BenchDaemon,
  { people: [late] }: Squad,
  heard: (route: string, ms: number) => void,
  act: () => Promise<Run>,
): Promise<Run> {
  if (late === undefined) throw new Error('nobody is there');
  const enough = new AbortController();
  setMaxListeners(people.length, enough.signal);
  for (const person of people) person.follow();
  const coming = setInterval(() => {
    const person = new PersonAtPage(late, daemon.address, heard, randomFrom(0));
    void person.signIn().finally(() => {
      person.leave();
    });
  }, SIGN_IN_EVERY_MS);
  const working = people.map((person) => person.work(enough.signal));
  try {
    return await act();
  } finally {
    clearInterval(coming);
    enough.abort();
    await Promise.all(working);
    for (const person of people) person.stopFollowing();
  }
}

interface Reached {
  /** Milliseconds. */
  readonly p95: number;
  /** Of the rate without people. */
  readonly rate: number;
}

function report(ms: ReadonlyMap<string, readonly number[]>, alone: readonly Run[], beside: readonly Run[]): Reached {
  say(`  ${'milliseconds'.padEnd(44)} ${['asked', 'p50', 'p95', 'p99'].map((t) => t.padStart(7)).join(' ')}`);
  const row = (name: string, all: readonly number[]): void => {
    const at = (p: number): string => quantile(all, p).toFixed(0).padStart(7);
    say(`  ${name.padEnd(44)} ${String(all.length).padStart(7)} ${at(0.5)} ${at(0.95)} ${at(0.99)}`);
  };
  for (const [route, all] of [...ms].sort(([a], [b]) => (a < b ? -1 : 1))) row(route, all);
  const every = [...ms.values()].flat();
  row('all', every);
  for (const [name, runs] of [
    ['without people', alone],
    ['with people', beside],
  ] as const) {
    const middle = (of: (run: Run) => number): string => median(runs.map(of)).toFixed(1);
    say(
      `  ${name}: ${middle((r) => r.bytesPerSecond / MIB)} MiB/s, ${middle((r) => r.seconds)} s, processor ${middle((r) => r.cpuSeconds)} s, ` +
        `event loop late by ${middle((r) => r.loop.p50)} ms (p50), ${middle((r) => r.loop.p99)} (p99), ${middle((r) => r.loop.max)} at most`,
    );
  }
  const rate = (runs: readonly Run[]): number => median(runs.map((r) => r.bytesPerSecond));
  return { p95: quantile(every, 0.95), rate: rate(beside) / rate(alone) };
}

/** The same clicks in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
