/** The rules: a hundred thousand deadlines judged, and what is overdue among a million clips. */
import type * as Time from '../../src/domain/time.js';
import type { Facts, KnownMoment } from '../../src/policy/facts/facts.js';
import type * as Evaluate from '../../src/policy/deadlines/evaluate.js';
import type * as Load from '../../src/policy/rulebooks/load.js';
import type * as InForce from '../../src/policy/rules-in-force.js';
import type * as FactsModule from '../../src/policy/facts/facts.js';
import type * as Records from '../../src/records/index.js';
import type * as Store from '../../src/store/station-store.js';
import type * as Paths from '../../src/store/paths.js';
import { against, median, say } from './report.js';
import { newStation } from './workshop.js';

const dist = (path: string): string => new URL(`../../../dist/${path}`, import.meta.url).href;
const { systemClock, toInstant, addMs } = (await import(dist('domain/time.js'))) as typeof Time;
const { evaluateDeadlines } = (await import(dist('policy/deadlines/evaluate.js'))) as typeof Evaluate;
const { loadRulebooks } = (await import(dist('policy/rulebooks/load.js'))) as typeof Load;
const { workingDaysOf } = (await import(dist('policy/rules-in-force.js'))) as typeof InForce;
const { NO_FACTS } = (await import(dist('policy/facts/facts.js'))) as typeof FactsModule;
const { answer } = (await import(dist('records/index.js'))) as typeof Records;
const { openStationStore } = (await import(dist('store/station-store.js'))) as typeof Store;
const { dataPaths } = (await import(dist('store/paths.js'))) as typeof Paths;

const MINUTE = 60_000;
const ROUNDS = 5;

export async function benchRules(deadlines: number, clips: number): Promise<void> {
  benchEngine(deadlines);
  await benchOverdue(clips);
}

/** As many open deadlines, re-evaluated with all their reasons. */
function benchEngine(deadlines: number): void {
  say(`\n${String(deadlines)} open deadlines re-evaluated, medians of ${String(ROUNDS)} rounds`);
  const { calendar } = workingDaysOf('Asia/Shanghai');
  const now = toInstant(systemClock.now());
  const facts = factsOf(deadlines, now);
  for (const [id, rulebook] of loadRulebooks()) {
    const seconds = Array.from({ length: ROUNDS }, () => {
      const began = performance.now();
      let judged = 0;
      for (const one of facts) {
        judged += evaluateDeadlines(rulebook, one, now, calendar).length;
        if (judged >= deadlines) break;
      }
      return (performance.now() - began) / 1000;
    });
    against(id, median(seconds), 1, 'less', ' s');
  }
}

/** Recordings of the year before now; what is known of them differs. */
function factsOf(count: number, now: Time.Instant): Facts[] {
  const known = (at: Time.Instant): KnownMoment => ({ at, source: 'camera', confidence: 'certain' });
  return Array.from({ length: count }, (_, i) => {
    const start = addMs(now, -(count - i) * 5 * MINUTE);
    const end = known(addMs(start, 4 * MINUTE));
    return {
      ...NO_FACTS,
      moments: {
        recordingStart: known(start),
        recordingEnd: end,
        ...(i % 3 === 0 && { activityEnd: end }),
        ...(i % 5 === 0 && { workDayEnd: end }),
        ...(i % 7 === 0 && { returnToUnit: end }),
      },
    };
  });
}

/** Two deadlines to each clip; a tenth of the labels is open and late, a tenth of the rest is not due yet. */
async function benchOverdue(clips: number): Promise<void> {
  say(`\nwhat is overdue among ${String(clips)} clips`);
  const store = openStationStore(dataPaths(await newStation('overdue')), {
    clock: systemClock,
    actor: 'bench',
    clockSynchronised: () => null,
  });
  const now = toInstant(systemClock.now());
  store.transaction(() => {
    fill(store, clips, now);
  });
  const rulebook = loadRulebooks().get('xiamen-2021');
  if (rulebook === undefined) throw new Error('no rulebook');
  const context = { store, rules: { rulebook, ...workingDaysOf('Asia/Shanghai') }, now: () => now };
  const timed = (what: string, ask: () => unknown): void => {
    const seconds = Array.from({ length: ROUNDS }, () => {
      const began = performance.now();
      ask();
      return (performance.now() - began) / 1000;
    });
    against(what, median(seconds), 2, 'less', ' s');
  };
  timed('the first 50, with the tally', () => answer(context, 'deadlines.next', {}));
  timed('the first 10,000 that are late', () => answer(context, 'deadlines.next', { state: 'late', limit: 10_000 }));
  for (const by of ['officer', 'camera'] as const)
    timed(`late by ${by}`, () => answer(context, 'deadlines.by', { by, state: 'late' }));
  timed('one officer', () => answer(context, 'deadlines.next', { officer: '350201' }));
  store.close();
}

/** Straight into the table: how the rows come to be is not what is measured. */
function fill(store: Store.StationStore, clips: number, now: Time.Instant): void {
  const { db } = store;
  const camera = (i: number): string => `cam_${String(i % 25)}`;
  for (let i = 0; i < 25; i += 1)
    db.prepare(
      "INSERT INTO cameras (id, serial, medium_id, profile, source_type, first_seen, last_seen) VALUES (?, ?, ?, 'l1-param-ini', 'camera', ?, ?)",
    ).run(camera(i), `CAM${String(i)}`, `m${String(i)}`, now, now);
  db.prepare(
    "INSERT INTO visits (id, slot, root, driver, profile, source_type, state, phase, opened_at) VALUES ('v_1', 's', '/', 'volume', 'l1-param-ini', 'camera', 'closed', 'done', ?)",
  ).run(now);
  const original = db.prepare(
    "INSERT INTO originals (sha256, bytes, stored_path, stored_at, read_back) VALUES (?, 1, ?, ?, 'direct')",
  );
  const clip = db.prepare(`
    INSERT INTO clips (id, sha256, bytes, kind, state, camera_id, officer_no, visit_id, source_type, source_path, source_stamp, stored_path, stored_at,
      sort_at, important, encrypted, media_state, times, start_at, end_at)
    VALUES (@id, @id, 1, 'video', 'verified', @camera, @officer, 'v_1', 'camera', @id, '0', @id, @at, @at, 0, 0, 'read', '{}', @at, @at)`);
  for (let i = 0; i < clips; i += 1) {
    const id = `c_${String(i).padStart(26, '0')}`;
    const at = addMs(now, -(clips - i) * 30_000);
    const [cameraId, officer] = [camera(i), `3502${String(i % 25).padStart(2, '0')}`];
    original.run(id, id, at);
    clip.run({ id, camera: cameraId, officer, at });
    const due = addMs(at, 48 * 60 * MINUTE);
    const doneAt = i % 10 === 0 ? null : addMs(at, MINUTE);
    const common = {
      provisional: false,
      blocked: false,
      estimated: true,
      moment: 'recordingEnd',
      momentAt: at,
    } as const;
    store.deadlines.replace({ clipId: id, cameraId, officer, activityId: null }, [
      { ...common, rule: 'upload', due: addMs(at, 24 * 60 * MINUTE), doneAt: at, settled: 'met' },
      { ...common, rule: 'label', due, doneAt, settled: doneAt === null ? null : 'met' },
    ]);
  }
}
