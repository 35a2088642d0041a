/** A station whose clips are archived in a real directory, and what clears its disk. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { ArchivedReader } from '../../../src/archive/clear/archived-reader.js';
import { clearClip, type ClearOutcome } from '../../../src/archive/clear/clear-clip.js';
import type { Clearing } from '../../../src/archive/clear/clearing.js';
import { originalKey } from '../../../src/archive/keys.js';
import { DirectoryTarget } from '../../../src/archive/targets/directory/directory-target.js';
import { initialiseDirectoryArchive } from '../../../src/archive/targets/directory/initialise.js';
import { objectPath } from '../../../src/archive/targets/directory/layout.js';
import { DirectoryWitnessStore } from '../../../src/archive/witness/directory-witness-store.js';
import { fromInstant, systemClock, toInstant } from '../../../src/domain/time.js';
import { recordFindings } from '../../../src/records/verification/record.js';
import { ClearLook } from '../../../src/station/clear-plan.js';
import { configText, parseConfig, type Config } from '../../../src/station/config.js';
import type { ClearedOriginal } from '../../../src/store/repositories/cleared.js';
import type { Finding } from '../../../src/store/verify/finding.js';
import { OnRecord } from '../../records/support.js';
import { ordinaryClip } from '../../records/disposal/support.js';
import { tempFolder } from '../../store/support.js';
import { TestSync } from '../sync/support.js';

export const log = pino({ level: 'silent' });
/** Half a year after the clips were stored. */
const LATER = '2026-09-03T02:00:00.000Z';

export const clearConfig = (path: string, id: string, clear = ''): Config =>
  parseConfig(clearText(path, id, clear), '/config.toml');

export const clearText = (path: string, id: string, clear = ''): string =>
  configText('思明中队', '一号站', ['/dock'], [])
    .replace(
      /\[clear\][\s\S]*?\n\n/,
      `[clear]\npolicy = "automatic"\nauthorised_by = "队长 王"\nauthorised_on = "2026-01-05"\nfull_percent = 2\nuntil_percent = 0\n${clear}\n\n`,
    )
    .concat(`\n[[archive.target]]\nname = "bureau"\npath = ${JSON.stringify(path)}\nid = ${JSON.stringify(id)}\n`);

export class TestClear {
  readonly signal = new AbortController().signal;
  readonly foundThere: (Finding & { readonly clip: string })[] = [];
  /** The clip of which a preview is being made. */
  making: string | null = null;
  readonly clearing: Clearing;
  readonly look: ClearLook;
  readonly reader: ArchivedReader;

  private constructor(
    readonly station: OnRecord,
    readonly path: string,
    readonly target: DirectoryTarget,
    readonly sync: TestSync,
  ) {
    const { store, rules } = station;
    const config = clearConfig(path, sync.place.archiveId);
    this.look = new ClearLook(store, config, rules, (clip) => clip === this.making);
    const found = (clip: string, finding: Finding): void => {
      this.foundThere.push({ clip, ...finding });
      recordFindings(station.acting('test'), [{ ...finding, clips: [clip] }]);
    };
    const clock = { now: () => fromInstant(station.now) };
    this.clearing = {
      store,
      clock,
      places: sync.context.places,
      settings: sync.context.settings,
      judge: (clip) => this.look.judge(clip, station.now),
      copies: (clip) => this.look.copies(clip, station.now),
      readBackMs: 7 * 86_400_000,
      found,
    };
    this.reader = new ArchivedReader(store, sync.context.places, { found });
  }

  static async open(rulebook = 'xiamen-2021'): Promise<TestClear> {
    const station = await OnRecord.open(rulebook);
    const path = await tempFolder();
    const archiveId = await initialiseDirectoryArchive(path, systemClock);
    const target = new DirectoryTarget({ path, archiveId }, systemClock);
    return new TestClear(
      station,
      path,
      target,
      new TestSync(station, target, 'bureau', new DirectoryWitnessStore(path)),
    );
  }

  get store() {
    return this.station.store;
  }

  /** Labelled, described, archived and shown; half a year has gone by since. @returns its id */
  async archived(): Promise<string> {
    const clip = await ordinaryClip(this.station);
    this.described(clip);
    await this.sync.run();
    this.later();
    return clip;
  }

  described(clip: string): void {
    this.store.db.prepare("UPDATE clips SET media_state = 'read' WHERE id = ?").run(clip);
  }

  later(at = LATER): void {
    this.station.now = at;
    this.sync.now = fromInstant(at);
  }

  clear(clip: string): Promise<ClearOutcome> {
    const order = { why: 'space', by: 'wang', authorised: { by: '队长 王', on: '2026-01-05' } } as const;
    return clearClip(this.clearing, clip, order, this.signal);
  }

  row(clip: string): ClearedOriginal | undefined {
    return this.store.cleared.get(this.store.clips.get(clip)?.sha256 ?? '');
  }

  isHere(clip: string): boolean {
    return existsSync(join(this.store.paths.root, this.store.clips.get(clip)?.storedPath ?? 'x'));
  }

  /** Where the archive has the clip's original. */
  there(clip: string): string {
    return objectPath(this.path, originalKey(this.store.clips.get(clip)?.sha256 ?? ''));
  }

  /** What the status counts as lying on the disk. */
  bytesHere(): number {
    return this.store.db.prepare<[], number>('SELECT bytes FROM totals').pluck().get() ?? -1;
  }

  kinds(clip: string): string[] {
    return this.sync.kinds(clip);
  }

  at(): string {
    return toInstant(this.sync.now);
  }
}
