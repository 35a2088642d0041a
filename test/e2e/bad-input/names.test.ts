import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bwc, scratch } from '../support/bwc.js';
import { folderOf, media, mkfifo } from '../support/cards.js';
import { clipsOf, ingest, newStation, remarksByPath, verify } from '../support/station.js';

/** Content that no other file has. */
const unique = (n: number): Buffer => Buffer.concat([media('segment-1.mp4'), Buffer.from(`unique ${String(n)}`)]);

const NAMES: readonly (string | Buffer)[] = [
  '执法记录 思明区 20260301.mp4',
  `${'长'.repeat(83)}ab.mp4`,
  'new\nline.mp4',
  'tab\tand\u001b[31mred.mp4',
  '-rf.mp4',
  '--data.mp4',
  '..foo.mp4',
  '...mp4',
  ' leading and trailing .mp4',
  'CASE.mp4',
  'case.mp4',
  'é-nfc.mp4'.normalize('NFC'),
  'é-nfc.mp4'.normalize('NFD'),
  '\u202egnp.mp4',
  '$(touch pwned).mp4',
  'quote\'".mp4',
  'back\\slash.mp4',
  'percent%00.mp4',
  Buffer.concat([Buffer.from([0xff, 0xfe, 0x80]), Buffer.from('.mp4')]),
  Buffer.concat([Buffer.from('d6b4b7a8', 'hex'), Buffer.from('.mp4')]),
];

describe('hostile names', () => {
  it('are each a clip under the very bytes the camera gave, and steer no terminal', async () => {
    const { data, dir } = await newStation();
    const card = join(dir, 'card');
    mkdirSync(card);
    NAMES.forEach((name, i) => {
      writeFileSync(Buffer.concat([Buffer.from(`${card}/`), Buffer.from(name)]), unique(i));
    });
    const { visit } = await ingest(data, card);
    expect(visit.tally).toMatchObject({ onCamera: NAMES.length, stored: NAMES.length, failed: 0, ignored: 0 });
    const clips = await clipsOf(data);
    const exact = (c: (typeof clips)[number]): string =>
      (c.sourcePathBase64 === null ? Buffer.from(c.sourcePath) : Buffer.from(c.sourcePathBase64, 'base64')).toString(
        'hex',
      );
    expect(clips.map(exact).sort()).toEqual(NAMES.map((n) => Buffer.from(n).toString('hex')).sort());
    for (const clip of clips) expect(clip.storedPath).toMatch(/^originals\/\d{4}\/\d\d\/\d\d\/[0-9a-f]{64}\.mp4$/);
    for (const args of [['clips', '--limit', '100'], ['visits', visit.id], ['events'], ['show', clips[0]?.id ?? '']]) {
      const shown = await bwc([...args, '--data', data]);
      expect(shown.code).toBe(0);
      // Control and direction characters of a name never reach a terminal as they are.
      expect(shown.stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    }
    expect((await verify(data)).findings).toEqual([]);
    // Once more: all of it is known.
    expect((await ingest(data, card)).visit.tally).toMatchObject({ stored: 0, alreadyKnown: NAMES.length });
  });

  it('with a letter case of their own do not hide each other in the store', async () => {
    const { data, dir } = await newStation();
    await ingest(data, folderOf(dir, { 'A.MP4': unique(1), 'a.mp4': unique(2), 'sub/A.MP4': unique(3) }));
    expect((await clipsOf(data)).map((c) => c.sourcePath).sort()).toEqual(['A.MP4', 'a.mp4', 'sub/A.MP4']);
  });
});

describe('what is no file', () => {
  it('is never followed, opened or waited for, and each is accounted for', async () => {
    const { data, dir } = await newStation();
    const card = folderOf(dir, { 'real.mp4': unique(1) });
    const outside = scratch();
    writeFileSync(join(outside, 'secret.mp4'), unique(2));
    symlinkSync('/etc/passwd', join(card, 'passwd.mp4'));
    symlinkSync(outside, join(card, 'linked'));
    symlinkSync('real.mp4', join(card, 'loop.mp4'));
    mkfifo(join(card, 'pipe.mp4'));
    const devices = madeDevice(join(card, 'device.mp4')) ? ['device.mp4'] : [];
    const answer = await ingest(data, card);
    expect(answer.visit.tally).toMatchObject({ onCamera: 1, stored: 1, failed: 0, ignored: 4 + devices.length });
    const remarks = remarksByPath(answer);
    expect([...remarks.keys()].sort()).toEqual([...devices, 'linked', 'loop.mp4', 'passwd.mp4', 'pipe.mp4'].sort());
    expect(remarks.get('passwd.mp4')?.reason).toContain('symbolic link');
    expect(remarks.get('pipe.mp4')?.reason).toContain('pipe');
    for (const device of devices) expect(remarks.get(device)?.reason).toContain('device');
    expect(await clipsOf(data)).toHaveLength(1);
  });

  it('does not stand at the root either: a link to a folder is taken as that folder', async () => {
    const { data, dir } = await newStation();
    const card = folderOf(dir, { 'real.mp4': unique(1) });
    symlinkSync(card, join(dir, 'alias'));
    const answer = await ingest(data, join(dir, 'alias'));
    expect(answer.visit.root).toBe(card);
    const file = await bwc(['ingest', join(card, 'real.mp4'), '--data', data, '--json']);
    expect(file.code).toBe(1);
  });
});

describe('deep trees', () => {
  it('are walked as deep as any camera goes; what lies deeper is a failure that is named', async () => {
    const { data, dir } = await newStation();
    const card = folderOf(dir, { 'top.mp4': unique(0) });
    execFileSync(
      'sh',
      [
        '-c',
        'i=0; while [ $i -lt 140 ]; do mkdir d && cd d || exit 1; i=$((i+1)); [ $i = 40 ] && cp ../../../../../../../../../../../../../../../../../../../../../../../../../../../../../../../../../../../../../../../../top.mp4 deep.mp4 && echo more >> deep.mp4; done; cp "$0" bottom.mp4',
        join(card, 'top.mp4'),
      ],
      { cwd: card },
    );
    const answer = await ingest(data, card, 3);
    expect(answer.visit.tally).toMatchObject({ stored: 2, failed: 1 });
    expect(answer.visit.safeToRemove).toBe(false);
    const [remark] = answer.remarks;
    expect(remark?.class).toBe('failed');
    expect(remark?.reason).toContain('deeper');
    expect((await clipsOf(data)).map((c) => c.sourcePath).sort((a, b) => a.length - b.length)).toEqual([
      'top.mp4',
      `${'d/'.repeat(40)}deep.mp4`,
    ]);
    expect(readFileSync(join(card, 'top.mp4'))).toEqual(unique(0));
  });
});

/** Only root can make a device node; elsewhere no card can hold one that we made. */
function madeDevice(path: string): boolean {
  try {
    execFileSync('mknod', [path, 'c', '1', '5'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
