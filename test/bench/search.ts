/** Search over a million labelled clips: the first page of each kind of question, its count included. */
import type * as Store from '../../src/store/station-store.js';
import type { Sight } from '../../src/store/repositories/clip-sight.js';
import type * as Paths from '../../src/store/paths.js';
import type * as Time from '../../src/domain/time.js';
import type * as Keep from '../../src/records/search/keep.js';
import type * as Records from '../../src/records/index.js';
import type * as Rules from '../../src/station/rules.js';
import type * as Config from '../../src/station/config.js';
import { makeClips } from './labelled-clips.js';
import { against, median, say } from './report.js';
import { newStation } from './workshop.js';

const dist = (path: string): string => new URL(`../../../dist/${path}`, import.meta.url).href;
const { openStationStore } = (await import(dist('store/station-store.js'))) as typeof Store;
const { dataPaths } = (await import(dist('store/paths.js'))) as typeof Paths;
const { systemClock, toInstant } = (await import(dist('domain/time.js'))) as typeof Time;
const { writeNextSearch } = (await import(dist('records/search/keep.js'))) as typeof Keep;
const { answer } = (await import(dist('records/index.js'))) as typeof Records;
const { loadRules } = (await import(dist('station/rules.js'))) as typeof Rules;
const { loadConfig } = (await import(dist('station/config.js'))) as typeof Config;

const FIRST = '2024-01-01T00:00:00.000Z';
/** A clip about every minute for two years. */
const APART_MS = 63_000;
const RUNS = 15;
const BAR_MS = 300;

export async function benchSearch(clips: number): Promise<void> {
  say(`\nsearch over ${String(clips)} labelled clips`);
  const dataDir = await newStation('search');
  const paths = dataPaths(dataDir);
  const store = openStationStore(paths, { clock: systemClock, actor: 'bench', clockSynchronised: () => null });
  makeClips(store, { clips, first: FIRST, apartMs: APART_MS, officers: 300, labelled: () => true });
  let steps = 0;
  const began = performance.now();
  while (store.transaction(() => writeNextSearch(store))) steps += 1;
  const seconds = (performance.now() - began) / 1000;
  say(
    `  ${(clips / seconds).toFixed(0)} clips per second into the index, in ${String(steps + 1)} steps that a stop may follow`,
  );
  const context = { store, rules: loadRules(loadConfig(paths)), now: () => toInstant(systemClock.now()) };
  const officer = { by: '张伟 <u_x>', own: ['1007'], recorders: [], units: [], cleared: [] };
  const squad = Array.from({ length: 30 }, (_, i) => ({ called: String(1000 + i), from: '', until: null }));
  const questions: Readonly<Record<string, readonly [Records.QuestionInput<'search.clips'>, Sight?]>> = {
    'everything, newest first': [{}],
    'everything, largest first': [{ sort: '-bytes' }],
    'a party of two characters': [{ party: '张伟' }],
    'a party that is one of a million': [{ party: '独一无二小店' }],
    'a party by its kind of shop': [{ party: '食品店' }],
    'a date': [{ day: '2025-03-01' }],
    'a place': [{ place: '湖滨南路' }],
    'a place with a number': [{ place: '中山路 77号' }],
    'a kind of activity': [{ event: '行政检查' }],
    'an officer': [{ officer: '1007' }],
    'a camera': [{ camera: 'DSJ0007' }],
    'a case': [{ case: '厦思城执〔2025〕77号' }],
    'a category': [{ category: '行政强制' }],
    'a state': [{ state: 'verified', label: 'complete' }],
    'free text, two characters': [{ text: '噪声' }],
    'free text, one character': [{ text: '张' }],
    'free text, words that are everywhere': [{ text: '检查 思明' }],
    'free text, common words that never meet': [{ text: '占道经营 油烟' }],
    'a few of these together': [
      { place: '中山路', category: '行政处罚', officer: '1007', since: '2025-01-01T00:00:00.000Z' },
    ],
    'a common word, largest first': [{ text: '检查', sort: '-bytes' }],
    'an officer who sees his own': [{ text: '检查' }, { ...officer, reach: 'own' }],
    'a leader who sees a unit of thirty': [{ text: '检查' }, { ...officer, reach: 'unit', recorders: squad }],
  };
  for (const [what, [input, sight]] of Object.entries(questions)) {
    const asking = { ...context, sight: sight ?? null };
    const ask = (): Records.QuestionOutput<'search.clips'> => answer(asking, 'search.clips', input);
    const { total, capped } = ask();
    const times = Array.from({ length: RUNS }, () => {
      const asked = performance.now();
      ask();
      return performance.now() - asked;
    });
    against(`${what} (${String(total)}${capped ? '+' : ''} found)`, median(times), BAR_MS, 'less', ' ms');
  }
  store.close();
}
