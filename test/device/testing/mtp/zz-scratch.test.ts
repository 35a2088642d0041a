import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { it } from 'vitest';
import { createMtpDriver } from '../../../../src/device/mtp/mtp-driver.js';
import { createVirtualMtpCamera, sha256, type VirtualMtpCameraOptions } from '../../../../src/device/testing/mtp/index.js';
import { listAll } from '../../support.js';
import { knobs, schedule } from './arbitraries.js';

async function pull(o: VirtualMtpCameraOptions, log = false) {
  const v = createVirtualMtpCamera({ ...o, storages: [{ entries: [{ path: 'DCIM/A.MP4', size: 3_000_000 }, { path: 'DCIM/B.MP4', size: 500 }] }] });
  const steps: string[] = [];
  const driver = createMtpDriver({ host: v, timing: v.timing, onRecovery: (a, b) => steps.push(a + ': ' + b) });
  let out = '';
  try {
    const r = await driver.recognise(v.candidate);
    if (!r.recognised) throw new Error('not');
    const cam = await driver.open(v.candidate, r.profile);
    try {
    for (const f of (await listAll(cam)).filter((f) => f.class.as === 'clip')) {
      const src = await cam.open(f);
      const h = createHash('sha256'); let at = 0; const buf = Buffer.alloc(1 << 20);
      for (;;) { const n = await src.read(buf, at); if (n === 0) break; h.update(buf.subarray(0, n)); at += n; }
      await src.close();
      const d = h.digest('hex');
      const obj = v.store.objects().find((x) => x.path.endsWith('MP4') && x.versions.some((c) => sha256(c) === d));
      out += obj ? `[ok ${obj.path}]` : `[WRONG ${String(at)}]`;
    }
    } finally { await cam.close(); }
  } catch (e) { out += ' ' + String((e as Error).message).slice(0, 110); }
  if (log) console.log(out, steps.join(' | '), 'virtual ms', v.timing.now(), 'struck', JSON.stringify(v.struck), v.mutations.length);
  return { out, struck: v.struck };
}
it('smoke', async () => {
  await pull({}, true);
  await pull({ knobs: { header: 'split', zlp: 'never', maxPacket: 1024 } }, true);
  await pull({ knobs: { response: 'glued' } }, true);
  await pull({ knobs: { zlp: 'always', partialLimit: 4000 } }, true);
  await pull({ knobs: { stale: 'data-and-response', sessionOpenAtStart: true } }, true);
  await pull({ knobs: { header: { splitAt: 5 } } }, true);
  await pull({ knobs: { unsupported: [0x95c1, 0x101b] } }, true);
  await pull({ knobs: { rootParent: 'recursive-only', handles: 'rekey' } }, true);
  await pull({ knobs: { exactTail: 'hangs', pastEnd: 'hangs' } }, true);
  await pull({ schedule: [{ when: { op: 0x95c1, nth: 2, byteOffset: 5000 }, do: { kind: 'hang', until: 'cancel' } }] }, true);
  await pull({ schedule: [{ when: { op: 0x95c1, nth: 2, byteOffset: 5000 }, do: { kind: 'hang', until: 'reset' } }] }, true);
  await pull({ schedule: [{ when: { op: 0x95c1, nth: 2, byteOffset: 5000 }, do: { kind: 'stallBulkIn', after: 'resume' } }] }, true);
  await pull({ schedule: [{ when: { op: 0x95c1, nth: 2, byteOffset: 5000 }, do: { kind: 'replace' } }] }, true);
  await pull({ schedule: [{ when: { op: 0x95c1, nth: 2 }, do: { kind: 'dropResponse' } }] }, true);
  await pull({ schedule: [{ when: { op: 0x95c1, nth: 2 }, do: { kind: 'unplug' } }] }, true);
  await pull({ schedule: [{ when: { op: 0x95c1, nth: 2 }, do: { kind: 'shortData', missing: 100, declared: 'full', counted: 'full', response: 0x2001 } }] }, true);
}, 60000);
