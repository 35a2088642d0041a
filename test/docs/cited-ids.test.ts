import { describe, expect, it } from 'vitest';
import { idsInTitles } from './cited-ids.js';

describe('ids that a test cites', () => {
  it.each([
    ['in a title', "it('SH-14: in time', run)", ['SH-14']],
    [
      'as a list, however it is written',
      "describe('SP-12, XM-03 TJ-01 and PD-02: all', run)",
      ['SP-12', 'XM-03', 'TJ-01', 'PD-02'],
    ],
    ['at the end of a sentence', "test('as in SH-14.', run)", ['SH-14']],
    ['in a template', 'it(`${what} (SH-14)`, run)', ['SH-14']],
    ['in the rows of a table', "it.each([['SH-14', 1], ['SP-15', 2]] as const)('%s: %i', run)", ['SH-14', 'SP-15']],
    ['in a table of single values', "it.each(['SH-14', 'SP-15'])('%s', run)", ['SH-14', 'SP-15']],
    ['in the title above a table', "describe.each([1, 2])('XM-12: %i', run)", ['XM-12']],
    ['as a range, which is no id', "it('SH-16..19: all of them', run)", ['SH-16..19']],
  ])('%s', (_where, source, ids) => {
    expect([...idsInTitles(source)]).toEqual(ids);
  });

  it.each([
    ['in a comment', '// SH-14\nit("in time", run)'],
    ['in what is tested', "it('in time', () => { expect(law('SH-14')).toBe('SH-14'); })"],
    ['in a column that the title does not show', "it.each([['a', 'SH-14']])('%s', run)"],
    ['in a table without a place for it', "it.each([['SH-14']])('all', run)"],
    ['in the name of something else', "row('SH-14: in time', run)"],
  ])('are not those %s', (_where, source) => {
    expect([...idsInTitles(source)]).toEqual([]);
  });
});
