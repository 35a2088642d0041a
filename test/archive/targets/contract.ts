/** What every archive target does alike. Each kind gives a fresh archive and runs the same tests on it. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMs, systemClock, toInstant } from '../../../src/domain/time.js';
import { documentKey, originalKey, type ObjectKey } from '../../../src/archive/keys.js';
import type { ArchiveTarget, Content, PutOptions, ResumeNote } from '../../../src/archive/target.js';

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
export const contentOf = (data: Uint8Array): Content => ({ data, sha256: sha256(data) });
export const putOptions = (more: Partial<PutOptions> = {}): PutOptions => ({
  metadata: {},
  signal: new AbortController().signal,
  resume: null,
  keepNote: () => undefined,
  onProgress: () => undefined,
  ...more,
});
export const never = new AbortController().signal;

/** Large enough to be sent in parts and resumed: 20 MiB and a bit. */
export const LARGE_BYTES = 20 * 2 ** 20 + 123;

export interface Place {
  readonly target: ArchiveTarget;
  readonly keepsLocks: boolean;
  readonly end: () => void | Promise<void>;
}

export function describeTarget(name: string, open: () => Promise<Place>): void {
  describe(name, () => {
    let place: Place;
    let target: ArchiveTarget;
    let folder = '';
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'bwc-contract-'));
      place = await open();
      ({ target } = place);
    });
    afterAll(async () => {
      await place.end();
      rmSync(folder, { recursive: true, force: true });
    });

    const stored = async (data: Uint8Array, more: Partial<PutOptions> = {}): Promise<ObjectKey> => {
      const key = originalKey(sha256(data));
      await target.put(key, contentOf(data), putOptions(more));
      return key;
    };
    const fileOf = (data: Uint8Array): Content => {
      const file = join(folder, `${sha256(data)}.mp4`);
      writeFileSync(file, data);
      return { file, bytes: data.length, sha256: sha256(data) };
    };

    it.each([0, 1, 70_001, LARGE_BYTES])('gives back %d bytes of a file as they were', async (length) => {
      const data = randomBytes(length);
      const key = originalKey(sha256(data));
      expect(await target.head(key)).toBeNull();
      const positions: number[] = [];
      const put = await target.put(key, fileOf(data), putOptions({ onProgress: (n) => void positions.push(n) }));
      expect(put.outcome).toBe('stored');
      expect(await target.head(key)).toMatchObject({ key, bytes: length, sha256: sha256(data), version: put.version });
      expect(Buffer.compare(await buffer(await target.read(key, put.version)), data)).toBe(0);
      expect(await target.readBackAndHash(key, put.version, never)).toMatchObject({
        bytes: length,
        sha256: sha256(data),
      });
      expect(positions.at(-1) ?? 0).toBe(length);
      expect(positions).toEqual([...positions].sort((a, b) => a - b));
    });

    it('gives ranges, and nothing behind the end', async () => {
      const key = await stored(Buffer.from('0123456789'));
      const range = async (from: number, length?: number): Promise<string> =>
        (await buffer(await target.read(key, null, { from, ...(length === undefined ? {} : { length }) }))).toString();
      expect(await range(3)).toBe('3456789');
      expect(await range(3, 4)).toBe('3456');
      expect(await range(8, 100)).toBe('89');
      expect(await range(0, 0)).toBe('');
      expect(await range(10)).toBe('');
      expect(await range(5000, 1)).toBe('');
    });

    it('takes the same bytes again quietly', async () => {
      const data = randomBytes(5000);
      const key = originalKey(sha256(data));
      const first = await target.put(key, contentOf(data), putOptions());
      const second = await target.put(key, contentOf(data), putOptions({ metadata: { later: 'yes' } }));
      expect([first.outcome, second.outcome]).toEqual(['stored', 'present']);
      expect(second.version).toBe(first.version);
    });

    it('never puts other bytes under a name that is taken, and names both digests', async () => {
      const key = documentKey('checkpoints', 'st-1', String(randomBytes(4).readUInt32BE()));
      const [a, b] = [Buffer.from('root of the first tree'), Buffer.from('root of another tree!!')];
      await target.put(key, contentOf(a), putOptions());
      await expect(target.put(key, contentOf(b), putOptions())).rejects.toMatchObject({
        code: 'bwc.archive.conflict',
        details: { expected: sha256(b), found: sha256(a) },
      });
      expect((await buffer(await target.read(key, null))).toString()).toBe(a.toString());
    });

    it('takes the same content from two stations at once', async () => {
      const data = randomBytes(300_000);
      const key = originalKey(sha256(data));
      const puts = await Promise.all([1, 2, 3].map(() => target.put(key, contentOf(data), putOptions())));
      expect(puts.map((p) => p.outcome)).toContain('stored');
      expect(await target.readBackAndHash(key, null, never)).toMatchObject({ sha256: sha256(data) });
    });

    it.each([
      ['another digest', Buffer.from('what somebody wrote into the file since')],
      ['another size', Buffer.from('short')],
    ])('sends nothing of a source that has %s', async (_what, now) => {
      const promised = Buffer.from('what was stored when the camera was here');
      const file = fileOf(promised);
      writeFileSync('file' in file ? file.file : '', now);
      const key = originalKey(sha256(promised));
      await expect(target.put(key, { ...file, bytes: now.length }, putOptions())).rejects.toMatchObject({
        code: 'bwc.archive.source',
      });
      await expect(target.put(key, file, putOptions())).rejects.toMatchObject({ code: 'bwc.archive.source' });
      expect(await target.head(key)).toBeNull();
    });

    it('sends nothing of a large source that changed, either', async () => {
      const data = randomBytes(LARGE_BYTES);
      const wrong = { data, sha256: sha256(Buffer.from('promised')) };
      const key = originalKey(wrong.sha256);
      await expect(target.put(key, wrong, putOptions())).rejects.toMatchObject({ code: 'bwc.archive.source' });
      expect(await target.head(key)).toBeNull();
    });

    it('keeps names that people and hostile cameras write', async () => {
      const metadata = {
        name: '浦东新区_王某某_2026-03-01_占道经营.mp4',
        hostile: '"\r\nX-Injected: 1\u0000\u202e../../etc/passwd',
        broken: 'half a pair: \ud800, and 😀',
        empty: '',
      };
      const key = await stored(randomBytes(10), { metadata });
      expect((await target.head(key))?.metadata).toEqual(metadata);
      await expect(
        target.put(key, contentOf(Buffer.from('x')), putOptions({ metadata: { a: '长'.repeat(400) } })),
      ).rejects.toThrow(RangeError);
    });

    it('goes on where it was stopped', async () => {
      const data = randomBytes(LARGE_BYTES);
      const key = originalKey(sha256(data));
      const stop = new AbortController();
      let note: ResumeNote | null = null;
      const keepNote = (n: ResumeNote): void => {
        note = JSON.parse(JSON.stringify(n)) as ResumeNote;
      };
      const onProgress = (n: number): void => {
        if (n >= 8 * 2 ** 20) stop.abort();
      };
      await expect(
        target.put(key, fileOf(data), putOptions({ signal: stop.signal, keepNote, onProgress })),
      ).rejects.toMatchObject({ code: 'bwc.archive.cancelled' });
      expect(note).not.toBeNull();
      expect(await target.head(key)).toBeNull();
      expect((await target.put(key, fileOf(data), putOptions({ resume: note }))).outcome).toBe('stored');
      expect(await target.readBackAndHash(key, null, never)).toMatchObject({
        bytes: data.length,
        sha256: sha256(data),
      });
    });

    it('forgets what is not to be gone on with, and takes no harm from a note that means nothing', async () => {
      const data = randomBytes(LARGE_BYTES);
      const key = originalKey(sha256(data));
      const stop = new AbortController();
      const notes: ResumeNote[] = [];
      const onProgress = (): void => {
        stop.abort();
      };
      const keepNote = (n: ResumeNote): void => void notes.push(n);
      await expect(
        target.put(key, fileOf(data), putOptions({ signal: stop.signal, keepNote, onProgress })),
      ).rejects.toThrow();
      const note = notes[0] ?? {};
      await target.abandon(key, note);
      await target.abandon(key, note);
      await target.abandon(key, { uploadId: 1, part: '../../../marker' });
      await target.put(key, fileOf(data), putOptions({ resume: note, keepNote }));
      expect(notes).toHaveLength(2);
      expect(await target.readBackAndHash(key, null, never)).toMatchObject({ sha256: sha256(data) });
    });

    it('lists in the order of the keys, page by page', async () => {
      const names = ['a', 'a-b', 'a.b', 'a/x', 'a/y/z', 'a0', 'b'].map((n) =>
        documentKey('records', 'list', ...n.split('/'), 'v1.json'),
      );
      for (const key of [...names].reverse()) await target.put(key, contentOf(Buffer.from(key)), putOptions());
      const seen: string[] = [];
      let after: ObjectKey | null = null;
      for (let pages = 0; pages < 10; pages += 1) {
        const page = await target.list('records/list/', after, 3);
        expect(page.objects.length).toBeLessThanOrEqual(3);
        seen.push(...page.objects.map(({ key, bytes }) => `${key} ${String(bytes)}`));
        if (page.next === null) break;
        after = page.next;
      }
      expect(seen).toEqual([...names].sort().map((key) => `${key} ${String(key.length)}`));
      expect(await target.list('records/nothing/', null, 3)).toEqual({ objects: [], next: null });
    });

    it('keeps a retention only ever longer, and reads it back', async () => {
      const key = await stored(randomBytes(10));
      const soon = addMs(toInstant(systemClock.now()), 60_000.5);
      const later = addMs(soon, 60_000);
      const first = await target.retain(key, null, soon);
      if (!place.keepsLocks) {
        expect(first).toBeNull();
        return;
      }
      expect((first?.until ?? '') >= soon).toBe(true);
      const longer = await target.retain(key, null, later);
      expect((longer?.until ?? '') >= later).toBe(true);
      expect(await target.retain(key, null, soon)).toEqual(longer);
      expect((await target.head(key))?.retention).toEqual(longer);
    });

    it('sets and lifts a legal hold', async () => {
      const key = await stored(randomBytes(10));
      expect(await target.hold(key, null, true)).toBe(place.keepsLocks);
      if (!place.keepsLocks) return;
      await target.hold(key, null, true);
      expect((await target.head(key))?.legalHold).toBe(true);
      await target.hold(key, null, false);
      expect((await target.head(key))?.legalHold).toBe(false);
    });

    it('says what it does not have', async () => {
      const key = originalKey(sha256(randomBytes(8)));
      await expect(target.read(key, null)).rejects.toMatchObject({ code: 'bwc.archive.missing' });
      await expect(target.readBackAndHash(key, null, never)).rejects.toMatchObject({ code: 'bwc.archive.missing' });
      if (!place.keepsLocks) return;
      await expect(target.retain(key, null, toInstant(systemClock.now()))).rejects.toMatchObject({
        code: 'bwc.archive.missing',
      });
    });

    it('stops reading back on request', async () => {
      const key = await stored(randomBytes(3 * 2 ** 20));
      await expect(target.readBackAndHash(key, null, AbortSignal.abort())).rejects.toMatchObject({
        code: 'bwc.archive.cancelled',
      });
    });
  });
}
