import { describe, expect, it } from 'vitest';
import { filterOf, kindOf, kindsOf } from '../../../src/ui/due/kinds.js';
import { scopesOf, whoseOf } from '../../../src/ui/due/scope.js';
import type { Person } from '../../../src/ui/session/session.js';

const person = (reach: string, numbers: readonly string[] = [], unit: string | null = null, footage?: string): Person =>
  ({
    may: { 'deadline.see': reach, ...(footage !== undefined && { 'clip.see': footage }) },
    numbers,
    unit: unit === null ? null : { id: 'u_1', name: unit },
  }) as unknown as Person;

describe('whose footage a list is about', () => {
  it.each([
    ['an officer', person('own', ['350214'], '思明中队'), ['mine']],
    ['an officer without a number', person('own'), ['mine']],
    ['a leader', person('unit', ['350001'], '思明中队'), ['mine', 'unit']],
    ['a custodian without a number', person('all', [], '思明中队'), ['unit', 'all']],
    ['an auditor of no unit', person('all'), ['all']],
  ] as const)('is for %s what the role reaches', (_, who, scopes) => {
    expect(scopesOf(who)).toEqual(scopes);
  });

  it('is asked for as the person’s own or by unit', () => {
    expect(whoseOf(person('all', ['1', '2'], '思明中队'), 'mine')).toEqual({ of: 'mine' });
    expect(whoseOf(person('all', [], '思明中队'), 'unit')).toEqual({ of: { unit: 'u_1' } });
    expect(whoseOf(person('all', ['1'], '思明中队'), 'all')).toEqual({});
    // What an officer without a number sees is for the server to say.
    expect(whoseOf(person('own'), 'mine')).toEqual({ of: 'mine' });
  });
});

describe('a list', () => {
  it('that is not known is what is late', () => {
    const kinds = kindsOf(person('all', [], null, 'all'));
    expect(kindOf(kinds, 'nonsense')).toBe('late');
    expect(kindOf(kinds, null)).toBe('late');
    expect(kindOf(kinds, 'interruptions')).toBe('interruptions');
  });

  it('of interruptions is for who sees footage', () => {
    const auditor = person('all');
    expect(kindsOf(auditor)).toEqual(['late', 'dueSoon', 'unlabelled', 'running']);
    expect(kindOf(kindsOf(auditor), 'interruptions')).toBe('late');
  });

  it('of deadlines asks for a state or a rule', () => {
    expect(filterOf('unlabelled')).toEqual({ rule: 'label' });
    expect(filterOf('dueSoon')).toEqual({ state: 'dueSoon' });
    expect(filterOf('interruptions')).toBeNull();
  });
});
