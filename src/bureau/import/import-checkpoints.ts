/** The roots a station showed to the archive: all of them are held against one another, and what is new is kept. */
import { checkpointKey } from '../../archive/document-keys.js';
import { auditCheckpoints, type AuditFinding } from '../../archive/witness/audit.js';
import { parseShown } from '../../archive/witness/request.js';
import type { KeptCheckpoint } from '../../archive/witness/witness-store.js';
import { openCheckpoint } from '../../store/custody/checkpoint.js';
import type { Importing } from './import-archive.js';
import type { RegisteredStation } from './judge-record.js';
import { pagesOf, readWhole, type OpenedArchive } from './opened-archive.js';

const SIZE = /\/(\d{20})$/;
/** A checkpoint is a few hundred bytes and a proof of up to 63 lines. */
const MOST_BYTES = 16_384;

export async function importCheckpoints(importing: Importing, station: RegisteredStation): Promise<void> {
  const { db, tally } = importing;
  const known = await db.query<KeptCheckpoint>(
    'SELECT size, shown AS text FROM bureau.station_checkpoints WHERE station = $1 ORDER BY size',
    [station.station],
  );
  const sizes = new Set(known.map(({ size }) => size));
  const found = await checkpointsIn(importing.archive, station.station, sizes);
  tally.known('checkpoints', sizes.size);
  if (found.length === 0) return;
  const all = [...known, ...found].sort((a, b) => a.size - b.size);
  const { findings } = auditCheckpoints(station, all);
  for (const kept of found)
    await importOne(
      importing,
      station,
      kept,
      findings.filter(({ size }) => size === kept.size),
    );
}

/** Those of other sizes than these, as they lie there. */
export async function checkpointsIn(
  archive: OpenedArchive,
  station: string,
  known: ReadonlySet<number>,
): Promise<readonly KeptCheckpoint[]> {
  const found: KeptCheckpoint[] = [];
  for await (const page of pagesOf(archive.target, `checkpoints/${station}/`))
    for (const { key, bytes } of page) {
      const size = Number(SIZE.exec(key)?.[1]);
      if (!Number.isSafeInteger(size) || known.has(size)) continue;
      // What is too long is none, and is named as such.
      found.push({ size, text: bytes > MOST_BYTES ? '' : (await readWhole(archive.target, key)).toString('utf8') });
    }
  return found;
}

async function importOne(
  { db, tally }: Importing,
  station: RegisteredStation,
  kept: KeptCheckpoint,
  findings: readonly AuditFinding[],
): Promise<void> {
  const subject = checkpointKey(station.station, kept.size);
  const opened = openCheckpoint(parseShown(kept.text)?.note ?? '', station.publicKey);
  const [finding] = findings;
  if (finding !== undefined || !opened.ok) {
    const detail = finding === undefined ? 'it cannot be read' : `${finding.kind}: ${finding.detail}`;
    tally.refused('checkpoints', { station: station.station, subject, kind: 'checkpoint', detail });
    await db.query('SELECT bureau.raise_alarm($1, $2, $3, $4)', [station.station, 'checkpoint', subject, detail]);
    return;
  }
  const [row] = await db.query<{ outcome: string }>('SELECT bureau.import_checkpoint($1, $2, $3, $4) AS outcome', [
    station.station,
    kept.size,
    opened.checkpoint.root,
    kept.text,
  ]);
  if (row?.outcome === 'new') tally.added('checkpoints');
  else if (row?.outcome === 'known') tally.known('checkpoints', 1);
  else
    tally.refused('checkpoints', {
      station: station.station,
      subject,
      kind: 'fork',
      detail: 'the catalogue has another root over as many entries',
    });
}
