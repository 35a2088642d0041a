import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createVirtualMtpCamera } from '../../src/device/testing/index.js';
import { type CameraSources, loadDescriptions, loadDrivers } from '../../src/ingest/drivers.js';
import { parseConfig } from '../../src/station/config.js';

const EXAMPLE = new URL('../../examples/lanting-l1/', import.meta.url);
const PROFILE = JSON.parse(readFileSync(new URL('profiles/lanting-l1.json', EXAMPLE), 'utf8')) as object;
const MODEL = JSON.parse(readFileSync(new URL('models/lanting-l1.json', EXAMPLE), 'utf8')) as object;

function scratch(): string {
  const dir = mkdtempSync(join(tmpdir(), 'drivers-'));
  onTestFinished(() => {
    rmSync(dir, { recursive: true });
  });
  return dir;
}

function file(content: object | string): string {
  const path = join(scratch(), 'camera.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const NONE: CameraSources = { drivers: [], profiles: [], models: [] };

describe('cameras described as JSON', () => {
  it('are known beside the built-in ones', () => {
    const built = loadDescriptions(NONE);
    const { profiles, models } = loadDescriptions({ ...NONE, profiles: [file(PROFILE)], models: [file(MODEL)] });
    expect(profiles.map(({ id }) => id)).toEqual([...built.profiles.map(({ id }) => id), 'lanting-l1']);
    expect(models.map(({ id }) => id)).toEqual([...built.models.map(({ id }) => id), 'lanting-l1-mtp']);
  });

  it.each<[string, 'profiles' | 'models', object | string, string, RegExp]>([
    ['a layout that is no JSON', 'profiles', '{', '', /not JSON/],
    ['a key nobody knows', 'profiles', { ...PROFILE, colour: 'red' }, '', /colour/],
    ['a wrong value', 'profiles', { ...PROFILE, mediaClock: 'gps' }, 'mediaClock', /local/],
    [
      'a battery that is not read',
      'profiles',
      { ...PROFILE, battery: { path: 'A', pattern: '\\d+' } },
      'battery.pattern',
      /percent/,
    ],
    [
      'a name with a group nobody reads',
      'profiles',
      { ...PROFILE, namePatterns: [{ id: 'a', pattern: '(?<oficer>\\d)' }] },
      'namePatterns.0.pattern',
      /officer/,
    ],
    ['the id of a built-in layout', 'profiles', { ...PROFILE, id: 'l3-novatek' }, 'id', /taken/],
    ['the id of plain folders', 'profiles', { ...PROFILE, id: 'folder' }, 'id', /taken/],
    ['the id of a built-in model', 'models', { ...MODEL, id: 'qemu-usb-mtp' }, 'id', /taken/],
    ['the id of unknown devices', 'models', { ...MODEL, id: 'mtp-generic' }, 'id', /taken/],
    ['a quirk without a reason', 'models', { ...MODEL, reasons: {} }, 'reasons.dateZone', /no reason/],
    [
      'a product that is no pattern',
      'models',
      { ...MODEL, match: { vendorId: '1209', productId: '0001', product: '(' } },
      'match.product',
      /regular expression/,
    ],
  ])('are refused with file, key and what is wrong: %s', (_, kind, content, key, why) => {
    const path = file(content);
    const refusal = expect.objectContaining({
      code: 'bwc.device.profile_invalid',
      details: { file: path, key },
      message: expect.stringMatching(why) as string,
    }) as Error;
    expect(() => loadDescriptions({ ...NONE, [kind]: [path] })).toThrow(refusal);
  });

  it('are refused where two have one id, or where there is no file', () => {
    const [a, b] = [file(PROFILE), file(PROFILE)];
    expect(() => loadDescriptions({ ...NONE, profiles: [a, b] })).toThrow(`taken: it is that of ${a}`);
    expect(() => loadDescriptions({ ...NONE, models: ['/nowhere.json'] })).toThrow('/nowhere.json: cannot be read');
  });

  it('serve a device over MTP; a second one for the same device is no guess', async () => {
    const { candidate } = createVirtualMtpCamera({
      usb: { vendorId: 0x1209, productId: 0x0001, product: 'Lanting L1' },
    });
    const unconfirmed = { ...candidate, confirmed: false };
    const { drivers: one } = await loadDrivers({ ...NONE, models: [file(MODEL)] });
    expect(await one[1]?.recognise(unconfirmed)).toMatchObject({ recognised: true, profile: 'lanting-l1-mtp' });
    const { drivers: two } = await loadDrivers({ ...NONE, models: [file(MODEL), file({ ...MODEL, id: 'other' })] });
    await expect(two[1]?.recognise(unconfirmed)).rejects.toMatchObject({ code: 'bwc.device.ambiguous' });
  });

  it('are named in the configuration relative to it', () => {
    const { cameras } = parseConfig(
      '[station]\n[cameras]\nextra_profiles = ["a.json", "/b.json"]\nextra_models = ["m/c.json"]',
      '/data/config.toml',
    );
    expect([cameras.extra_profiles, cameras.extra_models]).toEqual([['/data/a.json', '/b.json'], ['/data/m/c.json']]);
  });
});
