/** Any device that could be bought, and anything that could happen to it, for properties. */
import fc from 'fast-check';
import { OperationCode } from '../../../../src/device/mtp/codec/operations.js';
import { ResponseCode } from '../../../../src/device/mtp/codec/responses.js';
import type { MtpFault, FaultSchedule, Knobs, ScheduledFault } from '../../../../src/device/testing/mtp/index.js';

const OPTIONAL = [
  OperationCode.GetPartialObject,
  OperationCode.GetPartialObject64,
  OperationCode.GetObjectPropList,
  OperationCode.GetObjectPropValue,
  OperationCode.GetDevicePropDesc,
  OperationCode.GetDevicePropValue,
];

const oddities = (maxPacket: 64 | 512 | 1024) => ({
  header: fc.oneof(
    fc.constantFrom<Knobs['header']>('combined', 'split'),
    fc.integer({ min: 1, max: maxPacket - 1 }).map((splitAt) => ({ splitAt })),
  ),
  zlp: fc.constantFrom<Knobs['zlp']>('spec', 'always', 'never'),
  response: fc.constantFrom<Knobs['response']>('own-packet', 'glued'),
  responseTid: fc.constantFrom<Knobs['responseTid']>('right', 'zero', 'wrong'),
  stale: fc.constantFrom<Knobs['stale']>('none', 'response', 'data-and-response'),
  sessionOpenAtStart: fc.boolean(),
  unsupported: fc.subarray(OPTIONAL),
  propList: fc.constantFrom<Knobs['propList']>('whole', 'none', 'partial', 'inconsistent'),
  rootParent: fc.constantFrom<Knobs['rootParent']>(
    'standard',
    'ffffffff-only',
    'zero-only',
    'storage-id',
    'recursive-only',
  ),
  handles: fc.constantFrom<Knobs['handles']>('stable', 'restart', 'rekey'),
  objectInfo: fc.constantFrom<Knobs['objectInfo']>('standard', 'samsung64'),
  sizes: fc.constantFrom<Knobs['sizes']>('live', 'as-of-session'),
  shrunkRead: fc.constantFrom<Knobs['shrunkRead']>('incomplete', 'padded-ok'),
  partialLimit: fc.option(fc.integer({ min: 1, max: 5000 })),
  pastEnd: fc.constantFrom<Knobs['pastEnd']>('clamps', 'hangs', 'pads'),
  exactTail: fc.constantFrom<Knobs['exactTail']>('fine', 'hangs'),
  commandWhileBusy: fc.constantFrom<Knobs['commandWhileBusy']>('waits', 'stalls'),
  cancel: fc.constantFrom<Knobs['cancel']>('silent', 'answers', 'stalls'),
  cancelLeaves: fc.nat(3),
  portReset: fc.constantFrom<Knobs['portReset']>('resumes', 're-enumerates'),
});

/** A device is odd in a few ways, not in all. */
const odd = (maxPacket: 64 | 512 | 1024): fc.Arbitrary<Partial<Knobs>> => {
  const all = oddities(maxPacket);
  const names = Object.keys(all) as (keyof typeof all)[];
  return fc.subarray(names, { maxLength: 3 }).chain((some) => fc.record(all).map((values) => only(values, some)));
};

const only = (values: Partial<Knobs>, names: readonly (keyof Knobs)[]): Partial<Knobs> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => names.some((each) => each === name)));

export const knobs: fc.Arbitrary<Partial<Knobs>> = fc
  .constantFrom<64 | 512 | 1024>(64, 512, 1024)
  .chain((maxPacket) => odd(maxPacket).map((others) => ({ maxPacket, ...others })));

const times = fc.integer({ min: 1, max: 4 });
/** Near packet boundaries as often as not. */
const bytes = fc.oneof(fc.constantFrom(1, 12, 500, 511, 512, 513, 1012, 1024), fc.integer({ min: 1, max: 3000 }));
const kind = <T extends MtpFault['kind']>(name: T): fc.Arbitrary<{ kind: T }> => fc.constant({ kind: name });
const fullOrShort = fc.constantFrom('full' as const, 'short' as const);

export const fault: fc.Arbitrary<MtpFault> = fc.oneof(
  fc.record({ kind: fc.constant('stallBulkIn' as const), after: fc.constantFrom('resume' as const, 'drop' as const) }),
  fc.record({ kind: fc.constant('delay' as const), ms: fc.constantFrom(1, 500, 10_000, 120_000) }),
  fc.record({
    kind: fc.constant('hang' as const),
    until: fc.constantFrom('cancel' as const, 'reset' as const, 'replug' as const),
  }),
  kind('unplug'),
  fc.record({
    kind: fc.constant('unplugAndReplug' as const),
    afterMs: fc.constantFrom(10, 2000, 60_000),
    handles: fc.constantFrom('same' as const, 'new' as const),
  }),
  fc.record({ kind: fc.constant('grow' as const), bytes }),
  fc.record({ kind: fc.constant('shrink' as const), bytes }),
  kind('replace'),
  kind('deleteUnderneath'),
  kind('storeRemoved'),
  fc.record({ kind: fc.constant('serialChange' as const), serial: fc.constantFrom('', 'OTHER') }),
  fc.record({
    kind: fc.constant('cancelReplies' as const),
    with: fc.constantFrom<Knobs['cancel']>('silent', 'answers', 'stalls'),
  }),
  fc.record({ kind: fc.constant('statusBusy' as const), times }),
  fc.record({ kind: fc.constant('stallControl' as const), times }),
  kind('resetKills'),
  kind('stallBulkOut'),
  fc.record({ kind: fc.constant('busy' as const), times }),
  fc.record({
    kind: fc.constant('shortData' as const),
    missing: bytes,
    declared: fullOrShort,
    counted: fullOrShort,
    response: fc.constantFrom(ResponseCode.OK, ResponseCode.IncompleteTransfer),
  }),
  fc.record({
    kind: fc.constant('extraData' as const),
    bytes,
    declared: fc.constantFrom('true' as const, 'long' as const),
  }),
  fc.record({ kind: fc.constant('corruptByte' as const), at: fc.nat(5000) }),
  kind('dropResponse'),
  fc.record({ kind: fc.constant('wrongTid' as const), in: fc.constantFrom('data' as const, 'response' as const) }),
);

const OPERATIONS = [
  'any' as const,
  OperationCode.GetDeviceInfo,
  OperationCode.OpenSession,
  OperationCode.CloseSession,
  OperationCode.GetStorageIDs,
  OperationCode.GetStorageInfo,
  OperationCode.GetObjectHandles,
  OperationCode.GetObjectInfo,
  OperationCode.GetObject,
  OperationCode.GetPartialObject,
  OperationCode.GetPartialObject64,
];

const scheduled: fc.Arbitrary<ScheduledFault> = fc
  .record({
    op: fc.constantFrom(...OPERATIONS),
    nth: fc.integer({ min: 1, max: 6 }),
    byteOffset: fc.option(fc.oneof(fc.constant(0), bytes), { nil: undefined }),
    fault,
  })
  .map(({ op, nth, byteOffset, fault: what }) => ({
    when: { op, nth, ...(byteOffset === undefined ? {} : { byteOffset }) },
    do: what,
  }));

/** @param most faults in one schedule */
export const schedule = (most = 4): fc.Arbitrary<FaultSchedule> =>
  fc.array(scheduled, { minLength: 1, maxLength: most });
