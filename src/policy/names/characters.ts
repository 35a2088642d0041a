/**
 * Which characters a part of a name may hold: those that ext4, NTFS, exFAT and a disc all keep, that are visible, and
 * that no reader turns into others.
 */

/** What Windows, exFAT and Joliet refuse. */
const SYSTEM = /[\\/:*?"<>|]/;
/** Controls, direction and zero-width marks, private, unassigned and half characters, line ends. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Variation_Selector}]/u;
/** Han characters of rare names are given out faster than this machine's tables are renewed. */
const NEW_HAN = /^[\u{20000}-\u{3fffd}]$/u;
const EMOJI = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u20e3]/u;
/** Marks that stand in names of firms, though the tables count them among the pictures. */
const FIRM_MARKS = '©®™';
const SPACE = /\p{Zs}/u;

export type CharacterFault = 'system' | 'invisible' | 'emoji' | 'space';

/** @param character one code point; null where it may stand in a name */
export function faultOf(character: string): CharacterFault | null {
  if (SYSTEM.test(character)) return 'system';
  if (INVISIBLE.test(character) && !NEW_HAN.test(character)) return 'invisible';
  if (EMOJI.test(character) && !FIRM_MARKS.includes(character)) return 'emoji';
  return SPACE.test(character) && character !== ' ' ? 'space' : null;
}

const ANY = new RegExp([SYSTEM, INVISIBLE, EMOJI].map((one) => one.source).join('|') + '|(?! )\\p{Zs}', 'u');

/** Whether a text may hold a character that is at fault: a quick look before each of them is judged. */
export const suspect = (text: string): boolean => ANY.test(text);

/** The full-width form of an ASCII mark: looks the same to a reader, means nothing to a file system. */
export const fullWidth = (mark: string): string => String.fromCodePoint((mark.codePointAt(0) ?? 0) + 0xfee0);

/** What to write instead; nothing for what cannot be seen or is a picture. */
export function mended(character: string): string {
  switch (faultOf(character)) {
    case null:
      return character;
    case 'system':
      return fullWidth(character);
    case 'space':
      return ' ';
    case 'invisible':
    case 'emoji':
      return '';
  }
}

/** `U+202E`, for people who cannot see the character. */
export const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
