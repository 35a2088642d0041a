/** Search over a million labelled clips: the first page of each kind of question, its count included, and the peers. */
import type * as Store from '../../src/store/station-store.js';
import type { Sight } from '../../src/store/repositories/clip-sight.js';
import type * as Paths from '../../src/store/paths.js';
import type * as Time from '../../src/domain/time.js';
import type * as Keep from '../../src/records/search/keep.js';
import type * as Tidy from '../../src/records/search/tidy.js';
import type * as Records from '../../src/records/index.js';
import type * as Rules from '../../src/station/rules.js';
import type * as Config from '../../src/station/config.js';
import { against, median, say } from './report.js';
import { sayJudged } from './judged.js';
import { fill } from './search-data.js';
import { benchSearchAtBrowser } from './search-browser.js';
import { peersOf, type Peer } from './search-peer.js';
import { shuffled } from './shuffled.js';
import { addPeople } from './web/people.js';
import { newStation } from './workshop.js';

const dist = (path: string): string => new URL(`../../../dist/${path}`, import.meta.url).href;
const { openStationStore } = (await import(dist('store/station-store.js'))) as typeof Store;
const { dataPaths } = (await import(dist('store/paths.js'))) as typeof Paths;
const { systemClock, toInstant } = (await import(dist('domain/time.js'))) as typeof Time;
const { writeNextSearch } = (await import(dist('records/search/keep.js'))) as typeof Keep;
const { SearchTidying } = (await import(dist('records/search/tidy.js'))) as typeof Tidy;
const { answer } = (await import(dist('records/index.js'))) as typeof Records;
const { loadRules } = (await import(dist('station/rules.js'))) as typeof Rules;
const { loadConfig } = (await import(dist('station/config.js'))) as typeof Config;

const RUNS = 7;
/** Of the 300 ms at the browser: what is left to the station's answer. */
const BAR_MS = 200;

type Input = Records.QuestionInput<'search.clips'>;

const OFFICER: Omit<Sight, 'reach'> = {
  by: '张伟 <u_x>',
  own: ['1007'],
  recorders: [],
  units: [],
  known: [],
  cleared: [],
};
const SQUAD = Array.from({ length: 30 }, (_, i) => ({ called: String(1000 + i), from: '', until: null }));

const QUESTIONS: Readonly<Record<string, readonly [Input, Sight?]>> = {
  'everything, newest first': [{}],
  'everything, largest first': [{ sort: '-bytes' }],
  'a party of two characters': [{ party: '张伟' }],
  'a party that is one of a million': [{ party: '独一无二小店' }],
  'a party by its kind of shop': [{ party: '食品店' }],
  'a date': [{ day: '2025-03-01' }],
  'a date, largest first': [{ day: '2025-03-01', sort: '-bytes' }],
  'a year, smallest first': [{ since: '2024-06-01T00:00:00.000Z', until: '2025-06-01T00:00:00.000Z', sort: 'bytes' }],
  'a place': [{ place: '湖滨南路' }],
  'a place with a number': [{ place: '湖滨南路 77号' }],
  'a place by its last character': [{ place: '号' }],
  'a kind of activity': [{ event: '行政检查' }],
  'an officer': [{ officer: '1007' }],
  'a camera': [{ camera: 'DSJ0007' }],
  'a camera, largest first': [{ camera: 'DSJ0007', sort: '-bytes' }],
  'a case': [{ case: '厦思城执〔2024〕77号' }],
  'a category': [{ category: '行政强制' }],
  'a state': [{ state: 'verified', label: 'complete' }],
  photos: [{ kind: 'photo' }],
  'photos, largest first': [{ kind: 'photo', sort: '-bytes' }],
  'videos of a category, smallest first': [{ kind: 'video', category: '行政强制', sort: 'bytes' }],
  'free text, two characters': [{ text: '噪声' }],
  'free text, one character': [{ text: '张' }],
  'free text, one character of everything': [{ text: '检' }],
  'free text, a year': [{ text: '2025' }],
  'free text, words that are everywhere': [{ text: '检查 思明' }],
  'free text, common words that never meet': [{ text: '占道经营 油烟' }],
  'a few of these together': [
    { place: '思明区', category: '行政处罚', officer: '1007', since: '2025-01-01T00:00:00.000Z' },
  ],
  'a common word, largest first': [{ text: '检查', sort: '-bytes' }],
  'a rarer word, largest first': [{ text: '独一无二', sort: '-bytes' }],
  'common words that never meet, largest first': [{ text: '占道经营 油烟', sort: '-bytes' }],
  'another word, largest first': [{ text: '噪声', sort: '-bytes' }],
  'an officer who sees his own': [{ text: '检查' }, { ...OFFICER, reach: 'own' }],
  'an officer who sees his own, largest first': [{ sort: '-bytes' }, { ...OFFICER, reach: 'own' }],
  'a leader who sees a unit of thirty': [{ text: '检查' }, { ...OFFICER, reach: 'unit', recorders: SQUAD }],
  'a leader who sees a unit of thirty, largest first': [
    { sort: '-bytes' },
    { ...OFFICER, reach: 'unit', recorders: SQUAD },
  ],
};

export async function benchSearch(clips: number): Promise<void> {
  say(`\nsearch over ${String(clips)} labelled clips`);
  const dataDir = await newStation('search');
  const paths = dataPaths(dataDir);
  const store = openStationStore(paths, { clock: systemClock, actor: 'bench', clockSynchronised: () => null });
  fill(store, clips);
  const began = performance.now();
  let steps = 1;
  while (store.transaction(() => writeNextSearch(store, 200))) steps += 1;
  const tidying = new SearchTidying();
  while (tidying.step(store)) steps += 1;
  const perSecond = clips / ((performance.now() - began) / 1000);
  say(`  ${perSecond.toFixed(0)} clips per second into the index, in ${String(steps)} steps that a stop may follow`);
  askAll(store, loadRules(loadConfig(paths)));
  comparePeers(store, loadRules(loadConfig(paths)), peersOf(store.db));
  sayJudged(store, loadRules(loadConfig(paths)));
  await addPeople(store, [{ login: 'bench', name: '测试', role: 'custodian', numbers: [] }]);
  store.close();
  await benchSearchAtBrowser(dataDir, 'bench');
}

type InForce = ReturnType<typeof Rules.loadRules>;

/** The processor's time of one question, milliseconds: what else the machine does is not counted. */
function askAll(store: Store.StationStore, rules: InForce): void {
  const now = (): string => toInstant(systemClock.now());
  for (const [what, [input, sight]] of Object.entries(QUESTIONS)) {
    const ask = () => answer({ store, rules, now, sight: sight ?? null }, 'search.clips', input);
    const { total, capped } = ask();
    const times = Array.from({ length: RUNS }, () => processorMs(ask));
    against(`${what} (${String(total)}${capped ? '+' : ''} found)`, median(times), BAR_MS, 'less', ' ms');
  }
}

/** Common, rare, never there: LIKE is soon done with the first and goes through everything for the last. */
const TEXTS = ['检查', '鼓浪', '独一无二', '占道经营', '张伟', 'vid_999'];

function comparePeers(store: Store.StationStore, rules: InForce, peers: readonly Peer[]): void {
  const now = (): string => toInstant(systemClock.now());
  say('  first page by a text alone, processor milliseconds (peer / ours, more than 1 is ours the faster)');
  for (const text of TEXTS) {
    const methods = [
      {
        name: 'ours',
        page: () => answer({ store, rules, now, sight: null }, 'search.clips', { text, total: false }).rows.length,
      },
      ...peers
        .filter(({ least }) => Array.from(text).length >= least)
        .map(({ name, page }) => ({ name, page: () => page(text) })),
    ];
    const times = new Map(methods.map(({ name }) => [name, [] as number[]]));
    for (let i = 0; i < RUNS; i += 1)
      for (const { name, page } of shuffled(methods)) times.get(name)?.push(processorMs(page));
    const ours = median(times.get('ours') ?? []);
    const line = [...times].map(([name, all]) =>
      name === 'ours'
        ? `ours ${ours.toFixed(2)}`
        : `${name} ${median(all).toFixed(2)} (${(median(all) / ours).toFixed(1)}x)`,
    );
    say(`    ${text}: ${line.join(', ')}`);
  }
}

function processorMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
