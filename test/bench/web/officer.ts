/** One person at one page: signs in, looks at what is due, lists, searches, plays and labels, with pauses to think. */
import { Agent, request, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { StationLive, type Stream, type Surroundings } from '../../../src/ui/live/station-live.js';
import type { LiveEvent, StationStatus } from '../../../src/web/api-types.js';
import { PASSWORD } from './people.js';
import type { Person } from './squad.js';

/**
 * A click every three to six seconds: as fast as somebody goes on who labels clip after clip by keyboard. Most people at
 * a shift change are slower.
 */
const THINK_MS = [3_000, 6_000] as const;
const RANGE = 512 * 1024;

export type Heard = (route: string, ms: number) => void;

type Click = (of: PersonAtPage) => Promise<unknown>;

export class PersonAtPage {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 6 });
  #cookie = '';
  #clip = 0;
  readonly #live: StationLive;

  constructor(
    readonly person: Person,
    private readonly address: string,
    private readonly heard: Heard,
    private readonly random: () => number,
  ) {
    this.#live = new StationLive({
      status: () => this.call('GET', '/api/status') as Promise<StationStatus>,
      listen: (on, progress) => this.#listen(on, progress),
      now: () => performance.now(),
      random: this.random,
      later: (act, ms) => {
        const timer = setTimeout(act, ms);
        return () => {
          clearTimeout(timer);
        };
      },
    });
  }

  async signIn(): Promise<void> {
    await this.call('POST', '/api/session', { login: this.person.login, password: PASSWORD });
  }

  /** The page's own way of staying up to date; a custodian has the dock on the screen. */
  follow(): void {
    this.#live.start();
    if (this.person.role === 'custodian') this.#live.attend();
  }

  stopFollowing(): void {
    this.#live.stop();
  }

  leave(): void {
    this.#agent.destroy();
  }

  /** Clicks until it is enough. */
  async work(enough: AbortSignal): Promise<void> {
    const [least, most] = THINK_MS;
    const thinks = (): Promise<boolean> =>
      pause(least + this.random() * (most - least), true, { signal: enough }).catch(() => false);
    for (let i = Math.floor(this.random() * CLICKS.length); await thinks(); i += 1)
      await CLICKS[i % CLICKS.length]?.(this);
  }

  ask(name: string, input: unknown): Promise<unknown> {
    return this.call('POST', `/api/questions/${name}`, { input });
  }

  /** A clip of the person's own that has no label yet, as far as there are such. */
  get clip(): string {
    const { clips } = this.person;
    return clips[clips.length - 1 - (this.#clip % 10)]?.id ?? '';
  }

  nextClip(): void {
    this.#clip += 1;
  }

  /** From the request to the last byte of the answer. */
  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<unknown> {
    const began = performance.now();
    const response = await this.#send(method, path, body, headers);
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    this.heard(
      `${method} ${path.replace(/\?.*$/, '').replaceAll(/c_[0-9A-Z]{26}/g, '{id}')}`,
      performance.now() - began,
    );
    const text = Buffer.concat(chunks);
    if ((response.statusCode ?? 500) >= 400) throw new Error(`${method} ${path}: ${text.toString()}`);
    return headers['range'] === undefined ? JSON.parse(text.toString()) : undefined;
  }

  #listen(on: Parameters<Surroundings['listen']>[0], progress: boolean): Stream {
    let closed = false;
    let stream: IncomingMessage | undefined;
    const broken = (): void => {
      if (!closed) on.broken();
    };
    this.#send('GET', `/api/live?progress=${String(progress)}`, undefined, { accept: 'text/event-stream' }).then(
      (response) => {
        stream = response;
        if (closed) response.destroy();
        on.open();
        let rest = '';
        response.on('error', broken).on('close', broken);
        response.setEncoding('utf8').on('data', (text: string) => {
          const blocks = (rest + text).split('\n\n');
          rest = blocks.pop() ?? '';
          for (const block of blocks)
            if (block.startsWith('data: ')) on.event(JSON.parse(block.slice('data: '.length)) as LiveEvent);
        });
      },
      broken,
    );
    return {
      close: () => {
        closed = true;
        stream?.destroy();
      },
    };
  }

  #send(method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<IncomingMessage> {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const origin = new URL(this.address).origin;
    return new Promise((resolve, reject) => {
      const asked = request(new URL(path, this.address), {
        agent: this.#agent,
        method,
        headers: {
          ...headers,
          ...(this.#cookie === '' ? {} : { cookie: this.#cookie }),
          ...(payload === undefined
            ? {}
            : { origin, 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
        },
      });
      asked.on('error', (error: NodeJS.ErrnoException) => {
        // The server closed an idle connection just then: browsers ask again as well.
        if (asked.reusedSocket && error.code === 'ECONNRESET')
          this.#send(method, path, body, headers).then(resolve, reject);
        else reject(error);
      });
      asked.on('response', (response) => {
        const [given] = response.headers['set-cookie'] ?? [];
        this.#cookie = given?.split(';')[0] ?? this.#cookie;
        resolve(response);
      });
      asked.end(payload);
    });
  }
}

const whose = ({ person }: PersonAtPage): object => (person.role === 'officer' ? { officer: person.number } : {});

/** As the page asks (`src/ui/due/unexplained.ts`). */
async function unexplained(of: PersonAtPage): Promise<void> {
  let after: string | null = null;
  do after = ((await of.ask('interruptions', { after })) as { readonly next: string | null }).next;
  while (after !== null);
}

/** What a click on each page asks for (`src/ui`), in the order in which people go. */
const CLICKS: readonly Click[] = [
  // 待办
  (of) =>
    Promise.all([
      of.ask('deadlines.next', { ...whose(of), limit: 0 }),
      of.ask('deadlines.next', { ...whose(of), rule: 'label', limit: 0 }),
      unexplained(of),
      of.ask('deadlines.next', { ...whose(of), limit: 500 }),
    ]),
  // 标注: the list, then clip after clip
  (of) =>
    Promise.all([of.call('GET', '/api/clips?limit=200&unlabelled=true'), of.ask('activity.propose', { limit: 1000 })]),
  open,
  play,
  label,
  open,
  play,
  label,
  // 检索
  (of) => of.ask('search.clips', { text: '检查' }),
  (of) => of.ask('search.clips', { place: '中山路', party: '食品店' }),
  // One clip with all that is on record of it
  (of) =>
    Promise.all([
      of.call('GET', `/api/clips/${of.clip}`),
      of.ask('retention.clip', { clip: of.clip }),
      of.ask('deadlines.clip', { clip: of.clip }),
      of.ask('gate.clip', { clip: of.clip }),
      of.ask('label.history', { clip: of.clip }),
    ]),
  play,
  (of) => Promise.all([of.call('GET', '/api/status'), of.ask('activity.list', { limit: 50 })]),
];

function open(of: PersonAtPage): Promise<unknown> {
  of.nextClip();
  const { clip } = of;
  return Promise.all([of.ask('label.form', { clip }), of.ask('label.history', { clip })]);
}

/** The beginning and a place further on. */
async function play(of: PersonAtPage): Promise<void> {
  for (const from of [0, RANGE / 4])
    await of
      .call('GET', `/api/clips/${of.clip}/preview`, undefined, {
        range: `bytes=${String(from)}-${String(from + RANGE)}`,
      })
      .catch(() => undefined);
}

async function label(of: PersonAtPage): Promise<void> {
  const input = {
    clips: [of.clip],
    fields: { unit: '思明中队', party: '水果摊', inspectionDate: '2026-03-01', inspectionContent: '占道经营检查' },
  };
  await of.ask('name.check', { clip: of.clip, parts: { party: '水果摊' } });
  await of.call('POST', '/api/acts/label.put', { input });
}
