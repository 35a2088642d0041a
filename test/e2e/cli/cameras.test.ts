/** Cameras put on record and changed on the command line. */
import { describe, expect, it } from 'vitest';
import { bwc, bwcJson, errorCode } from '../support/bwc.js';
import { eventsOf, newStation, verify } from '../support/station.js';

interface CameraOnRecord {
  readonly id: string;
  readonly serial: string;
  readonly version: number;
}

describe('bwc camera add and change', () => {
  it('put a camera on record before it was docked, and change what is known of it', async () => {
    const { data } = await newStation();
    const at = ['--data', data];
    const unit = await bwcJson<{ id: string }>(['unit', 'add', '思明中队', ...at]);
    const added = await bwcJson<CameraOnRecord>([
      ...['camera', 'add', 'ZFY0042', '--model', 'DSJ-A7', '--unit', unit.id, '--remark', '2026年采购', ...at],
    ]);
    expect(added).toMatchObject({ serial: 'ZFY0042', model: 'DSJ-A7', unit: unit.id, version: 1, retired: false });
    const change = ['camera', 'change', 'ZFY0042', ...at];
    expect((await bwc([...change, '--remark', '镜头有划痕', '--unit', '', '--why', '调拨'])).stdout).toBe(
      `${added.id} is changed (version 2)\n`,
    );
    const retired = await bwcJson<CameraOnRecord>([...change, '--retired', 'yes', '--why', '报废']);
    expect(retired).toMatchObject({ version: 3, model: 'DSJ-A7', unit: null, remark: '镜头有划痕', retired: true });
    const shown = (await bwc(['camera', 'show', 'ZFY0042', ...at])).stdout;
    expect(shown).toContain('DSJ-A7; 镜头有划痕; retired\n');
    expect(await bwcJson(['camera', 'show', 'ZFY0042', ...at])).toMatchObject({
      records: [{ version: 1 }, { version: 2, why: '调拨' }, { version: 3, why: '报废' }],
    });
    expect(await eventsOf(data, '--kind', 'camera.put')).toHaveLength(3);
    expect((await verify(data)).findings).toEqual([]);
  });

  it('refuse what cannot be, and put nothing on record', async () => {
    const { data } = await newStation();
    await bwcJson(['camera', 'add', '设备; rm -rf /', '--data', data]);
    const change = ['change', '设备; rm -rf /'];
    for (const [code, ...args] of [
      ['bwc.camera.serial_taken', 'add', '设备; rm -rf /'],
      ['bwc.usage', 'add', '1'.repeat(121)],
      ['bwc.usage', 'add', '7\u202e'],
      ['bwc.store.not_found', 'add', '7654321', '--unit', 'o_0'],
      ['bwc.store.not_found', 'change', '7654321', '--remark', '无', '--why', '无'],
      ['bwc.usage', ...change, '--why', '无'],
      ['bwc.usage', ...change, '--remark', '无'],
      ['bwc.usage', ...change, '--retired', 'maybe', '--why', '无'],
    ] as const) {
      const answer = await bwc(['camera', ...args, '--data', data, '--json']);
      expect([args, answer.code === 0, errorCode(answer)]).toEqual([args, false, code]);
    }
    expect(await eventsOf(data, '--kind', 'camera.put')).toHaveLength(1);
  });

  it('show in their help how they are used', async () => {
    for (const name of ['add', 'change']) {
      const { code, stdout } = await bwc(['camera', name, '--help']);
      expect(code).toBe(0);
      expect(stdout).toContain(`$ bwc camera ${name} 7654321`);
      expect(stdout).toContain('--json');
    }
  });
});
