import { inspect } from 'node:util';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/device/vendor-host/secret.js';

const TEXT = '740231';
const secret = new Secret(TEXT);

describe('a secret', () => {
  it.each<[string, () => string]>([
    ['String', () => String(secret)],
    ['a template', () => `password: ${secret.toString()}`],
    ['concatenation', () => ['password: ', secret].join('')],
    ['JSON', () => JSON.stringify({ secret })],
    ['inspect', () => inspect({ secret }, { depth: null, showHidden: true })],
    ['inspect without custom functions', () => inspect(secret, { customInspect: false, showHidden: true })],
    ['its keys', () => JSON.stringify([Object.entries(secret), Reflect.ownKeys(secret).map(String)])],
    ['a copy', () => JSON.stringify(Object.assign({}, secret))],
    ['a structured clone', () => inspect(structuredClone(secret))],
  ])('does not show through %s', (_, show) => {
    expect(show()).not.toContain(TEXT);
  });

  it('says that it is one', () => {
    expect([String(secret), JSON.stringify(secret), inspect(secret)]).toEqual(['[secret]', '"[secret]"', '[secret]']);
  });

  it('does not reach a log', () => {
    let written = '';
    pino({ level: 'trace' }, { write: (line: string) => (written += line) }).info({ secret, nested: [secret] }, 'made');
    expect(written).toContain('[secret]');
    expect(written).not.toContain(TEXT);
  });

  it('is taken out of text', () => {
    expect(secret.redact(`pwd=${TEXT}&again=${TEXT}`)).toBe('pwd=[secret]&again=[secret]');
  });

  it('is handed out only when asked for', () => {
    expect(secret.reveal()).toBe(TEXT);
  });

  it('cannot be empty: redacting it would put a mark between all letters', () => {
    expect(() => new Secret('')).toThrow(RangeError);
  });
});
