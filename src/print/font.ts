/** Which font documents are printed with: the first there is of a list, or the one the configuration names. */
import { accessSync, constants } from 'node:fs';
import { BwcError } from '../domain/errors.js';

export interface FontFile {
  /** Absolute. */
  readonly path: string;
  /** Of a collection, the face by its PostScript name; null for a file that holds one font. */
  readonly face: string | null;
}

/** The Debian package of the first: it has every character of the table of standard characters (通用规范汉字表). */
export const FONT_PACKAGE = 'fonts-noto-cjk';

/** Where Debian puts them; the ones with the most characters first. */
export const FONTS: readonly FontFile[] = [
  { path: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', face: 'NotoSansCJKsc-Regular' },
  { path: '/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc', face: 'WenQuanYiZenHei' },
  { path: '/usr/share/fonts/truetype/wqy/wqy-microhei.ttc', face: 'WenQuanYiMicroHei' },
];

/** @param configured null for the first of the list that is there @throws BwcError `bwc.print.no_font` */
export function chooseFont(configured: FontFile | null, candidates: readonly FontFile[] = FONTS): FontFile {
  const found = (configured === null ? candidates : [configured]).find(({ path }) => isReadable(path));
  if (found !== undefined) return found;
  const looked = configured?.path ?? candidates.map((f) => f.path).join(' ');
  throw new BwcError('bwc.print.no_font', `there is no font for Chinese: looked for ${looked}`, {
    path: configured?.path ?? null,
    package: FONT_PACKAGE,
  });
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
