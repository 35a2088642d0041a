import { closeSync, ftruncateSync, openSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/device/testing/index.js';
import { bwc } from '../support/bwc.js';
import { card, folderOf, media, noise } from '../support/cards.js';
import { clipsOf, ingest, newStation, remarksByPath, sha256Of, verify, type IngestAnswer } from '../support/station.js';

const BAD = 'VIDEO/bad.mp4';
const SIZE = 3 * 2 ** 20;

/** One card with a good clip and a bad one, taken in by hand. */
async function withFault(
  fault: Fault,
  expectedCode: number,
): Promise<{ readonly data: string; readonly root: string; readonly answer: IngestAnswer }> {
  const { data, dock, shelf } = await newStation();
  const camera = await card(shelf, {
    serial: 'BAD',
    files: [
      { path: 'VIDEO/good.mp4', content: noise(50_000, 'good') },
      { path: BAD, content: noise(SIZE, 'bad') },
    ],
    faults: [fault],
  });
  const root = await camera.plug(dock);
  return { data, root, answer: await ingest(data, root, expectedCode) };
}

describe('a file that changes while it is read', () => {
  it.each<[string, Fault]>([
    ['grows', { kind: 'grow', path: BAD, at: 2 ** 20, bytes: 4096 }],
    ['shrinks', { kind: 'shrink', path: BAD, at: 2 ** 20, to: 2 ** 20 }],
    ['is replaced', { kind: 'replace', path: BAD, at: 2 ** 20 }],
  ])('and %s is not stored as if it were whole, and the rest is', async (_how, fault) => {
    const { data, answer } = await withFault(fault, 3);
    expect(answer.visit).toMatchObject({ outcome: 'partial', safeToRemove: false, tally: { stored: 1, failed: 1 } });
    const remark = remarksByPath(answer).get(BAD);
    expect(remark?.code).toMatch(/^bwc\.(?:ingest\.source_changed|ingest\.short_read|device\.changed)$/);
    expect((await clipsOf(data)).map((c) => c.sourcePath)).toEqual(['VIDEO/good.mp4']);
    expect((await verify(data)).findings).toEqual([]);
  });

  it('is stored on the next visit, when it has come to rest', async () => {
    const { data, root } = await withFault({ kind: 'grow', path: BAD, at: 2 ** 20, bytes: 4096 }, 3);
    const again = await ingest(data, root);
    expect(again.visit.tally).toMatchObject({ stored: 1, alreadyKnown: 1, failed: 0 });
    const clip = (await clipsOf(data)).find((c) => c.sourcePath === BAD);
    expect(clip).toMatchObject({ bytes: SIZE + 4096, sha256: sha256Of(join(root, BAD)) });
  });
});

describe('a card with an unreadable sector', () => {
  it('loses that one clip, which is named; the others are stored', async () => {
    const { data, answer } = await withFault({ kind: 'eio', path: BAD, at: 1_500_000 }, 3);
    expect(answer.visit.tally).toMatchObject({ stored: 1, failed: 1 });
    expect(remarksByPath(answer).get(BAD)).toMatchObject({ code: 'bwc.device.read_error' });
    expect(await clipsOf(data)).toHaveLength(1);
  });

  it('in a folder counts that folder as failed, not as empty', async () => {
    const { answer } = await withFault({ kind: 'folder-eio', path: 'VIDEO' }, 3);
    expect(answer.visit).toMatchObject({ safeToRemove: false, tally: { onCamera: 0, failed: 1 } });
    expect(remarksByPath(answer).get('VIDEO')?.reason).toContain('EIO');
  });
});

describe('files that are not what they seem', () => {
  it('zero bytes are unfinalised, a truncated MP4 is stored as unreadable, a playlist is evidence that nobody plays', async () => {
    const { data, dir } = await newStation();
    const folder = folderOf(dir, {
      'zero.mp4': '',
      'cut.mp4': media('cut-off.mp4'),
      'list.mp4': media('playlist.mp4'),
      'text.mp4': media('text.mp4'),
    });
    const answer = await ingest(data, folder);
    expect(answer.visit.tally).toMatchObject({ onCamera: 3, stored: 3, unfinalised: 1 });
    expect(remarksByPath(answer).get('zero.mp4')?.reason).toContain('zero bytes');
    const clips = new Map((await clipsOf(data)).map((c) => [c.sourcePath, c]));
    for (const name of ['cut.mp4', 'list.mp4', 'text.mp4']) {
      const clip = clips.get(name);
      expect(clip?.media.state, name).toBe('unreadable');
      expect(clip?.media.reason?.length, name).toBeGreaterThan(5);
      expect(clip?.sha256).toBe(sha256Of(join(folder, name)));
    }
    expect((await bwc(['clips', '--data', data])).stdout).toContain('unreadable');
  });

  it('a sparse file of 1 TiB does not fill the disk, and is named', async () => {
    const { data, dir } = await newStation();
    const folder = folderOf(dir, { 'good.mp4': media('segment-1.mp4') });
    const fd = openSync(join(folder, 'huge.mp4'), 'w');
    ftruncateSync(fd, 2 ** 40);
    closeSync(fd);
    const answer = await ingest(data, folder, 3);
    expect(answer.visit.tally).toMatchObject({ stored: 1, failed: 1 });
    expect(remarksByPath(answer).get('huge.mp4')).toMatchObject({ code: 'bwc.ingest.impossible_size' });
    expect(await clipsOf(data)).toHaveLength(1);
  });

  it('an empty card is a complete visit', async () => {
    const { data, dir } = await newStation();
    const answer = await ingest(data, folderOf(dir, {}));
    expect(answer.visit).toMatchObject({ outcome: 'complete', safeToRemove: true, tally: { onCamera: 0 } });
  });
});

describe('the same again', () => {
  it('content under another name is already known; another content under the same name is another clip', async () => {
    const { data, dir } = await newStation();
    await ingest(data, folderOf(dir, { 'MOV0001.mp4': media('segment-1.mp4') }, 'a'));
    const again = await ingest(
      data,
      folderOf(dir, { 'copy.mp4': media('segment-1.mp4'), 'MOV0001.mp4': media('segment-2.mp4') }, 'b'),
    );
    expect(again.visit.tally).toMatchObject({ onCamera: 2, stored: 1, alreadyKnown: 1 });
    const clips = await clipsOf(data);
    expect(clips.map((c) => c.sourcePath)).toEqual(['MOV0001.mp4', 'MOV0001.mp4']);
    expect(new Set(clips.map((c) => c.sha256)).size).toBe(2);
  });

  it('same name, size and time on the same card with another content is another clip', async () => {
    const { data, dir } = await newStation();
    const folder = folderOf(dir, { 'MOV0001.mp4': Buffer.alloc(100_000, 1) });
    const path = join(folder, 'MOV0001.mp4');
    utimesSync(path, 1_772_000_000, 1_772_000_000);
    await ingest(data, folder);
    // Written in place: the same inode, the same size, the same modification time.
    const other = Buffer.alloc(100_000, 1);
    other[70_000] = 2;
    writeFileSync(path, other);
    utimesSync(path, 1_772_000_000, 1_772_000_000);
    const again = await ingest(data, folder);
    expect(again.visit.tally).toMatchObject({ onCamera: 1, stored: 1, alreadyKnown: 0 });
    expect(await clipsOf(data)).toHaveLength(2);
  });

  it('two files of one content on one card are one original, each accounted for', async () => {
    const { data, dir } = await newStation();
    const answer = await ingest(
      data,
      folderOf(dir, { 'a.mp4': media('segment-1.mp4'), 'b.mp4': media('segment-1.mp4') }),
    );
    expect(answer.visit.tally).toMatchObject({ onCamera: 2, stored: 1, alreadyKnown: 1 });
    expect(answer.visit.safeToRemove).toBe(true);
  });
});
