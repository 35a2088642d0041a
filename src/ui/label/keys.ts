/** What the keys do on the labelling page. Pure. */

export const COMMANDS = [
  'next',
  'previous',
  'extendNext',
  'extendPrevious',
  'group',
  'write',
  'leave',
  'save',
  'copy',
  'play',
  'back5',
  'forward5',
  'frameBack',
  'frameForward',
  'word',
  'help',
] as const;
export type Command = (typeof COMMANDS)[number];

export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Shown by `?`: each command with its keys, in the order in which they are needed. */
export const HELP: readonly (readonly [Command, string])[] = [
  ['next', 'J  ↓'],
  ['previous', 'K  ↑'],
  ['extendNext', 'Shift+J  Shift+↓'],
  ['extendPrevious', 'Shift+K  Shift+↑'],
  ['group', 'A'],
  ['write', 'E  Enter'],
  ['leave', 'Esc'],
  ['copy', 'C'],
  ['word', '1 – 9'],
  ['save', 'Ctrl+Enter'],
  ['play', 'Space'],
  ['back5', '←'],
  ['forward5', '→'],
  ['frameBack', ','],
  ['frameForward', '.'],
  ['help', '?'],
];

const PLAIN: Readonly<Record<string, Command>> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  a: 'group',
  e: 'write',
  Enter: 'write',
  c: 'copy',
  ' ': 'play',
  ArrowLeft: 'back5',
  ArrowRight: 'forward5',
  ',': 'frameBack',
  '.': 'frameForward',
  '?': 'help',
  '？': 'help',
};

const SHIFTED: Readonly<Record<string, Command>> = {
  j: 'extendNext',
  ArrowDown: 'extendNext',
  k: 'extendPrevious',
  ArrowUp: 'extendPrevious',
  '?': 'help',
  '？': 'help',
};

/**
 * @param writing whether the key goes to a field; then only saving and leaving are ours
 * @returns null where the key is the browser's: Ctrl+C stays a copy of what is marked
 */
export function commandOf(
  { key, ctrlKey, metaKey, altKey, shiftKey }: Key,
  writing: boolean,
): { readonly command: Command; readonly digit: number } | null {
  const is = (command: Command | undefined, digit = 0) => (command === undefined ? null : { command, digit });
  if (ctrlKey || metaKey) return key === 'Enter' ? is('save') : null;
  if (altKey) return null;
  if (key === 'Escape') return is('leave');
  if (writing) return null;
  if (/^[1-9]$/.test(key)) return is('word', Number(key));
  const plain = key.length === 1 ? key.toLowerCase() : key;
  return is(shiftKey ? SHIFTED[plain] : PLAIN[plain]);
}
