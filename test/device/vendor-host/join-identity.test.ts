import { describe, expect, it } from 'vitest';
import type { CameraIdentity } from '../../../src/domain/camera.js';
import { joinIdentity, saidInHostMode } from '../../../src/device/vendor-host/join-identity.js';

const NOTHING = {
  serial: null,
  officerNo: null,
  officerName: null,
  unitNo: null,
  unitName: null,
  model: null,
} as const;
const host: CameraIdentity = { ...NOTHING, serial: 'A1B2C37', model: 'VRT01', firmware: null, source: 'GetZFYInfo' };
const disk: CameraIdentity = {
  ...NOTHING,
  serial: 'A1B2C37-long',
  officerName: '林晓',
  firmware: '2.1',
  source: 'PARAM.INI',
};

describe('an identity from host mode and disk', () => {
  it('is the record of host mode, with what it leaves open from the disk', () => {
    expect(joinIdentity(host, disk)).toEqual({
      ...host,
      officerName: '林晓',
      firmware: '2.1',
      source: 'GetZFYInfo, PARAM.INI',
    });
  });

  it('names the disk only where it said something, and only once', () => {
    expect(joinIdentity(host, { ...NOTHING, serial: 'X', firmware: null, source: 'PARAM.INI' })).toBe(host);
    const once = joinIdentity(host, disk);
    expect(joinIdentity(once, { ...disk, unitNo: '7' }).source).toBe('GetZFYInfo, PARAM.INI');
  });

  it('is known for what it is afterwards', () => {
    expect([host, joinIdentity(host, disk), disk].map(saidInHostMode)).toEqual([true, true, false]);
  });
});
