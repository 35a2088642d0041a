import { expect, it } from 'vitest';
import { HandleMemory } from '../../../src/device/mtp/handle-memory.js';

it('remembers handles of the newest generation only', () => {
  const memory = new HandleMemory();
  memory.remember('DCIM/A.MP4', 1, 0);
  memory.remember('DCIM/B.MP4', 2, 0);
  expect([memory.get('DCIM/A.MP4', 0), memory.get('DCIM/A.MP4', 1)]).toEqual([1, undefined]);
  memory.remember('DCIM/A.MP4', 7, 1);
  expect([memory.get('DCIM/A.MP4', 1), memory.get('DCIM/B.MP4', 1)]).toEqual([7, undefined]);
  memory.forget();
  expect(memory.get('DCIM/A.MP4', 1)).toBeUndefined();
});
