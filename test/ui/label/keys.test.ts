import { describe, expect, it } from 'vitest';
import { commandOf, COMMANDS, HELP, type Key } from '../../../src/ui/label/keys.js';

const key = (name: string, more: Partial<Key> = {}): Key => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});
const plain = (name: string, more: Partial<Key> = {}) => commandOf(key(name, more), false)?.command;
const writing = (name: string, more: Partial<Key> = {}) => commandOf(key(name, more), true)?.command;

describe('the keys', () => {
  it.each([
    ['j', 'next'],
    ['J', 'next'],
    ['ArrowDown', 'next'],
    [' ', 'play'],
    ['ArrowLeft', 'back5'],
    [',', 'frameBack'],
    ['？', 'help'],
  ] as const)('%j is %s', (name, command) => {
    expect(plain(name)).toBe(command);
  });

  it('extend with Shift', () => {
    expect(plain('J', { shiftKey: true })).toBe('extendNext');
    expect(plain('?', { shiftKey: true })).toBe('help');
  });

  it('count from 1 to 9', () => {
    expect(commandOf(key('9'), false)).toEqual({ command: 'word', digit: 9 });
    expect(plain('0')).toBeUndefined();
  });

  it('belong to the field one writes in, but for saving and leaving', () => {
    expect(['j', ' ', '1', 'ArrowLeft', '?'].map((name) => writing(name))).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
    expect(writing('Enter', { ctrlKey: true })).toBe('save');
    expect(writing('Escape')).toBe('leave');
  });

  it('leave the browser what is the browser’s', () => {
    expect(plain('c', { ctrlKey: true })).toBeUndefined();
    expect(plain('j', { metaKey: true })).toBeUndefined();
    expect(plain('e', { altKey: true })).toBeUndefined();
  });

  it('are all in the list that the page shows', () => {
    expect(HELP.map(([command]) => command).sort()).toEqual([...COMMANDS].sort());
  });
});
