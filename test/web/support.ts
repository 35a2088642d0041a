/** A station's store behind the server of its page, with people in it, at a time that the test sets. */
import { Readable } from 'node:stream';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { ArchivedReader } from '../../src/archive/clear/archived-reader.js';
import type { ArchivePlace } from '../../src/archive/sync/context.js';
import { newPersonId } from '../../src/domain/ids.js';
import type { Role } from '../../src/domain/person.js';
import { addMs, fromInstant, toInstant, type Clock, type Instant } from '../../src/domain/time.js';
import type { ActContext } from '../../src/records/act.js';
import { clipsChanged } from '../../src/records/after-change.js';
import { runAct } from '../../src/records/index.js';
import { putPerson } from '../../src/records/people/put-person.js';
import { AtDock, type DockParts } from '../../src/station/at-dock.js';
import { parseConfig, configText } from '../../src/station/config.js';
import { StationMedia } from '../../src/station/clip-media.js';
import { StationPreviews } from '../../src/station/previews.js';
import { exportList } from '../../src/station/exports/list.js';
import { stationQueries } from '../../src/station/queries.js';
import { takeOriginal } from '../../src/station/take-original.js';
import type { Person } from '../../src/store/repositories/people.js';
import type { StationStore } from '../../src/store/station-store.js';
import type { Finding } from '../../src/store/verify/finding.js';
import { Reaches } from '../../src/web/access/reach.js';
import { Views } from '../../src/web/access/views.js';
import { Accounts } from '../../src/web/accounts/accounts.js';
import { PasswordHasher } from '../../src/web/accounts/password-hash.js';
import { loadPages } from '../../src/web/pages.js';
import { Writers } from '../../src/web/writers.js';
import { buildServer, type Face } from '../../src/web/server.js';
import type { ServedStation } from '../../src/web/served-station.js';
import { rulesOf } from '../records/support.js';
import { untold } from './told.js';
import { describeClip, newStore, TestVisit } from '../store/support.js';

/** Enough to tell right from wrong; the real cost is tested once. */
const CHEAP = { ln: 4, r: 8, p: 1 };

export const HOST = '127.0.0.1:8947';
export const PASSWORD = '今天天气不错我们去巡街吧';

export class WebStation {
  now: Instant = '2026-03-03T02:00:00.000Z';
  readonly clock: Clock = { now: () => fromInstant(this.now) };
  readonly faults: unknown[] = [];
  readonly served: ServedStation;
  /** What stands in the dock, and what was done with it. */
  readonly done: string[] = [];
  readonly standing: Omit<DockParts, 'store'> = {
    visits: { running: () => [{ visitId: 'v_running', cancel: () => void this.done.push('cancel') }] },
    dock: { canRetry: (slot) => slot === '口 1', retry: (slot, by) => void this.done.push(`retry ${slot} ${by}`) },
    drops: [{ path: '/drop', putNote: (path) => Promise.resolve(path === '手机/VID_1.mp4') }],
    lanes: { setPriority: (slot) => void this.done.push(`priority ${String(slot)}`) },
  };
  readonly previews: StationPreviews;
  /** What cleared originals are read from. */
  readonly places: ArchivePlace[] = [];
  /** What those turned out to have. */
  readonly foundThere: Finding[] = [];
  readonly #hasher = new PasswordHasher(CHEAP);
  readonly #servers = new Map<string, FastifyInstance>();

  private constructor(readonly store: StationStore) {
    const config = parseConfig(configText('思明中队', '一号站', ['/dock'], []), '/config.toml');
    const rules = rulesOf('xiamen-2021');
    const settings = { idleMs: 30 * 60_000, longestMs: 12 * 3_600_000, wallMs: 24 * 3_600_000, confirmMs: 10 * 60_000 };
    const acting = (by: string): ActContext => ({ store, rules, by, now: () => this.now });
    const found = (_clip: string, finding: Finding): void => void this.foundThere.push(finding);
    const reader = new ArchivedReader(store, this.places, { found });
    this.previews = new StationPreviews(store, config, this.clock, pino({ level: 'silent' }), () => 0, reader);
    this.served = {
      preview: (clip) => this.previews.demand(clip),
      queries: stationQueries(store, config, rules, this.clock),
      page: {
        media: new StationMedia(store, this.previews, reader),
        about: config.station,
        reaches: new Reaches(store),
        views: new Views(store, this.clock),
        writers: new Writers(this.clock),
        log: () => [],
        accounts: new Accounts(store, this.clock, settings, this.#hasher, ['一号站', '思明中队']),
      },
      act: (name, input, by) =>
        new Promise((resolve) => {
          resolve(runAct(acting(by), name, input));
        }),
      ingest: () => nothing(),
      recordFindings: () => Promise.resolve(),
      recordVerification: () => Promise.resolve(),
      exportList: (asked, by, sight = null) => exportList({ ...acting(by), sight }, asked),
      follow: () => nothing(),
      events: { batches: () => nothing() },
      printTrail: async (clip, language, by) => {
        await this.served.act('trail.noteExport', { clip, language }, by);
        return Readable.from(['%PDF-1.7']);
      },
      bagOfVisit: async (visit, mhl, by) => {
        const { withheld } = await this.served.act('archive.noteBag', { visit, mhl }, by);
        return { name: 'bag', payload: [], tags: [], withheld };
      },
      dock: new AtDock({ ...this.standing, store }),
      syncNow: () => Promise.resolve(),
      takeOriginal: (clip, by) => takeOriginal(store, reader, clip, by),
      bringBack: (clip) => Promise.resolve({ clip, storedPath: 'originals/x', bytes: 0, fetched: false }),
      clearNow: () => nothing(),
    };
  }

  static async open(): Promise<WebStation> {
    return new WebStation(await newStore());
  }

  later(ms: number): void {
    this.now = addMs(this.now, ms);
  }

  server(face: Partial<Extract<Face, { kind: 'web' }>> = {}): FastifyInstance {
    const key = JSON.stringify(face);
    const known = this.#servers.get(key);
    if (known !== undefined) return known;
    const pages = loadPages('/nowhere');
    const onFault = (error: unknown): void => void this.faults.push(error);
    const app = buildServer(this.served, { kind: 'web', tls: false, names: [], pages, ...face }, { onFault });
    this.#servers.set(key, app);
    onTestFinished(() => app.close());
    return app;
  }

  async person(role: Role, changes: Partial<Person> = {}): Promise<Person> {
    const id = newPersonId();
    const hash = await this.#hasher.hash(PASSWORD);
    return this.store.transaction(() => {
      const context = { store: this.store, by: 'test', now: () => this.now };
      const person = putPerson(context, {
        id,
        login: `${role}-${id.slice(-4).toLowerCase()}`,
        name: `${role} 甲`,
        role,
        unit: null,
        numbers: [],
        cleared: [],
        disabled: false,
        since: this.now,
        why: null,
        ...changes,
      });
      this.store.sessions.setPassword(person.id, hash, toInstant(this.clock.now()));
      return person;
    });
  }

  /** A browser in which this person is signed in. */
  async as(role: Role, changes: Partial<Person> = {}): Promise<Browser> {
    return this.signIn(await this.person(role, changes));
  }

  async signIn(person: Person): Promise<Browser> {
    const browser = this.browser();
    const answer = await browser.send('POST', '/api/session', { login: person.login, password: PASSWORD });
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return browser;
  }

  browser(): Browser {
    return new Browser(this.server());
  }
}

export class Browser {
  cookie: string | undefined;

  constructor(private readonly app: FastifyInstance) {}

  async send(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<LightMyRequestResponse> {
    const answer = await this.app.inject({
      method,
      url,
      headers: {
        host: HOST,
        ...(method === 'GET' ? {} : { origin: `http://${HOST}`, 'sec-fetch-site': 'same-origin' }),
        ...(this.cookie === undefined ? {} : { cookie: this.cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const json = answer.statusCode === 200 && answer.headers['content-type']?.toString().startsWith('application/json');
    const wrong = json === true ? untold(method, url, answer.json()) : [];
    if (wrong.length > 0)
      throw new Error(`${method} ${url} answers what docs/openapi.json does not say: ${wrong.join(', ')}`);
    const given = answer.headers['set-cookie'];
    if (typeof given === 'string') this.cookie = given.includes('Max-Age=0') ? undefined : given.split(';')[0];
    return answer;
  }

  ask(name: string, input: unknown): Promise<LightMyRequestResponse> {
    return this.send('POST', `/api/questions/${name}`, { input });
  }

  act(name: string, input: unknown): Promise<LightMyRequestResponse> {
    return this.send('POST', `/api/acts/${name}`, { input });
  }
}

export const codeOf = (answer: LightMyRequestResponse): unknown => answer.json<{ code?: unknown }>().code;

async function* nothing(): AsyncGenerator<never> {
  // Nothing happens at this dock.
}

let clips = 0;

/** Recorded by the officer whose number the camera has. */
export async function clipOf(
  station: WebStation,
  officer: string,
  start = '2026-03-01T02:00:00.000Z',
): Promise<string> {
  clips += 1;
  const { store } = station;
  const visit = TestVisit.open(store, `S${officer}`, `fs-uuid:${officer}`);
  const index = await visit.ingest(`DCIM/${String(clips)}.mp4`, `clip ${String(clips)} of ${officer}`);
  const id = store.entries.get(visit.subject.id, index)?.clipId ?? '';
  store.db.prepare('UPDATE clips SET officer_no = ? WHERE id = ?').run(officer, id);
  describeClip(store, id, start, start);
  store.transaction(() => {
    clipsChanged({ store, rules: rulesOf('xiamen-2021'), by: 'test', now: () => station.now }, [id]);
  });
  return id;
}
