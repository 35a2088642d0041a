/** Cameras, what is on them and what goes wrong with them, for fast-check to choose. */
import fc from 'fast-check';
import { OperationCode } from '../../../src/device/mtp/codec/operations.js';
import { ResponseCode } from '../../../src/device/mtp/codec/responses.js';
import type { Knobs, MtpFault, ScheduledFault, VirtualEntry } from '../../../src/device/testing/mtp/index.js';

/** Around every packet size, with and without the 12 bytes of a header; and some that take several transfers. */
const size = fc.oneof(
  fc.constantFrom(0, 1, 51, 52, 53, 63, 64, 499, 500, 501, 511, 512, 513, 1011, 1012, 1013, 1024),
  fc.integer({ min: 2, max: 5000 }),
  fc.constantFrom(65_024, 65_536, 65_537, 131_072 - 12, 200_001),
  fc.integer({ min: 60_000, max: 200_000 }),
);
const name = fc.constantFrom('a.mp4', 'b.mp4', '执法 0001.mp4', 'c.jpg', '..', 'x/y.mp4');
const folder = fc.constantFrom('', 'DCIM', 'DCIM/100MEDIA');

export const entries: fc.Arbitrary<(VirtualEntry & { readonly size: number })[]> = fc.array(
  fc
    .record({ folder, name, size, undescribable: fc.constantFrom(false, false, false, true), seed: fc.nat() })
    .map((f) => ({
      path: [...(f.folder === '' ? [] : f.folder.split('/')), f.name],
      size: f.size,
      seed: `${f.folder}/${f.name}/${String(f.size)}/${String(f.seed)}`,
      undescribable: f.undescribable,
    })),
  { minLength: 1, maxLength: 4 },
);

const { GetPartialObject64, GetPartialObject, GetObjectPropValue } = OperationCode;

/** A device that gives out little at a time takes thousands of commands for a large file, all of them alike. */
const MOST_PARTS = 140;

export const knobs: fc.Arbitrary<Partial<Knobs>> = fc.record(
  {
    maxPacket: fc.constantFrom(64 as const, 512 as const, 1024 as const),
    header: fc.constantFrom('combined' as const, 'split' as const, { splitAt: 5 }, { splitAt: 13 }, { splitAt: 40 }),
    zlp: fc.constantFrom('spec' as const, 'always' as const, 'never' as const),
    response: fc.constantFrom('own-packet' as const, 'glued' as const),
    stale: fc.constantFrom('none' as const, 'response' as const, 'data-and-response' as const),
    sessionOpenAtStart: fc.boolean(),
    unsupported: fc.constantFrom(
      [],
      [GetPartialObject64],
      [GetPartialObject64, GetPartialObject],
      [GetObjectPropValue, GetPartialObject64],
    ),
    rootParent: fc.constantFrom(
      'standard' as const,
      'ffffffff-only' as const,
      'zero-only' as const,
      'recursive-only' as const,
    ),
    handles: fc.constantFrom('stable' as const, 'restart' as const, 'rekey' as const),
    objectInfo: fc.constantFrom('standard' as const, 'samsung64' as const),
    sizes: fc.constantFrom('live' as const, 'as-of-session' as const),
    shrunkRead: fc.constantFrom('incomplete' as const, 'padded-ok' as const),
    partialLimit: fc.constantFrom(null, 61, 500, 4096),
    pastEnd: fc.constantFrom('clamps' as const, 'hangs' as const, 'pads' as const),
    exactTail: fc.constantFrom('fine' as const, 'hangs' as const),
    commandWhileBusy: fc.constantFrom('waits' as const, 'stalls' as const),
    cancel: fc.constantFrom('silent' as const, 'answers' as const, 'stalls' as const),
    cancelLeaves: fc.integer({ min: 0, max: 3 }),
    portReset: fc.constantFrom('resumes' as const, 're-enumerates' as const),
    interrupt: fc.constantFrom('fine' as const, 'stalls' as const, 'wedges' as const),
  },
  { requiredKeys: [] },
);

/** A second storage: none, there from the start, or showing while the visit goes on. */
const cardAfterMs = fc.constantFrom(null, null, 0, 1200, 2050, 2250);

const CARD = [
  { path: 'DCIM/a.mp4', size: 700, seed: 'card a' },
  { path: 'b.mp4', size: 65_537, seed: 'card b' },
];

/** What is on a camera and on its card, and how it behaves. */
export const camera = fc
  .record({ files: entries, appearsAfterMs: cardAfterMs, habits: knobs })
  .map(({ files, appearsAfterMs, habits }) => {
    const most = (habits.partialLimit ?? Infinity) * MOST_PARTS;
    const cut = <F extends VirtualEntry & { readonly size: number }>(all: readonly F[]): F[] =>
      all.map((file) => ({ ...file, size: file.size > most ? file.size % most : file.size }));
    return { files: cut(files), card: appearsAfterMs === null ? null : { appearsAfterMs, entries: cut(CARD) }, habits };
  });

const anyOp = fc.constantFrom<number | 'any'>(
  'any',
  OperationCode.OpenSession,
  OperationCode.GetDeviceInfo,
  OperationCode.GetStorageIDs,
  OperationCode.GetStorageInfo,
  OperationCode.GetObjectHandles,
  OperationCode.GetObjectInfo,
  OperationCode.GetObject,
  OperationCode.GetPartialObject,
  OperationCode.GetPartialObject64,
);
const response = fc.constantFrom(ResponseCode.OK, ResponseCode.IncompleteTransfer);

const fault: fc.Arbitrary<MtpFault> = fc.oneof(
  fc.record({ kind: fc.constant('stallBulkIn' as const), after: fc.constantFrom('resume' as const, 'drop' as const) }),
  fc.record({ kind: fc.constant('delay' as const), ms: fc.integer({ min: 1, max: 60_000 }) }),
  fc.record({
    kind: fc.constant('hang' as const),
    until: fc.constantFrom('cancel' as const, 'reset' as const, 'replug' as const),
  }),
  fc.constant({ kind: 'unplug' as const }),
  fc.record({
    kind: fc.constant('unplugAndReplug' as const),
    afterMs: fc.integer({ min: 1, max: 5000 }),
    handles: fc.constantFrom('same' as const, 'new' as const),
  }),
  fc.record({ kind: fc.constantFrom('grow' as const, 'shrink' as const), bytes: fc.integer({ min: 1, max: 3000 }) }),
  fc.constantFrom(
    { kind: 'replace' as const },
    { kind: 'deleteUnderneath' as const },
    { kind: 'storeRemoved' as const },
    { kind: 'resetKills' as const },
    { kind: 'stallBulkOut' as const },
    { kind: 'dropResponse' as const },
  ),
  fc.record({ kind: fc.constant('serialChange' as const), serial: fc.constant('OTHER') }),
  fc.record({ kind: fc.constant('busy' as const), times: fc.integer({ min: 1, max: 8 }) }),
  fc.record({ kind: fc.constant('stallControl' as const), times: fc.integer({ min: 1, max: 4 }) }),
  fc.record({
    kind: fc.constant('shortData' as const),
    missing: fc.integer({ min: 1, max: 2000 }),
    declared: fc.constantFrom('full' as const, 'short' as const),
    counted: fc.constantFrom('full' as const, 'short' as const),
    response,
  }),
  fc.record({
    kind: fc.constant('extraData' as const),
    bytes: fc.integer({ min: 1, max: 1500 }),
    declared: fc.constantFrom('true' as const, 'long' as const),
  }),
  fc.record({
    kind: fc.constant('wrongTid' as const),
    in: fc.constantFrom('data' as const, 'response' as const),
  }),
);

export const schedule: fc.Arbitrary<ScheduledFault[]> = fc.array(
  fc
    .record({
      op: anyOp,
      nth: fc.integer({ min: 1, max: 12 }),
      byteOffset: fc.option(fc.integer({ min: 0, max: 70_000 }), { nil: undefined }),
      do: fault,
    })
    .map(({ op, nth, byteOffset, do: what }) => ({
      when: byteOffset === undefined ? { op, nth } : { op, nth, byteOffset },
      do: what,
    })),
  { maxLength: 3 },
);
