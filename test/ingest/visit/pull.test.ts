import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readIncoming } from '../../../src/ingest/visit/parked.js';
import { copyToStaging, settle } from '../../../src/ingest/visit/pull.js';
import { sampleWindows } from '../../../src/ingest/visit/samples.js';
import { Bench, contentOf, MIB, SEED, sha256 } from './support.js';

const code = (name: string): Error => expect.objectContaining({ code: name }) as Error;
const whole = (bytes = 3 * MIB): string => sha256(contentOf(bytes));
const PARKED = ['.json', '.part'];

/** The one part in staging. */
async function thePart(bench: Bench): Promise<string> {
  const [parked] = (await readIncoming(bench.incoming)).parked;
  if (parked === undefined) throw new Error('nothing is parked');
  return parked.part;
}

function overwrite(file: string, at: number): void {
  const fd = openSync(file, 'r+');
  writeSync(fd, Buffer.from('altered'), 0, 7, at);
  closeSync(fd);
}

describe('pulling a clip', () => {
  it('SH-22, XM-27: stages every byte with its digests, read back, and lets nobody write to it any more', async () => {
    const bench = await Bench.with();
    const staged = await bench.pull(bench.file, bench.context({ sm3: true }));
    expect(staged).toEqual({
      part: staged.part,
      bytes: 3 * MIB,
      sha256: whole(),
      sm3: createHash('sm3')
        .update(contentOf(3 * MIB))
        .digest('hex'),
      readBack: 'direct',
      resumedAt: null,
    });
    expect(sha256(readFileSync(staged.part))).toBe(whole());
    expect(statSync(staged.part).mode & 0o777).toBe(0o440);
    expect(bench.left()).toEqual(['.part']);
  });

  it.each([0, 1, MIB - 1, MIB, MIB + 1, 2 * MIB, 2 * MIB + 4097])('of %i bytes', async (bytes) => {
    const bench = await Bench.with([], [{ path: 'a.mp4', content: contentOf(bytes) }]);
    const positions: number[] = [];
    const staged = await bench.pull(bench.file, bench.context({ onProgress: (at) => positions.push(at) }));
    expect(staged).toMatchObject({ bytes, sha256: whole(bytes), sm3: null });
    expect(positions.at(-1) ?? 0).toBe(bytes);
  });

  it('says that nothing was read back where that is switched off', async () => {
    const bench = await Bench.with();
    expect(await bench.pull(bench.file, bench.context({ readBack: false }))).toMatchObject({
      readBack: 'none',
      sha256: whole(),
    });
  });

  it('finds out when the disk returns something else', async () => {
    const bench = await Bench.with();
    const context = bench.context();
    const copied = await copyToStaging(bench.file, undefined, context);
    overwrite(copied.opened.part, 2 * MIB);
    await expect(settle(copied, context)).rejects.toThrow(code('bwc.ingest.readback_mismatch'));
    expect(bench.left()).toEqual([]);
  });

  it('finds out when the disk returns less', async () => {
    const bench = await Bench.with();
    const context = bench.context();
    const copied = await copyToStaging(bench.file, undefined, context);
    truncateSync(copied.opened.part, MIB);
    await expect(settle(copied, context)).rejects.toThrow(code('bwc.ingest.readback_mismatch'));
  });

  it('parks a whole copy when it is stopped while it is read back, and only reads back the next time', async () => {
    const bench = await Bench.with();
    const stop = new AbortController();
    const copied = await copyToStaging(bench.file, undefined, bench.context());
    stop.abort();
    await expect(settle(copied, { ...bench.context(), signal: stop.signal })).rejects.toThrow(
      code('bwc.ingest.cancelled'),
    );
    expect(bench.left()).toEqual(['.json', '.part']);
    expect(await bench.pull()).toMatchObject({ sha256: whole(), resumedAt: 3 * MIB, readBack: 'direct' });
  });

  it('fails where staging cannot be written', async () => {
    const bench = await Bench.with();
    const context = bench.context({ incoming: `${bench.incoming}/none` });
    await expect(bench.pull(bench.file, context)).rejects.toThrow(code('bwc.ingest.write_error'));
  });
});

describe('a medium that goes wrong', () => {
  it.each([0, 1, MIB, 2 * MIB + 5, 3 * MIB - 1])(
    'EIO at byte %i fails the clip, leaves nothing, and the next try succeeds',
    async (at) => {
      const bench = await Bench.with([{ kind: 'eio', path: 'a.mp4', at, times: 1 }]);
      await expect(bench.pull()).rejects.toThrow(
        expect.objectContaining({
          code: 'bwc.device.read_error',
          details: { path: 'a.mp4', position: at, errno: 'EIO' },
        }),
      );
      expect(bench.left()).toEqual([]);
      expect(await bench.pull()).toMatchObject({ sha256: whole(), resumedAt: null });
    },
  );

  it.each([
    ['grows', { kind: 'grow', path: 'a.mp4', at: MIB, bytes: 10 } as const, 'bwc.ingest.source_changed'],
    ['grows at its end', { kind: 'grow', path: 'a.mp4', at: 3 * MIB, bytes: 10 } as const, 'bwc.ingest.source_changed'],
    ['shrinks', { kind: 'shrink', path: 'a.mp4', at: 2 * MIB, to: 2 * MIB } as const, 'bwc.ingest.short_read'],
    [
      'shrinks behind the reader',
      { kind: 'shrink', path: 'a.mp4', at: 2 * MIB, to: 5 } as const,
      'bwc.ingest.short_read',
    ],
    ['is replaced by one of the same size', { kind: 'replace', path: 'a.mp4', at: MIB } as const, 'bwc.device.changed'],
  ])('a file that %s is not taken', async (_, fault, expected) => {
    const bench = await Bench.with([fault]);
    await expect(bench.pull()).rejects.toThrow(code(expected));
    expect(bench.left()).toEqual([]);
  });

  it('a file that changed between listing and reading is not taken', async () => {
    const bench = await Bench.with();
    writeFileSync(`${bench.virtual.root}/a.mp4`, 'shorter');
    await expect(bench.pull()).rejects.toThrow(code('bwc.ingest.source_changed'));
    const same = await Bench.with();
    writeFileSync(`${same.virtual.root}/a.mp4`, contentOf(3 * MIB, 'another content of the same size'));
    await expect(same.pull()).rejects.toThrow(code('bwc.ingest.source_changed'));
    expect([...bench.left(), ...same.left()]).toEqual([]);
  });
});

describe('an interrupted pull', () => {
  const unplugAt = (at: number): Promise<Bench> => Bench.with([{ kind: 'unplug', path: 'a.mp4', at }]);

  it.each([MIB, MIB + 1, 2 * MIB, 2 * MIB + 12345, 3 * MIB - 1])(
    'at byte %i parks what it has and goes on with the right digest',
    async (at) => {
      const bench = await unplugAt(at);
      await expect(bench.pull()).rejects.toThrow(code('bwc.device.gone'));
      expect(bench.left()).toEqual(PARKED);
      bench.virtual.replug();
      const parked = await bench.parkedFor(bench.file);
      expect(parked?.note).toMatchObject({
        path: 'a.mp4',
        bytes: 3 * MIB,
        sha256: sha256(contentOf(3 * MIB).subarray(0, parked?.note.durable)),
      });
      const staged = await bench.pull(bench.file, bench.context({ sm3: true }));
      expect(staged).toMatchObject({ sha256: whole(), resumedAt: parked?.note.durable });
      expect(staged.sm3).toBe(
        createHash('sm3')
          .update(contentOf(3 * MIB))
          .digest('hex'),
      );
      expect(sha256(readFileSync(staged.part))).toBe(whole());
      expect(parked?.note.durable).toBeGreaterThanOrEqual(MIB);
    },
  );

  it('of less than is worth keeping leaves nothing', async () => {
    const bench = await unplugAt(MIB - 1);
    await expect(bench.pull()).rejects.toThrow(code('bwc.device.gone'));
    expect(bench.left()).toEqual([]);
  });

  it('on request parks and goes on', async () => {
    const bench = await Bench.with();
    const abort = new AbortController();
    const context = bench.context({
      signal: abort.signal,
      onProgress: () => {
        abort.abort();
      },
    });
    await expect(bench.pull(bench.file, context)).rejects.toThrow(code('bwc.ingest.cancelled'));
    expect(bench.left()).toEqual(PARKED);
    expect(await bench.pull()).toMatchObject({ sha256: whole(), resumedAt: MIB });
  });

  it('may be interrupted again and again', async () => {
    const faults = [1.5, 2.5].map((n) => ({ kind: 'unplug', path: 'a.mp4', at: n * MIB }) as const);
    const bench = await Bench.with(faults);
    for (let i = 0; i < 2; i += 1) {
      await expect(bench.pull()).rejects.toThrow(code('bwc.device.gone'));
      bench.virtual.replug();
      expect(bench.left()).toEqual(PARKED);
    }
    expect(await bench.pull()).toMatchObject({ sha256: whole(), resumedAt: 2 * MIB });
  });

  it.each([
    [
      'an altered first byte',
      (part: string): void => {
        overwrite(part, 0);
      },
    ],
    [
      'an altered last byte',
      (part: string): void => {
        overwrite(part, 2 * MIB - 7);
      },
    ],
    [
      'fewer bytes than noted',
      (part: string): void => {
        truncateSync(part, MIB);
      },
    ],
    [
      'nothing in it',
      (part: string): void => {
        truncateSync(part, 0);
      },
    ],
  ])('whose part has %s starts over', async (_, alter) => {
    const bench = await unplugAt(2 * MIB);
    await expect(bench.pull()).rejects.toThrow(code('bwc.device.gone'));
    bench.virtual.replug();
    alter(await thePart(bench));
    expect(await bench.pull()).toMatchObject({ sha256: whole(), resumedAt: null });
    expect(bench.left()).toEqual(['.part']);
  });

  it('starts over for one altered byte that no sample would meet', async () => {
    const [at, between] = [10 * MIB, 100_000];
    expect(sampleWindows(at).some((w) => w.at <= between && between + 7 <= w.at + w.length)).toBe(false);
    const bench = await Bench.with(
      [{ kind: 'unplug', path: 'a.mp4', at }],
      [{ path: 'a.mp4', content: { random: 11 * MIB, seed: SEED } }],
    );
    await expect(bench.pull()).rejects.toThrow(code('bwc.device.gone'));
    bench.virtual.replug();
    overwrite(await thePart(bench), between);
    expect(await bench.pull()).toMatchObject({ sha256: whole(11 * MIB), resumedAt: null });
  });

  it('is not misled by what lies beyond the durable bytes', async () => {
    const bench = await unplugAt(2 * MIB);
    await expect(bench.pull()).rejects.toThrow(code('bwc.device.gone'));
    bench.virtual.replug();
    writeFileSync(await thePart(bench), Buffer.alloc(5 * MIB, 1), { flag: 'a' });
    const staged = await bench.pull();
    expect(staged).toMatchObject({ sha256: whole(), resumedAt: 2 * MIB, bytes: 3 * MIB });
    expect(statSync(staged.part).size).toBe(3 * MIB);
  });

  it('is not continued from another file, nor from the same one after it changed', async () => {
    const files = ['a.mp4', 'b.mp4'].map((path) => ({
      path,
      content: { random: 3 * MIB, seed: path === 'a.mp4' ? SEED : 'b' },
    }));
    const bench = await Bench.with([{ kind: 'unplug', path: 'a.mp4', at: 2 * MIB }], files);
    const [a, b] = bench.files;
    if (a === undefined || b === undefined) throw new Error('two clips were expected');
    await expect(bench.pull(a)).rejects.toThrow(code('bwc.device.gone'));
    bench.virtual.replug();
    expect(await bench.parkedFor(b)).toBeUndefined();
    expect(await bench.parkedFor({ ...a, stamp: 'other' })).toBeUndefined();
    expect(await bench.parkedFor({ ...a, bytes: a.bytes + 1 })).toBeUndefined();
    expect(await bench.pull(b)).toMatchObject({ sha256: sha256(contentOf(3 * MIB, 'b')), resumedAt: null });
    expect(await bench.pull(a)).toMatchObject({ sha256: whole(), resumedAt: 2 * MIB });
  });

  it('starts over when the source agrees in everything but its bytes', async () => {
    const bench = await unplugAt(2 * MIB);
    await expect(bench.pull()).rejects.toThrow(code('bwc.device.gone'));
    bench.virtual.replug();
    const parked = await bench.parkedFor(bench.file);
    const other = await Bench.with([], [{ path: 'a.mp4', content: { random: 3 * MIB, seed: 'another card' } }]);
    const staged = await settle(await copyToStaging(other.file, parked, other.context()), other.context());
    expect(staged).toMatchObject({ sha256: sha256(contentOf(3 * MIB, 'another card')), resumedAt: null });
    expect(readdirSync(bench.incoming)).toEqual([]);
  });

  it('whose part vanished starts over', async () => {
    const bench = await unplugAt(2 * MIB);
    await expect(bench.pull()).rejects.toThrow(code('bwc.device.gone'));
    bench.virtual.replug();
    const parked = {
      part: `${bench.incoming}/gone.part`,
      note: { sourceKey: '', path: '', bytes: 1, durable: 1, sha256: '' },
    };
    expect(await settle(await copyToStaging(bench.file, parked, bench.context()), bench.context())).toMatchObject({
      sha256: whole(),
      resumedAt: null,
    });
  });

  it('stays parked when the medium vanishes while it is compared again', async () => {
    const bench = await Bench.with([
      { kind: 'unplug', path: 'a.mp4', at: 2 * MIB },
      { kind: 'unplug', path: 'a.mp4', at: 0, times: 2 },
    ]);
    bench.virtual.replug();
    const context = bench.context();
    // The first fault that is due is the one at byte 0: strike it out before.
    await expect(bench.pull(bench.file, context)).rejects.toThrow(code('bwc.device.gone'));
    expect(bench.left()).toEqual([]);
    bench.virtual.replug();
    await expect(bench.pull(bench.file, context)).rejects.toThrow(code('bwc.device.gone'));
    bench.virtual.replug();
    await expect(bench.pull(bench.file, context)).rejects.toThrow(code('bwc.device.gone'));
    expect(bench.left()).toEqual(PARKED);
    bench.virtual.replug();
    expect(await bench.pull()).toMatchObject({ sha256: whole(), resumedAt: 2 * MIB });
  });
});
