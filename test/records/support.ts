/** A station's store with rules and a clock of its own, to put things on record in. */
import { loadRulebooks } from '../../src/policy/rulebooks/load.js';
import { findRulebook } from '../../src/policy/rulebook/library.js';
import { workingDaysOf, type RulesInForce } from '../../src/policy/rules-in-force.js';
import type { ActContext } from '../../src/records/act.js';
import { clipsChanged } from '../../src/records/after-change.js';
import {
  answer,
  runAct,
  type ActInput,
  type ActName,
  type ActOutput,
  type QuestionInput,
  type QuestionName,
  type QuestionOutput,
} from '../../src/records/index.js';
import type { Instant } from '../../src/domain/time.js';
import { decodeEntry } from '../../src/store/custody/entry.js';
import type { Sight } from '../../src/store/repositories/clip-sight.js';
import type { Finding } from '../../src/store/verify/finding.js';
import { recordsPart } from '../../src/store/verify/verify-records.js';
import type { StationStore } from '../../src/store/station-store.js';
import { describeClip, newStore, TestVisit } from '../store/support.js';
import { untold } from '../web/told.js';

export const ZONE = 'Asia/Shanghai';

export const rulesOf = (name: string): RulesInForce => ({
  rulebook: findRulebook(loadRulebooks(), name),
  ...workingDaysOf(ZONE),
});

/** What comes of acts and questions is what the document of the API says: every test of them looks. */
function told<T>(path: string, value: T): T {
  const wrong = untold('POST', path, JSON.parse(JSON.stringify(value)));
  if (wrong.length > 0) throw new Error(`${path} answers what docs/openapi.json does not say: ${wrong.join(', ')}`);
  return value;
}

/** People acting on one store at moments that the test sets. */
export class OnRecord {
  now: Instant = '2026-03-03T02:00:00.000Z';
  rules: RulesInForce;
  #clips = 0;

  private constructor(
    readonly store: StationStore,
    rulebook: string,
  ) {
    this.rules = rulesOf(rulebook);
  }

  static async open(rulebook = 'xiamen-2021', make = newStore): Promise<OnRecord> {
    return new OnRecord(await make(), rulebook);
  }

  do<N extends ActName>(name: N, input: ActInput<N>, by = 'wang'): ActOutput<N> {
    return told(`/api/acts/${name}`, runAct(this.acting(by), name, input));
  }

  acting(by: string): ActContext {
    return { store: this.store, rules: this.rules, now: () => this.now, by };
  }

  ask<N extends QuestionName>(name: N, input: QuestionInput<N>): QuestionOutput<N> {
    return told(
      `/api/questions/${name}`,
      answer({ store: this.store, rules: this.rules, now: () => this.now }, name, input),
    );
  }

  askAs<N extends QuestionName>(sight: Sight, name: N, input: QuestionInput<N>): QuestionOutput<N> {
    return answer({ store: this.store, rules: this.rules, now: () => this.now, sight }, name, input);
  }

  /** A stored clip. @param span its corrected start and end; null where its time is not known @returns its id */
  async clip(span: readonly [Instant, Instant] | null, serial = '7654321'): Promise<string> {
    this.#clips += 1;
    const visit = TestVisit.open(this.store, serial, `fs-uuid:${serial}`);
    const index = await visit.ingest(`DCIM/${String(this.#clips)}.mp4`, `clip ${String(this.#clips)} of ${serial}`);
    const id = this.store.entries.get(visit.subject.id, index)?.clipId;
    if (id == null) throw new Error('the clip was not stored');
    if (span !== null) describeClip(this.store, id, ...span);
    this.store.transaction(() => {
      clipsChanged(this.acting('wang'), [id]);
    });
    return id;
  }
}

/** The error an act throws; undefined where it goes through. */
export function failure(act: () => unknown): unknown {
  try {
    act();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** What verify says of the rows that stand for acts. */
export function findingsOn(store: StationStore): Finding[] {
  const part = recordsPart(store);
  const log = store.db.prepare<[], Buffer>('SELECT bytes FROM custody_entries ORDER BY seq').pluck().all();
  const missing = log.flatMap((bytes) => {
    const entry = decodeEntry(bytes);
    if (entry === undefined) throw new Error('an entry that cannot be read');
    return part.entries.filter(({ kinds }) => kinds.includes(entry.kind)).flatMap(({ check }) => [...check(entry)]);
  });
  return [...missing, ...part.rows()];
}
