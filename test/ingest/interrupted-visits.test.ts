import { describe, expect, it } from 'vitest';
import type { CameraIdentity } from '../../src/domain/camera.js';
import { type CutOff, ofHost, ofMedium } from '../../src/ingest/interrupted-visits.js';

const identity = (serial: string | null, source: string): CameraIdentity => ({
  serial,
  officerNo: null,
  officerName: null,
  unitNo: null,
  unitName: null,
  model: null,
  firmware: null,
  source,
});

const cutOff = (changes: Partial<CutOff>): CutOff => ({
  id: 'v1',
  slot: 'usb:1-1',
  driver: 'volume',
  camera: 'A',
  identity: identity('A', 'PARAM.INI'),
  mediumId: 'm1',
  ...changes,
});

const HOST = 'vendor:h';
/** Sent away to become a disk, and missed. */
const missed = (serial: string | null): CutOff =>
  cutOff({ driver: HOST, camera: null, mediumId: undefined, identity: identity(serial, 'GetZFYInfo') });
/** Cut off while its disk was read. */
const read = (serial: string): CutOff =>
  cutOff({ driver: HOST, camera: serial, identity: identity(serial, 'GetZFYInfo') });

describe('a medium goes on with', () => {
  it('the visit of the same medium and serial, and no other', () => {
    expect(ofMedium([cutOff({})], 'm1', 'A')).toBe('v1');
    expect(ofMedium([cutOff({})], 'm1', 'B')).toBeNull();
    expect(ofMedium([cutOff({})], 'm1', null)).toBeNull();
    expect(ofMedium([cutOff({})], 'm2', 'A')).toBeNull();
  });

  it('the visit of the camera that named itself in host mode, where the disk names nobody', () => {
    expect(ofMedium([read('A')], 'm1', null)).toBe('v1');
    expect(ofMedium([read('A')], 'm1', 'B')).toBeNull();
  });

  it('the visit of a camera that was missed when it came back, by serial alone', () => {
    expect(ofMedium([missed('A')], 'm9', 'A')).toBe('v1');
    expect(ofMedium([missed('A')], 'm9', 'B')).toBeNull();
    expect(ofMedium([missed('A')], 'm9', null)).toBeNull();
    expect(ofMedium([missed(null)], 'm9', null)).toBeNull();
    expect(ofMedium([{ ...missed('A'), id: 'v0' }, cutOff({})], 'm1', 'A')).toBe('v1');
  });
});

describe('a camera in host mode goes on with', () => {
  const here = { slot: 'usb:1-1', driver: HOST, serial: 'A' };

  it('the visit of the same serial that had not come to a disk, in whatever slot', () => {
    expect(ofHost([missed('A')], { ...here, slot: 'usb:9-9' })).toBe('v1');
    expect(ofHost([missed('B')], here)).toBeNull();
    expect(ofHost([missed(null)], here)).toBeNull();
    expect(ofHost([missed('A')], { ...here, driver: 'vendor:other' })).toBeNull();
  });

  it('the one in its slot, where neither told a serial', () => {
    expect(ofHost([missed(null)], { ...here, serial: null })).toBe('v1');
    expect(ofHost([missed(null)], { ...here, serial: null, slot: 'usb:9-9' })).toBeNull();
  });

  it('what its disk will tell, where one that was read may be its own', () => {
    expect(ofHost([read('A'), missed('A')], here)).toBeUndefined();
    expect(ofHost([read('B')], here)).toBeNull();
    expect(ofHost([read('B')], { ...here, serial: null })).toBeUndefined();
    expect(ofHost([cutOff({ camera: null })], { ...here, serial: null })).toBeNull();
  });
});
