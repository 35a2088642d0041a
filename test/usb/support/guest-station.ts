/** The product in the guest: the built program, with its data directory on the guest's own disk (station-disk.ts). */
import type { ClipView } from '../../../src/domain/clip.js';
import type { VisitEvent } from '../../../src/ingest/visit/visit-events.js';
import type { Guest } from './guest.js';
import type { GuestProcess } from './guest-process.js';
import { DATA, MOUNT_ROOT } from './guest-places.js';
import { GUEST_SCRIPTS, MAIN, ROOT } from './need.js';
import { until } from './waiting.js';

export type DaemonEvent = VisitEvent | { readonly type: 'ready' | 'stopped' };
export type EventOf<T extends DaemonEvent['type']> = Extract<DaemonEvent, { readonly type: T }>;

const PATIENCE_MS = 240_000;
const PAGE = 1000;
/** Every start of the program takes seconds in an emulated machine. */
const START_MS = 120_000;

export class GuestStation {
  #daemon: GuestProcess | undefined;
  #mounter: GuestProcess | undefined;
  readonly #events: DaemonEvent[] = [];
  readonly #hashed = new Map<string, string>();

  constructor(readonly guest: Guest) {}

  /** Starts the daemon and what mounts cards as they come. */
  async start(): Promise<void> {
    this.#mounter = this.guest.start(`exec node ${GUEST_SCRIPTS}/automount.mjs ${MOUNT_ROOT}`);
    this.#daemon = this.guest.start(`exec node ${MAIN} start --data ${DATA} --json`);
    await this.event('ready', () => true, START_MS);
  }

  /** As systemd stops it. */
  async stop(): Promise<number | string> {
    this.#daemon?.signal('SIGTERM');
    const code = (await this.#daemon?.exit(START_MS)) ?? 'it was not started';
    this.#mounter?.signal('SIGTERM');
    return code;
  }

  /** What the daemon has told so far. */
  #told(): readonly DaemonEvent[] {
    const lines = this.#daemon?.lines ?? [];
    for (let i = this.#events.length; i < lines.length; i += 1)
      this.#events.push(JSON.parse(lines[i] ?? '') as DaemonEvent);
    return this.#events;
  }

  /** The latest event that fits, if there is one yet. */
  latest<T extends DaemonEvent['type']>(type: T, fits: (event: EventOf<T>) => boolean): EventOf<T> | undefined {
    return this.#told()
      .filter((e): e is EventOf<T> => e.type === type)
      .findLast(fits);
  }

  /** The latest event that fits, as soon as there is one. */
  async event<T extends DaemonEvent['type']>(
    type: T,
    fits: (event: EventOf<T>) => boolean = () => true,
    patienceMs = PATIENCE_MS,
  ): Promise<EventOf<T>> {
    let found: EventOf<T> | undefined;
    const look = (): boolean => {
      found = this.latest(type, fits);
      return found !== undefined || (this.#daemon?.code ?? null) !== null;
    };
    await until(look, () => `event ${type}; ${this.told()}`, patienceMs);
    if (found === undefined) throw new Error(`the daemon ended before ${type}: ${this.told()}`);
    return found;
  }

  /** What the running daemon answers, as the command line would ask it. */
  async ask<T>(path: string): Promise<T> {
    return JSON.parse(await this.guest.ask(`${DATA}/control.sock`, path, PATIENCE_MS)) as T;
  }

  /** Runs a command with `--json` and answers with the one document it prints. @param codes exit codes that are no surprise */
  async json<T>(args: string, codes: readonly number[] = [0]): Promise<T> {
    const command = `node ${MAIN} ${args} --data ${DATA} --json`;
    const { code, stdout, stderr } = await this.guest.run(command, PATIENCE_MS);
    if (!codes.includes(code)) throw new Error(`${command}: code ${String(code)}\n${stdout}${stderr}\n${this.told()}`);
    return JSON.parse(stdout) as T;
  }

  async clips(): Promise<ClipView[]> {
    const all: ClipView[] = [];
    for (;;) {
      const page = await this.ask<ClipView[]>(`/api/clips?limit=${String(PAGE)}&offset=${String(all.length)}`);
      all.push(...page);
      if (page.length < PAGE) return all;
    }
  }

  /** Path on the station → SHA-256, by coreutils, each file once: that none has changed since is for `verify` to say. */
  async originals(): Promise<ReadonlyMap<string, string>> {
    const unread = `originals -type f $([ ! -e /run/hashed ] || echo -cnewer /run/hashed)`;
    const out = await this.guest.must(
      `cd ${DATA} && touch /run/now && find ${unread} -exec sha256sum {} + && mv /run/now /run/hashed`,
    );
    for (const line of out.split('\n')) if (line !== '') this.#hashed.set(line.slice(66), line.slice(0, 64));
    return this.#hashed;
  }

  /** How many bytes of clips stand in parts that are still being written. */
  async incoming(): Promise<number> {
    const out = await this.guest.must(`find ${DATA}/incoming -name '*.part' -printf '%s\\n'`);
    return out.split('\n').reduce((sum, size) => sum + Number(size), 0);
  }

  /** SHA-256 of every clip that the station has vouched for, straight from its database. */
  async acknowledged(): Promise<string[]> {
    const open = `new (require('${ROOT}node_modules/better-sqlite3'))('${DATA}/station.db')`;
    const query = "prepare('SELECT sha256 FROM clips').pluck().all()";
    return JSON.parse(await this.guest.must(`node -p "JSON.stringify(${open}.${query})"`)) as string[];
  }

  /** What the daemon and the mounter said last, for an error message. */
  told(): string {
    return `daemon:\n${this.#daemon?.told() ?? ''}\nmounter:\n${this.#mounter?.told() ?? ''}\n${this.guest.console()}`;
  }
}
