import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadProfiles } from '../../../src/device/profiles/load-profiles.js';
import type { Profile } from '../../../src/device/profiles/profile.js';
import { classify } from '../../../src/device/volume/classify.js';
import { firstLook, secondLook } from '../../../src/device/volume/first-look.js';
import { FOLDER_PROFILE } from '../../../src/device/volume/folder-profile.js';
import { layoutOf } from '../../../src/device/volume/layout.js';
import type { EntryClass } from '../../../src/domain/clip.js';

const profile = (id: string): Profile => loadProfiles().find((p) => p.id === id) ?? FOLDER_PROFILE;

/** Classes by path; a path may carry its size: `a.mp4=0`. Unknown files are no media. */
function classes(paths: readonly string[], id = 'folder'): Record<string, string> {
  const layout = layoutOf(profile(id));
  const files = paths.map((text) => {
    const [name = '', bytes = '100'] = text.split('=');
    const path = Buffer.from(name).toString('latin1');
    const look = firstLook(path, Number(bytes), layout);
    return { name, path, look: look.as === 'unknown' ? secondLook(path, null) : look };
  });
  return Object.fromEntries(classify(files, layout).map((c, i) => [files[i]?.name ?? '', say(c, files)]));
}

function say(c: EntryClass, files: readonly { name: string }[]): string {
  if (c.as === 'clip') return c.kind;
  if (c.as === 'sidecar') return `${c.kind} of ${files[c.of]?.name ?? '?'}`;
  return `${c.as}: ${c.reason}`;
}

const NO_CLIP = 'ignored: no clip with this base name';

describe('classes of a listing', () => {
  it('knows media by extension, in any case, hidden files included', () => {
    expect(classes(['a.MP4', 'b.ts', 'c.3GP', 'd.m4a', 'e.amr', 'f.Jpeg', 'g.heic', '.hidden.mov', 'h.h265'])).toEqual({
      'a.MP4': 'video',
      'b.ts': 'video',
      'c.3GP': 'video',
      'd.m4a': 'audio',
      'e.amr': 'audio',
      'f.Jpeg': 'photo',
      'g.heic': 'photo',
      '.hidden.mov': 'video',
      'h.h265': 'video',
    });
  });

  it('gives sidecars to the clip of the same folder and base name, in any case', () => {
    expect(classes(['x/A.MP4', 'x/a.nmea', 'x/A.log', 'x/a.THM', 'y/a.gps', '执法.mp4', '执法.NMEA'])).toEqual({
      'x/A.MP4': 'video',
      'x/a.nmea': 'gps of x/A.MP4',
      'x/A.log': 'log of x/A.MP4',
      'x/a.THM': 'thumbnail of x/A.MP4',
      'y/a.gps': NO_CLIP,
      '执法.mp4': 'video',
      '执法.NMEA': 'gps of 执法.mp4',
    });
  });

  it('prefers the exact name among case twins, and the video among kinds', () => {
    expect(classes(['A.mp4', 'a.mp4', 'a.gps', 'A.gps', 'b.jpg', 'b.wav', 'b.mp4', 'b.txt'])).toMatchObject({
      'a.gps': 'gps of a.mp4',
      'A.gps': 'gps of A.mp4',
      'b.txt': 'log of b.mp4',
    });
  });

  it('does not take a letter with an accent for its twin', () => {
    expect(classes(['É.mp4', 'é.gps'])['é.gps']).toBe(NO_CLIP);
  });

  it('keeps a photo beside a video a photo', () => {
    expect(classes(['DCIM/a.mp4', 'DCIM/a.jpg'], 'l6-dsj-android')['DCIM/a.jpg']).toBe('photo');
  });

  it('gives pictures in the thumbnail folder to their clip, and loses none without one', () => {
    expect(classes(['v/a.mp4', 'v/thumbnail/a.jpg', 'v/thumbnail/b.jpg', 'v/Thumbnail/a.thm'], 'l1-param-ini')).toEqual(
      {
        'v/a.mp4': 'video',
        'v/thumbnail/a.jpg': 'thumbnail of v/a.mp4',
        'v/thumbnail/b.jpg': 'photo',
        'v/Thumbnail/a.thm': 'thumbnail of v/a.mp4',
      },
    );
    expect(classes(['v/a.mp4', 'v/thumbnail/a.jpg'])['v/thumbnail/a.jpg']).toBe('photo');
  });

  it("finds a clip from the profile's sidecar folder, where only one has the name", () => {
    const all = ['DCIM/Movie/a.MP4', 'DCIM/Movie/b.MP4', 'DCIM/Photo/b.JPG', 'LOG/a.txt', 'LOG/b.txt', 'LOG/c.txt'];
    expect(classes(all, 'l3-novatek')).toMatchObject({
      'LOG/a.txt': 'log of DCIM/Movie/a.MP4',
      'LOG/b.txt': 'ignored: more than one clip has this base name',
      'LOG/c.txt': NO_CLIP,
    });
    expect(classes(['DCIM/a.MP4', 'LOG/a.txt'])['LOG/a.txt']).toBe(NO_CLIP);
  });

  it('keeps what the firmware has not finished apart from clips', () => {
    const all = [
      'Temp/a.mp4',
      'temp/b.bin',
      'DCIM/Temp/c.mp4',
      'd.mp4.tmp',
      'e.PART',
      'f.mp4=0',
      'g.txt=0',
      'Tempo/h.mp4',
    ];
    const staging = "unfinalised: in the firmware's staging folder";
    expect(classes(all, 'l6-dsj-android')).toEqual({
      'Temp/a.mp4': staging,
      'temp/b.bin': staging,
      'DCIM/Temp/c.mp4': staging,
      'd.mp4.tmp': 'unfinalised: temporary name: .tmp',
      'e.PART': 'unfinalised: temporary name: .part',
      'f.mp4': 'unfinalised: zero bytes: the recording was begun and never written',
      'g.txt': NO_CLIP,
      'Tempo/h.mp4': 'video',
    });
  });

  it("names the camera's own files", () => {
    expect(classes(['param.INI', 'PARAM.INI', 'x/PARAM.INI'], 'l1-param-ini')).toEqual({
      'param.INI': 'ignored: identity file of the camera',
      'PARAM.INI': 'ignored: identity file of the camera',
      'x/PARAM.INI': 'ignored: not media: extension .ini',
    });
    expect(classes(['LOG/Battery.txt', '.nomedia=0'], 'l3-novatek')).toEqual({
      'LOG/Battery.txt': 'ignored: battery status file of the camera',
      '.nomedia': 'ignored: Android marker file without content',
    });
  });

  it('says of everything else why it is no media', () => {
    expect(classes(['a.exe', 'noext', 'b.执法', '.hidden', 'dot.'])).toEqual({
      'a.exe': 'ignored: not media: extension .exe',
      noext: 'ignored: not media: no extension',
      'b.执法': 'ignored: not media: unknown extension',
      '.hidden': 'ignored: not media: no extension',
      'dot.': 'ignored: not media: no extension',
    });
  });

  it('leaves no file out and points sidecars at clips only, whatever the names', () => {
    const name = fc.constantFrom('a', 'A', 'b', '执', '.x', '');
    const extension = fc.constantFrom('.mp4', '.MP4', '.jpg', '.nmea', '.txt', '.thm', '.tmp', '.xyz', '');
    const folder = fc.constantFrom('', 'Temp/', 'DCIM/Video/', 'DCIM/Video/thumbnail/', 'LOG/');
    const path = fc.tuple(folder, name, extension).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(fc.tuple(path, fc.nat(1))), fc.constantFrom(...loadProfiles()), (paths, p) => {
        const layout = layoutOf(p);
        const files = paths.map(([text, bytes]) => {
          const key = Buffer.from(text).toString('latin1');
          const look = firstLook(key, bytes, layout);
          return { path: key, look: look.as === 'unknown' ? secondLook(key, 'video') : look };
        });
        const all = classify(files, layout);
        expect(all).toHaveLength(files.length);
        for (const c of all) if (c.as === 'sidecar') expect(all[c.of]?.as).toBe('clip');
      }),
    );
  });
});
