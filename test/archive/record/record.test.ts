import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildRecord } from '../../../src/archive/record/build.js';
import { lastRecord, logRecord } from '../../../src/archive/record/logged.js';
import { checkRecordChain, readRecord } from '../../../src/archive/record/read.js';
import { verdictsOfClip } from '../../../src/records/clips/verdicts.js';
import { openCheckpoint } from '../../../src/store/custody/checkpoint.js';
import { leafHash, verifyInclusion } from '../../../src/store/custody/merkle.js';
import { openReaderAt } from '../../store/support.js';
import { recordOf, visitOnRecord } from '../support.js';

function opened(bytes: Buffer) {
  const read = readRecord(bytes);
  if (!read.ok) throw new Error(read.reason);
  return read.record;
}

describe('the record of a clip', () => {
  it('is the same bytes for the same database, whoever builds it, whenever, and however the log grows', async () => {
    const made = await visitOnRecord();
    const { station, store, clips } = made;
    const built = clips.map((clip) => recordOf(made, clip));
    station.now = '2031-01-01T00:00:00.000Z';
    store.transaction(() => store.log.append('station.stopped', {}));
    await store.signer.sign();
    const reader = openReaderAt(store.paths);
    for (const { clip, bytes } of built)
      expect(buildRecord(reader, clip, verdictsOfClip(reader, station.rules, clip), null)?.bytes.equals(bytes)).toBe(
        true,
      );
  });

  it('tells names as they are, exact bytes where they are no UTF-8, and null for what nobody knows', async () => {
    const made = await visitOnRecord();
    const [first, second, third] = made.clips.map((clip) => opened(recordOf(made, clip).bytes).content);
    expect(first).toMatchObject({
      source: { path: 'DCIM/现场 100%\r\n\u202E;rm -rf ~ "x".mp4', pathBase64: null, serial: '7654321' },
      sidecars: [{ kind: 'gps', path: 'DCIM/现场.nmea', bytes: 8 }],
      labels: [{ version: 1, fields: { unit: '思明中队' } }],
      cases: [{ versions: [{ number: '厦城管罚〔2026〕1号', party: '某店（北）' }] }],
      holds: [{ reason: '行政诉讼 <script>"%0D\\' }],
      times: { corrected: { start: '2026-03-02T06:50:00.000Z', uncertaintyMs: null } },
      verdicts: { rulebook: 'xiamen-2021', gate: { may: false } },
    });
    expect(first?.sightings).toHaveLength(2);
    expect(first?.verdicts.deadlines.map((d) => d.article)).not.toContain(undefined);
    expect(first?.verdicts.retention.reasons.map((r) => r.kind)).toContain('hold');
    expect(second?.source.path).toContain('\\xCF');
    expect(Buffer.from(second?.source.pathBase64 ?? '', 'base64').toString('latin1')).toContain('\xcf\xd6\xb3\xa1');
    expect(third).toMatchObject({
      clip: { sm3: null, locked: null, note: null },
      times: null,
      media: { state: 'pending', durationMs: null, facts: null },
      disposal: null,
      names: [],
    });
  });

  it('proves each of its entries by one checkpoint', async () => {
    const made = await visitOnRecord();
    const { log, content } = opened(recordOf(made, made.clips[0]).bytes);
    const checkpoint = openCheckpoint(log.checkpoint, createPublicKey(log.publicKey));
    if (!checkpoint.ok) throw new Error(checkpoint.reason);
    const { size, root } = checkpoint.checkpoint;
    for (const { seq, entry, path } of log.entries) {
      const hashes = path.map((hash) => Buffer.from(hash, 'hex'));
      expect(verifyInclusion(leafHash(Buffer.from(entry)), seq, size, hashes, root)).toBe(true);
      expect(JSON.parse(entry)).toMatchObject({ seq, clipId: content.clip.id });
    }
    expect(log.entries.map((e) => (JSON.parse(e.entry) as { kind: string }).kind)).toEqual(
      made.store.custody.list({ clip: content.clip.id, limit: 99, newestFirst: false }).map(({ kind }) => kind),
    );
  });

  it('is built anew only where something changed, and then follows the one before', async () => {
    const made = await visitOnRecord();
    const { station, store, clips } = made;
    const [first, second] = clips;
    const one = recordOf(made, first);
    expect(lastRecord(store, first)).toBeNull();
    store.transaction(() => logRecord(store, one));
    const { version, sha256, contentSha256 } = one;
    expect(lastRecord(store, first)).toEqual({ version, sha256, contentSha256 });
    expect(lastRecord(store, second)).toBeNull();
    store.transaction(() => store.log.append('clip.viewed', { by: 'zhao' }, { clipId: first }));
    await store.signer.sign();
    expect(() => recordOf(made, first, one)).toThrow('nothing changed');
    station.do('label.put', { clips: [first], fields: { party: '另一家店' } });
    expect(() => recordOf(made, first, one)).toThrow('no signed checkpoint covers');
    await store.signer.sign();
    const two = recordOf(made, first, one);
    expect(opened(two.bytes)).toMatchObject({ version: 2, previous: { version: 1, sha256: one.sha256 } });
    station.do('hold.place', { subject: { kind: 'clip', id: first }, reason: '信访' });
    await store.signer.sign();
    const three = recordOf(made, first, two);
    const chain = [one, two, three].map(({ bytes }) => bytes);
    expect(checkRecordChain(chain)).toEqual([]);
    expect(checkRecordChain([])).toEqual([]);
    // Removed, swapped, put in twice, of another clip, altered, cut off.
    const wrong = (...versions: Buffer[]) => {
      expect(checkRecordChain(versions)).not.toEqual([]);
    };
    wrong(two.bytes, three.bytes);
    wrong(one.bytes, three.bytes);
    wrong(two.bytes, one.bytes, three.bytes);
    wrong(one.bytes, one.bytes, two.bytes);
    wrong(recordOf(made, second).bytes, two.bytes);
    const altered = Buffer.from(one.bytes.toString('utf8').replace('思明', '湖里'), 'utf8');
    expect(checkRecordChain([altered, two.bytes])).toEqual([
      'version 2: it does not follow from the version before it',
    ]);
    wrong(one.bytes.subarray(0, -1));
    wrong(Buffer.concat([one.bytes, Buffer.from('\n')]));
    wrong(Buffer.from('{}'));
  });

  it('is not built of a clip that is not there', async () => {
    const made = await visitOnRecord();
    const verdicts = verdictsOfClip(made.store, made.station.rules, made.clips[0]);
    expect(() => buildRecord(made.store, 'c_unknown', verdicts, null)).toThrow('there is no clip');
  });
});
