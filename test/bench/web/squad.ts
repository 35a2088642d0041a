/** A squad's station: fifty officers with a month of clips, most of them labelled. */
import { mkdirSync, truncateSync, writeFileSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as Time from '../../../src/domain/time.js';
import type * as AfterChange from '../../../src/records/after-change.js';
import type * as Records from '../../../src/records/index.js';
import type * as Keep from '../../../src/records/search/keep.js';
import type * as Config from '../../../src/station/config.js';
import type * as Rules from '../../../src/station/rules.js';
import type * as Paths from '../../../src/store/paths.js';
import type * as Store from '../../../src/store/station-store.js';
import { sayJudged } from '../judged.js';
import { makeClips, type Made } from '../labelled-clips.js';
import { addPeople } from './people.js';
import { newStation } from '../workshop.js';

const dist = (path: string): string => new URL(`../../../../dist/${path}`, import.meta.url).href;
const { addMs, systemClock, toInstant } = (await import(dist('domain/time.js'))) as typeof Time;
const { clipsChanged } = (await import(dist('records/after-change.js'))) as typeof AfterChange;
const { runAct } = (await import(dist('records/index.js'))) as typeof Records;
const { writeNextSearch } = (await import(dist('records/search/keep.js'))) as typeof Keep;
const { loadConfig } = (await import(dist('station/config.js'))) as typeof Config;
const { loadRules } = (await import(dist('station/rules.js'))) as typeof Rules;
const { dataPaths } = (await import(dist('store/paths.js'))) as typeof Paths;
const { openStationStore } = (await import(dist('store/station-store.js'))) as typeof Store;

/** Reads cameras at the pace they are given. */
const PACED = fileURLToPath(dist('device/testing/faulty-driver.js'));

export const PEOPLE = 50;
const CLIPS = 20_000;
/** About as many a day as fifty officers record. */
const APART_MS = (30 * 24 * 3_600_000) / CLIPS;
/** Of the last days' clips nobody has labelled. */
const UNLABELLED = 500;
const IN_ACTIVITY = 4;

export interface Person {
  readonly login: string;
  readonly number: string;
  readonly role: 'officer' | 'custodian';
  readonly clips: readonly Made[];
}

export interface Squad {
  readonly dataDir: string;
  readonly people: readonly Person[];
}

/** Forty-eight officers and two custodians; previews are there, and a station that has judged everything. */
export async function newSquad(): Promise<Squad> {
  const dataDir = await newStation('web', { lanes: 4 }, [PACED]);
  const file = join(dataDir, 'config.toml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^port = .*$/m, 'port = 0'));
  const paths = dataPaths(dataDir);
  const store = openStationStore(paths, { clock: systemClock, actor: 'bench', clockSynchronised: () => null });
  // What is made up beforehand need not survive a power cut.
  store.db.pragma('synchronous = OFF');
  const now = (): Time.Instant => toInstant(systemClock.now());
  const context = { store, rules: loadRules(loadConfig(paths)), by: 'bench', now };
  const made = new Map<string, Made[]>();
  const shown = store.db.prepare("INSERT INTO previews (clip_id, state, bytes, seen_at) VALUES (?, 'asIs', 0, ?)");
  makeClips(store, {
    clips: CLIPS,
    first: addMs(now(), -CLIPS * APART_MS),
    apartMs: APART_MS,
    officers: PEOPLE - 2,
    footage: (i) => ({ kind: 'video', bytes: 1 + ((i * 7919) % 1_000_003) }),
    labelled: (i) => i < CLIPS - UNLABELLED,
    made: (clip) => {
      const path = join(dataDir, clip.storedPath);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, '');
      truncateSync(path, clip.bytes);
      shown.run(clip.id, now());
      made.set(clip.officer, [...(made.get(clip.officer) ?? []), clip]);
    },
  });
  for (const clips of made.values())
    for (let i = 0; i < clips.length; i += IN_ACTIVITY)
      runAct(context, 'activity.begin', { clips: clips.slice(i, i + IN_ACTIVITY).map((c) => c.id), title: '日常巡查' });
  const all = [...made.values()].flat();
  for (let i = 0; i < all.length; i += 500)
    store.transaction(() => {
      clipsChanged(
        context,
        all.slice(i, i + 500).map((c) => c.id),
      );
    });
  while (store.transaction(() => writeNextSearch(store, 200)));
  sayJudged(store, context.rules);
  const people = Array.from({ length: PEOPLE }, (_, i): Person => {
    const number = String(1000 + i);
    const role = i < PEOPLE - 2 ? 'officer' : 'custodian';
    return { login: `p${number}`, number, role, clips: made.get(number) ?? all.slice(-UNLABELLED) };
  });
  await addPeople(
    store,
    people.map(({ login, number, role }) => ({ login, name: `张三${number}`, role, numbers: [number] })),
  );
  await store.signer.sign();
  store.close();
  return { dataDir, people };
}
