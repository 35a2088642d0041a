import { describe, expect, it } from 'vitest';
import { Cameras, type CameraSeen } from '../../../src/store/repositories/cameras.js';
import { AT } from '../fixed-clock.js';
import { identityOf, newDb } from '../support.js';

const seen = (serial: string | null, mediumId: string, changes: Partial<CameraSeen> = {}): CameraSeen => ({
  identity: identityOf(serial),
  mediumId,
  profile: 'l1-param-ini',
  sourceType: 'camera',
  at: AT,
  ...changes,
});

describe('cameras', () => {
  it('with one serial on two media are two, and know of each other', async () => {
    const cameras = new Cameras(await newDb());
    const one = cameras.seen(seen('7654321', 'fs-uuid:A'));
    const two = cameras.seen(seen('7654321', 'fs-uuid:B'));
    expect(two.id).not.toBe(one.id);
    expect(cameras.sharingSerialWith(one)).toEqual([two]);
    expect(cameras.sharingSerialWith(two)).toEqual([one]);
  });

  it('are the same one with the same serial and medium, with what is new of it', async () => {
    const cameras = new Cameras(await newDb());
    const before = cameras.seen(seen('7654321', 'fs-uuid:A'));
    const later = '2026-03-02T00:00:00.000Z';
    const after = cameras.seen(
      seen('7654321', 'fs-uuid:A', { at: later, identity: { ...identityOf('7654321'), firmware: '2.0' } }),
    );
    expect(after).toEqual({ ...before, firmware: '2.0', lastSeen: later });
    expect(cameras.all()).toEqual([after]);
    expect(cameras.sharingSerialWith(after)).toEqual([]);
  });

  it('that took another serial on the same medium are another', async () => {
    const cameras = new Cameras(await newDb());
    const ids = [seen('1', 'fs-uuid:A'), seen('2', 'fs-uuid:A'), seen(null, 'fs-uuid:A')].map(
      (s) => cameras.seen(s).id,
    );
    expect(new Set(ids).size).toBe(3);
  });

  it('without a serial share none', async () => {
    const cameras = new Cameras(await newDb());
    const one = cameras.seen(seen(null, 'dir:1:2'));
    const two = cameras.seen(seen(null, 'dir:1:3'));
    expect(cameras.seen(seen(null, 'dir:1:2')).id).toBe(one.id);
    expect(cameras.sharingSerialWith(one)).toEqual([]);
    expect(
      cameras
        .all()
        .map((c) => c.id)
        .sort(),
    ).toEqual([one.id, two.id].sort());
  });
});
