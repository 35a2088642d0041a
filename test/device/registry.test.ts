import { describe, expect, it } from 'vitest';
import type { CameraDriver, Recognition } from '../../src/device/driver.js';
import { DeviceError } from '../../src/device/errors.js';
import { createDriverRegistry } from '../../src/device/registry.js';
import { candidateAt } from './support.js';

const driver = (id: string, answer: Recognition | Error): CameraDriver => ({
  id,
  recognise: () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)),
  open: () => Promise.reject(new Error('not opened here')),
});
const yes = (profile: string, specificity: number): Recognition => ({
  recognised: true,
  profile,
  because: `it is ${profile}`,
  specificity,
});
const no: Recognition = { recognised: false, reason: 'no profile matches; looked for PARAM.INI' };
const ask = (...drivers: CameraDriver[]) => createDriverRegistry(drivers).recognise(candidateAt('/media/x'));

describe('driver registry', () => {
  it('takes the most specific match, whatever the order of the drivers', async () => {
    const low = driver('low', yes('general', 10));
    const high = driver('high', yes('special', 20));
    const answer = { recognised: true, driver: high, profile: 'special', because: 'it is special' };
    expect(await ask(low, high)).toEqual(answer);
    expect(await ask(high, low)).toEqual(answer);
  });

  it('refuses what nobody knows and says what was looked for', async () => {
    expect(await ask(driver('volume', no))).toEqual({
      recognised: false,
      code: 'bwc.device.refused',
      reason: 'volume: no profile matches; looked for PARAM.INI',
    });
  });

  it('refuses when there are no drivers', async () => {
    expect(await ask()).toMatchObject({ recognised: false, reason: 'there are no drivers' });
  });

  it('refuses two matches of the same specificity instead of guessing', async () => {
    expect(await ask(driver('a', yes('one', 5)), driver('b', yes('two', 5)))).toEqual({
      recognised: false,
      code: 'bwc.device.ambiguous',
      reason: 'equally good matches: a/one, b/two',
    });
  });

  it('passes on an ambiguity within one driver, even where another driver matches', async () => {
    const torn = driver('torn', new DeviceError('bwc.device.ambiguous', 'p and q'));
    expect(await ask(torn, driver('b', yes('two', 5)))).toMatchObject({
      recognised: false,
      code: 'bwc.device.ambiguous',
      reason: 'torn failed: p and q',
    });
  });

  it('is not stopped by a driver that throws', async () => {
    const broken = driver('broken', new Error('libusb said no'));
    expect(await ask(broken, driver('b', yes('two', 5)))).toMatchObject({ recognised: true, profile: 'two' });
    expect(await ask(broken, driver('volume', no))).toMatchObject({
      code: 'bwc.device.refused',
      reason: 'broken failed: libusb said no; volume: no profile matches; looked for PARAM.INI',
    });
  });
});
