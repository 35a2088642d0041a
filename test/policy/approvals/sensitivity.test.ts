import { describe, expect, it } from 'vitest';
import { approvalLadder } from '../../../src/policy/approvals/ladder.js';
import { isSomebody, samePerson } from '../../../src/policy/approvals/person.js';
import { markedRequest, sensitivityOf } from '../../../src/policy/approvals/sensitivity.js';
import { SECRECY_MARKS } from '../../../src/policy/facts/vocabulary.js';
import { findRulebook } from '../../../src/policy/rulebook/library.js';
import { loadRulebooks } from '../../../src/policy/rulebooks/load.js';

describe('marks of secrecy', () => {
  it.each(SECRECY_MARKS)('SH-24, SP-29, PD-20, TJ-38: %s makes footage secret, whatever was asked', (mark) => {
    expect(sensitivityOf([mark], 'ordinary')).toBe('secret');
  });

  it('without a mark a request stays what it was', () => {
    expect(sensitivityOf([], 'sensitive')).toBe('sensitive');
  });

  it('TJ-39: a party may copy, but not what must by law stay secret', () => {
    const rules = findRulebook(loadRulebooks(), 'tianjin-2024').approvals;
    const request = { asker: 'party', sensitivity: 'ordinary', act: 'copy' } as const;
    expect(approvalLadder(rules, markedRequest([], request)).refused).toBe(false);
    expect(approvalLadder(rules, markedRequest(['privacy'], request)).refused).toBe(true);
  });
});

describe('one person', () => {
  it.each([
    ['wang', 'Wang'],
    ['王 五', '王五'],
    ['０１２', '012'],
    ['li', 'l\u200bi'],
    ['li', '\u202eli'],
    ['li', 'li\u00ad\u0000'],
    ['café', 'cafe\u0301'],
  ])('%j and %j are one', (a, b) => {
    expect(samePerson(a, b)).toBe(true);
  });

  it('two are two, and nothing that can be seen is nobody', () => {
    expect(samePerson('0012', '0013')).toBe(false);
    expect(isSomebody('\u200b \u202e')).toBe(false);
    expect(isSomebody('李')).toBe(true);
  });
});
