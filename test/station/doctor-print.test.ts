import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseFont, FONTS } from '../../src/print/font.js';
import { checkPrint } from '../../src/station/doctor-print.js';

const dir = mkdtempSync(join(tmpdir(), 'bwc-font-'));
const broken = join(dir, 'broken.ttf');
writeFileSync(broken, 'no font');

describe('the font of documents', () => {
  it('is the first of the list that is there, or the one that is named', () => {
    const there = { path: broken, face: null };
    expect(chooseFont(null, [{ path: '/nowhere.ttf', face: null }, there, ...FONTS])).toBe(there);
    expect(chooseFont(there, [])).toBe(there);
  });

  it('is missing with the package that has it', () => {
    for (const choose of [() => chooseFont(null, []), () => chooseFont({ path: '/nowhere.ttf', face: null })])
      expect(choose).toThrow(
        expect.objectContaining({
          code: 'bwc.print.no_font',
          details: expect.objectContaining({ package: 'fonts-noto-cjk' }) as unknown,
        }),
      );
  });

  it.each([
    ['', '', 'ok'],
    [broken, '', 'warn'],
    ['/nowhere.ttf', '', 'warn'],
    // A collection without the face that is wanted of it.
    [FONTS[0]?.path ?? '', '', 'warn'],
    [FONTS[0]?.path ?? '', FONTS[0]?.face ?? '', 'ok'],
  ])('is looked at by bwc doctor: %j %j is %s', async (font, face, result) => {
    const found = await checkPrint({ print: { font, face } });
    expect(found).toMatchObject({ check: 'print font', result });
    if (result === 'warn') expect(found.fix?.zh).toContain('fonts-noto-cjk');
  });
});
