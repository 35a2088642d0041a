import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { failureOf } from '../../src/archive/errors.js';
import { readAccess } from '../../src/station/s3-access.js';
import { failure } from '../records/support.js';
import { tempFolder } from '../store/support.js';

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCY==';
const GOOD = `[default]\r\naws_access_key_id = AKIA00\r\n  secret_access_key="${SECRET}"  \n`;

async function keyFile(text: string, mode = 0o600): Promise<string> {
  const file = join(await tempFolder(), '密钥 file');
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

/** What is wrong is said without saying what the file holds. */
function mustRefuse(act: () => unknown, reason: RegExp): void {
  const error = failure(act);
  expect(error).toMatchObject({ code: 'bwc.archive.key_file', message: expect.stringMatching(reason) as unknown });
  expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain('wJalr');
  expect(failureOf(error)).toMatchObject({ kind: 'later', scope: 'target' });
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the key of an S3 archive', () => {
  it('is read from a file as the usual tools write it', async () => {
    const file = await keyFile(GOOD);
    expect(readAccess({ file }, null)).toEqual({ accessKeyId: 'AKIA00', secretAccessKey: SECRET, ca: null });
    const ca = await keyFile('-----BEGIN CERTIFICATE-----\n', 0o644);
    expect(readAccess({ file }, ca).ca).toBe('-----BEGIN CERTIFICATE-----\n');
  });

  it('is refused where others can read it, and where it is not what it should be', async () => {
    for (const mode of [0o640, 0o604, 0o620]) {
      const file = await keyFile(GOOD, mode);
      mustRefuse(() => readAccess({ file }, null), /others can read it \(mode 6/);
      const link = join(await tempFolder(), 'link');
      symlinkSync(file, link);
      mustRefuse(() => readAccess({ file: link }, null), /others can read it/);
    }
    const wrong = [
      '',
      'access_key_id = a',
      `${GOOD}access_key_id = b\n`,
      GOOD.replace('AKIA00', ''),
      'x'.repeat(70_000),
    ];
    for (const text of wrong) {
      const file = await keyFile(text);
      mustRefuse(() => readAccess({ file }, null), /one line "(?:access|secret)|too large/);
    }
    mustRefuse(() => readAccess({ file: '/no/such/file' }, null), /ENOENT/);
    const file = await keyFile(GOOD);
    mustRefuse(() => readAccess({ file }, '/no/such/ca'), /ENOENT/);
  });

  it('may be a credential that systemd hands to the service, which it shows by an access list', async () => {
    const folder = await tempFolder();
    writeFileSync(join(folder, 'bureau'), GOOD);
    chmodSync(join(folder, 'bureau'), 0o440);
    vi.stubEnv('CREDENTIALS_DIRECTORY', undefined);
    mustRefuse(() => readAccess({ systemd: 'bureau' }, null), /CREDENTIALS_DIRECTORY/);
    vi.stubEnv('CREDENTIALS_DIRECTORY', folder);
    expect(readAccess({ systemd: 'bureau' }, null).accessKeyId).toBe('AKIA00');
    chmodSync(join(folder, 'bureau'), 0o444);
    mustRefuse(() => readAccess({ systemd: 'bureau' }, null), /others can read it/);
  });
});
