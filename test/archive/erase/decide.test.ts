/** Which file may leave its camera: over generated states, none without proof, authorisation, or of which anything is in doubt. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decideErase, MOST_FAILURES, type EraseFacts, type EraseRule } from '../../../src/archive/erase/decide.js';
import type { ArchivedVerdict } from '../../../src/archive/judge-archived.js';
import { ERASE_POLICIES } from '../../../src/domain/erase.js';

const SHA = 'aa';
const AUTHORISED = { by: '李明', on: '2026-11-01', reference: '思城管〔2026〕12号' };
const ARCHIVED: ArchivedVerdict = { archived: true, heldBy: [] };
const LACKING: ArchivedVerdict = {
  archived: false,
  lacking: [{ what: 'notDone', target: 'bureau', part: 'original', which: null }],
};

/** Mostly as it has to be, so that the states differ from one that may go in one or two things. */
const mostly = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

const rule: fc.Arbitrary<EraseRule> = fc.record({
  policy: fc.constantFrom(...ERASE_POLICIES),
  authorised: mostly<EraseRule['authorised']>(AUTHORISED, null),
});

const facts: fc.Arbitrary<EraseFacts> = fc.record({
  camera: fc.record({
    isCamera: mostly(true, false),
    can: mostly<'yes' | 'no' | 'readOnly' | null>('yes', 'no', 'readOnly', null),
    failures: mostly(0, 1, MOST_FAILURES, MOST_FAILURES + 5),
  }),
  file: fc.record({
    bytes: mostly(7, 8),
    locked: mostly<boolean | null>(false, true, null),
    sighted: mostly<EraseFacts['file']['sighted']>(
      { sha256: SHA, clipId: 'c_1' },
      null,
      { sha256: 'bb', clipId: 'c_1' },
      { sha256: SHA, clipId: 'c_2' },
    ),
    failures: mostly(0, 2, MOST_FAILURES),
    unsettled: mostly(false, true),
    sidecarsStored: mostly(true, false),
  }),
  kept: fc.oneof(
    { weight: 1, arbitrary: fc.constant(null) },
    {
      weight: 20,
      arbitrary: fc.record({
        clipId: fc.constant('c_1'),
        sha256: mostly(SHA, 'cc'),
        bytes: mostly(7, 9),
        verified: mostly(true, false),
        locked: mostly<boolean | null>(false, null, true),
        held: mostly(false, true),
        finding: mostly(false, true),
        disposed: mostly(false, true),
        archived: mostly<ArchivedVerdict>(ARCHIVED, LACKING).map((verdict) => () => verdict),
      }),
    },
  ),
  clipErased: mostly<boolean | null>(null, true, false),
});

it('nothing goes but this very file, kept whole as the policy asks, by authority, of a camera that does as it is told', () => {
  let [may, barred] = [0, 0];
  fc.assert(
    fc.property(rule, facts, ({ policy, authorised }, f) => {
      const decision = decideErase({ policy, authorised }, f);
      const sound =
        policy !== 'never' &&
        authorised !== null &&
        f.camera.isCamera &&
        f.camera.can === 'yes' &&
        f.camera.failures < MOST_FAILURES &&
        f.file.failures < MOST_FAILURES &&
        !f.file.unsettled &&
        f.file.locked === false &&
        f.file.sidecarsStored &&
        f.file.sighted !== null &&
        f.kept !== null &&
        f.kept.locked !== true &&
        f.kept.clipId === f.file.sighted.clipId &&
        f.kept.sha256 === f.file.sighted.sha256 &&
        f.kept.bytes === f.file.bytes &&
        f.kept.verified &&
        !f.kept.held &&
        !f.kept.finding &&
        !f.kept.disposed &&
        f.clipErased !== false &&
        (policy === 'afterVerified' || f.kept.archived().archived);
      expect(decision.may).toBe(sound);
      if (decision.may) {
        may += 1;
        expect(decision.proof).toEqual({ bytes: f.file.bytes, sha256: f.file.sighted?.sha256 });
        expect(decision.authorised).toEqual(AUTHORISED);
      } else {
        barred += 1;
        expect(decision.bar.lacking.length > 0).toBe(decision.bar.what === 'notArchived');
      }
    }),
    { numRuns: 4000 },
  );
  expect(may).toBeGreaterThan(100);
  expect(barred).toBeGreaterThan(100);
});
