import { expect, it } from 'vitest';
import { groupsOf } from '../../../src/ui/label/groups.js';
import type { ClipView } from '../../../src/web/api-types.js';

const clip = (id: string, start: string | null, activity: string | null = null): ClipView =>
  ({ id, start, activity, storedAt: '2026-03-09T00:00:00.000Z' }) as ClipView;

it('puts clips together by activity, by what is proposed, and by nothing, the latest first', () => {
  const clips = [
    clip('c5', null),
    clip('c4', '2026-03-01T05:00:00.000Z', 'a_1'),
    clip('c3', '2026-03-01T04:00:00.000Z', 'a_1'),
    clip('c2', '2026-03-02T02:00:00.000Z'),
    clip('c1', '2026-03-02T01:00:00.000Z'),
  ];
  const groups = groupsOf(clips, [{ start: '', clips: ['c1', 'c2', 'not listed'] }]);
  expect(groups.map((g) => [g.kind, g.clips.map((c) => c.id)])).toEqual([
    ['proposal', ['c1', 'c2']],
    ['activity', ['c3', 'c4']],
    ['unplaced', ['c5']],
  ]);
});

it('goes by the activity on record where a proposal says otherwise', () => {
  const groups = groupsOf([clip('c1', '2026-03-01T01:00:00.000Z', 'a_1')], [{ start: '', clips: ['c1'] }]);
  expect(groups.map((g) => g.key)).toEqual(['a_1']);
});
