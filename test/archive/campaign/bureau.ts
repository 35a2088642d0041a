/** The bureau beside the campaign: imports the archive over and over by the program itself, and is held against it at the end. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { recordKey } from '../../../src/archive/document-keys.js';
import { auditBureau } from '../../../src/bureau/audit/audit.js';
import { Database } from '../../../src/bureau/database/database.js';
import { registerStation } from '../../../src/bureau/import/stations.js';
import { migrate } from '../../../src/bureau/schema/migrate.js';
import { systemClock } from '../../../src/domain/time.js';
import { archiveAt } from '../../../src/station/archive-at.js';
import type { DataPaths } from '../../../src/store/paths.js';
import { openStationReader } from '../../../src/store/station-store.js';
import { newDatabase, type Postgres } from '../support/postgres.js';

const PROGRAM = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
const EXIT_PARTIAL = 3;
/** Between two imports: starting the program over and over is not what is under test. */
const PAUSE_MS = 500;

export class Bureau {
  #child: ChildProcess | null = null;
  #over = false;
  /** What the last import had to say of a failure. */
  #said = '';
  /** Imports that ended by themselves, whether they found everything or not. */
  ended = 0;

  private constructor(
    private readonly url: string,
    private readonly archive: string,
  ) {}

  /** @param archive as a file describes it */
  static async open(
    postgres: Postgres,
    stations: readonly DataPaths[],
    folder: string,
    archive: string,
  ): Promise<Bureau> {
    const url = (await newDatabase(postgres))();
    const db = await Database.open(url);
    await migrate(db, 'Asia/Shanghai');
    for (const paths of stations) {
      const reader = openStationReader(paths);
      await registerStation(db, reader.marker.stationId, readFileSync(paths.publicKey, 'utf8'));
      reader.close();
    }
    await db.close();
    const file = join(folder, 'archive.toml');
    writeFileSync(file, archive);
    return new Bureau(url, file);
  }

  /** One import after the other, until `stop`. */
  begin(): void {
    const child = spawn(process.execPath, [PROGRAM, 'bureau', 'import', this.archive, '--database', this.url], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child = child;
    this.#said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#said += text));
    child.on('exit', (code) => {
      if (code === 0 || code === EXIT_PARTIAL) this.ended += 1;
      if (!this.#over)
        setTimeout(() => {
          if (!this.#over) this.begin();
        }, PAUSE_MS);
    });
  }

  /** @returns whether there was one to kill */
  kill(): boolean {
    return this.#child?.kill('SIGKILL') === true;
  }

  async stop(): Promise<void> {
    this.#over = true;
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    await new Promise((done) => child.once('exit', done));
  }

  /** The last import, and then every record once, every clip once at its last version, nothing else, and no alarm. */
  async holdAgainst(records: ReadonlySet<string>, originals: ReadonlySet<string>): Promise<void> {
    this.begin();
    await this.stop();
    expect(this.#child?.exitCode, this.#said).toBe(0);
    const db = await Database.open(this.url);
    expect(await db.query('SELECT station, kind, subject, detail FROM bureau.alarms')).toEqual([]);
    const versions = await db.query<{ station: string; clip: string; version: number }>(
      'SELECT station, clip, version FROM bureau.record_versions ORDER BY station, clip, version',
    );
    expect(versions.map(({ station, clip, version }) => recordKey(station, clip, version)).sort()).toEqual(
      [...records].sort(),
    );
    const last = new Map(versions.map(({ station, clip, version }) => [`${station}/${clip}`, version]));
    const clips = await db.query<{ clip: string; version: number }>(
      `SELECT station || '/' || clip AS clip, version FROM bureau.clips`,
    );
    expect(new Map(clips.map(({ clip, version }) => [clip, version]))).toEqual(last);
    expect(clips).toHaveLength(last.size);
    const seen = await db.query<{ sha256: string }>(
      `SELECT encode(sha256, 'hex') AS sha256 FROM bureau.objects WHERE seen_at IS NOT NULL`,
    );
    expect(seen.map(({ sha256 }) => sha256).sort()).toEqual([...originals].sort());
    const { archiveId, target } = archiveAt(this.archive, systemClock);
    expect(await auditBureau(db, [{ id: archiveId, shown: this.archive, target }], false)).toMatchObject({
      clean: true,
    });
    target.close();
    await db.close();
  }
}
