/** An archive as sync left it, copied for each test that spoils it, and audited as a bureau does. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { auditArchive, type ArchiveAudit } from '../../../src/archive/audit/audit-archive.js';
import type { ArchiveFinding } from '../../../src/archive/audit/finding.js';
import { stationsOf } from '../../../src/archive/audit/given-keys.js';
import { WHOLE, type AuditPart } from '../../../src/archive/audit/part.js';
import type { ArchiveWitness } from '../../../src/archive/audit/sign-receipt.js';
import { DirectoryTarget } from '../../../src/archive/targets/directory/directory-target.js';
import { initialiseDirectoryArchive } from '../../../src/archive/targets/directory/initialise.js';
import { DirectoryWitnessStore } from '../../../src/archive/witness/directory-witness-store.js';
import { systemClock } from '../../../src/domain/time.js';
import { loadPublicKey } from '../../../src/store/custody/key.js';
import { OnRecord } from '../../records/support.js';
import { ordinaryClip } from '../../records/disposal/support.js';
import { tempFolder } from '../../store/support.js';
import { TestSync } from '../sync/support.js';

export const AT = '2026-03-04T02:00:00.000Z';

export class ArchiveOfOne {
  private constructor(
    readonly path: string,
    readonly archiveId: string,
    readonly station: OnRecord,
    readonly sync: TestSync,
  ) {}

  /** One clip with two versions of its record. */
  static async open(): Promise<ArchiveOfOne> {
    const station = await OnRecord.open();
    const path = await tempFolder();
    const archiveId = await initialiseDirectoryArchive(path, systemClock);
    const target = new DirectoryTarget({ path, archiveId }, systemClock);
    const sync = new TestSync(station, target, 'bureau', new DirectoryWitnessStore(path));
    const clip = await ordinaryClip(station);
    await sync.run();
    station.do('label.put', { clips: [clip], fields: { party: '更正商店' } });
    await sync.run();
    return new ArchiveOfOne(path, archiveId, station, sync);
  }

  get id(): string {
    return this.station.store.marker.stationId;
  }

  /** Another place with the same bytes: what is done there stays there. */
  async copy(): Promise<string> {
    const path = join(await tempFolder(), 'archive');
    cpSync(this.path, path, { recursive: true });
    return path;
  }

  async audit(
    path = this.path,
    witness: ArchiveWitness | null = null,
    part: AuditPart = WHOLE,
  ): Promise<{ readonly found: readonly ArchiveFinding[]; readonly audit: ArchiveAudit }> {
    return auditOf(this.station, path, this.archiveId, witness, part);
  }
}

export const named = (found: readonly ArchiveFinding[]): string[] => [...new Set(found.map(({ kind }) => kind))].sort();

/** @param path a directory with the archive, or with a copy of it */
export async function auditOf(
  station: OnRecord,
  path: string,
  archiveId: string,
  witness: ArchiveWitness | null = null,
  part: AuditPart = WHOLE,
): Promise<{ readonly found: readonly ArchiveFinding[]; readonly audit: ArchiveAudit }> {
  const target = new DirectoryTarget({ path, archiveId }, systemClock);
  const given = [{ file: 'station.pub', publicKey: loadPublicKey(station.store.paths) }];
  const { stations, findings } = await stationsOf(target, [], given);
  const found = [...findings];
  const run = auditArchive(
    { target, witness: null },
    {
      ...{ archiveId, stations, part, witness },
      now: () => AT,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    },
  );
  for (;;) {
    const next = await run.next();
    if (next.done === true) return { found, audit: next.value };
    found.push(next.value);
  }
}
