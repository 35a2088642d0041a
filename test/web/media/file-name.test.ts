import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentDisposition, fileName } from '../../../src/web/media/file-name.js';
import { mediaType } from '../../../src/web/media/media-types.js';

describe('the name of a file that is served', () => {
  it.each([
    ['思明中队_张三_20260301', 'mp4', '思明中队_张三_20260301.mp4'],
    ['../../etc/passwd', 'mp4', '_.._etc_passwd.mp4'],
    ['a\r\nset-cookie: x', 'mp4', 'a_set-cookie_ x.mp4'],
    ['exe.\u202e4pm', 'mp4', 'exe._4pm.mp4'],
    ['"; filename="x', 'mp4', '_ filename=_x.mp4'],
    ['...', '', 'clip'],
    ['a', 'm p4', 'a'],
  ])('%j with %j is %j', (name, extension, expected) => {
    expect(fileName(name, extension)).toBe(expected);
  });

  it('is one plain name whatever it was on the camera, and so is the header', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string(), (name, extension) => {
        const safe = fileName(name, extension);
        expect(safe).not.toMatch(/[\p{Cc}\p{Cf}/\\"]/u);
        expect(safe).not.toMatch(/^\./);
        expect(safe.length).toBeGreaterThan(0);
        expect(contentDisposition(true, safe)).toMatch(/^inline; filename="[ !#-~]*"; filename\*=UTF-8''[\w.~!%-]*$/);
      }),
    );
  });
});

it('only what is known to be film, sound or picture is shown in place; everything else is saved', () => {
  expect(mediaType('mp4')).toEqual({ type: 'video/mp4', inline: true });
  for (const other of [null, 'html', 'svg', 'constructor', ''])
    expect(mediaType(other)).toEqual({ type: 'application/octet-stream', inline: false });
});
