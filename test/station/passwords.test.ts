import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { messageOf } from '../../src/domain/errors.js';
import { type Config, configText, parseConfig } from '../../src/station/config.js';
import { exposedPasswordFiles, readPasswords } from '../../src/station/passwords.js';

const PASSWORD = 'pw-740231';
const withPasswords = (lines: string): Config =>
  parseConfig(`${configText('中队', '', [], [])}\n[cameras.passwords]\n${lines}\n`, '/data/config.toml');

function scratch(): string {
  const dir = mkdtempSync(join(tmpdir(), 'bwc-passwords-'));
  onTestFinished(() => {
    rmSync(dir, { recursive: true });
  });
  return dir;
}

/** Everything that can be seen of what was thrown. */
function failure(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return `${messageOf(error)} ${inspect(error, { depth: null, showHidden: true })} ${JSON.stringify(error)}`;
  }
  throw new Error('nothing was thrown');
}

describe('passwords in the configuration', () => {
  it('are read by model, and hidden from everything that shows the configuration', () => {
    const config = withPasswords(`ABC01 = "${PASSWORD}"`);
    expect(readPasswords(config.cameras.passwords).get('ABC01')?.reveal()).toBe(PASSWORD);
    expect(`${inspect(config, { depth: null, showHidden: true })}${JSON.stringify(config)}`).not.toContain(PASSWORD);
  });

  it('are none where none are given', () => {
    expect(readPasswords(parseConfig(configText('中队', '', [], []), 'x').cameras.passwords).size).toBe(0);
  });

  it.each([
    [`ABC01 = ""`, 'cameras.passwords.ABC01'],
    [`TOOLONG = "${PASSWORD}"`, 'cameras.passwords'],
    [`ABC01 = { file = "relative/${PASSWORD}" }`, 'cameras.passwords.ABC01'],
    [`ABC01 = ["${PASSWORD}"]`, 'cameras.passwords.ABC01'],
    [`ABC01 = { file = "/a", password = "${PASSWORD}" }`, 'cameras.passwords.ABC01'],
    [`ABC01 = "${PASSWORD}`, 'line'],
    [`ABC01 = ${PASSWORD}`, 'line'],
    [`ABC01 = "${PASSWORD}" x`, 'line'],
  ])('that are written wrongly are refused by key or line, and not repeated: %s', (lines, where) => {
    const told = failure(() => withPasswords(lines));
    expect(told).toContain('bwc.config.invalid');
    expect(told).toContain(where);
    expect(told).not.toContain(PASSWORD);
  });

  it('may stand in files: to the end of the line, blanks and all', () => {
    const dir = scratch();
    const file = join(dir, 'abc01');
    const config = withPasswords(`ABC01 = { file = "${file}" }`);
    writeFileSync(file, ` ${PASSWORD} \r\n`);
    expect(readPasswords(config.cameras.passwords).get('ABC01')?.reveal()).toBe(` ${PASSWORD} `);
    writeFileSync(file, '\n');
    expect(failure(() => readPasswords(config.cameras.passwords))).toContain('is empty');
    rmSync(file);
    expect(failure(() => readPasswords(config.cameras.passwords))).toContain('ENOENT');
  });

  it('are watched: whoever else can read them is told of', () => {
    const dir = scratch();
    const [config, file] = [join(dir, 'config.toml'), join(dir, 'abc02')];
    writeFileSync(config, '', { mode: 0o640 });
    writeFileSync(file, PASSWORD, { mode: 0o600 });
    const exposed = (lines: string): string[] => exposedPasswordFiles(config, withPasswords(lines).cameras.passwords);
    expect(exposed('')).toEqual([]);
    expect(exposed(`ABC01 = "${PASSWORD}"\nABC02 = { file = "${file}" }`)).toEqual([config]);
    chmodSync(config, 0o600);
    chmodSync(file, 0o644);
    expect(exposed(`ABC01 = "${PASSWORD}"\nABC02 = { file = "${file}" }`)).toEqual([file]);
    rmSync(file);
    expect(exposed(`ABC02 = { file = "${file}" }`)).toEqual([]);
  });
});
