import { describe, expect, it } from 'vitest';
import { signatureOf } from '../../../src/domain/person.js';
import type { ErrorCode } from '../../../src/domain/errors.js';
import type { ActInput } from '../../../src/records/index.js';
import { samePerson } from '../../../src/policy/approvals/person.js';
import { failure, OnRecord } from '../support.js';

const add = (station: OnRecord, login: string, more: Partial<ActInput<'person.add'>> = {}) =>
  station.do('person.add', { login, name: '张三', role: 'officer', ...more });

const refusal = (act: () => unknown): ErrorCode | undefined => (failure(act) as { code?: ErrorCode } | undefined)?.code;

describe('people', () => {
  it('move between units, and the past stays as it was', async () => {
    const station = await OnRecord.open();
    const [a, b] = ['鹭江中队', '中华中队'].map((name) => station.do('unit.add', { name }).id);
    const person = add(station, 'zhang', { unit: a ?? null, since: '2025-01-01T00:00:00+08:00' });
    station.do('person.change', { person: 'zhang', unit: b ?? null, since: '2026-03-01T00:00:00+08:00', why: '调动' });
    expect(station.store.people.at(person.id, '2026-02-28T15:59:59.999Z')?.unit).toBe(a);
    expect(station.store.people.at(person.id, '2026-02-28T16:00:00.000Z')?.unit).toBe(b);
    expect(station.store.people.at(person.id, '2024-01-01T00:00:00.000Z')).toBeUndefined();
    expect(station.ask('person.show', { person: person.id }).versions.map((v) => v.unit)).toEqual([a, b]);
    for (const change of ["UPDATE person_versions SET unit_id = 'x'", 'DELETE FROM person_versions'])
      expect(() => station.store.db.exec(change)).toThrow('append-only');
  });

  it('PD-01, SH-12, SP-09, TJ-23: the custodian of a unit is named, and who it was on a day stays known', async () => {
    const station = await OnRecord.open();
    const { id: unit } = station.do('unit.add', { name: '鹭江中队' });
    const first = add(station, 'zhang', { role: 'custodian', unit, since: '2025-01-01T00:00:00+08:00' });
    const why = '轮岗';
    station.do('person.change', { person: 'zhang', role: 'officer', since: '2026-03-01T00:00:00+08:00', why });
    add(station, 'li', { name: '李四', role: 'custodian', unit, since: '2026-03-01T00:00:00+08:00' });
    expect(station.store.people.at(first.id, '2026-02-28T00:00:00.000Z')).toMatchObject({ role: 'custodian', unit });
    expect(station.store.people.at(first.id, '2026-03-02T00:00:00.000Z')?.role).toBe('officer');
    const custodians = station.ask('person.list', {}).filter(({ role }) => role === 'custodian');
    expect(custodians.map(({ name }) => name)).toEqual(['李四']);
    expect(station.store.custody.list({ kind: 'person.put', limit: 9, newestFirst: true })[0]?.body).toMatchObject({
      role: 'custodian',
    });
  });

  it('cannot be entered for a time to come', async () => {
    const station = await OnRecord.open();
    expect(refusal(() => add(station, 'zhang', { since: '2027-01-01T00:00:00+08:00' }))).toBe('bwc.facts.future');
  });

  it('have a name to sign in with that is theirs alone, whatever its width and case', async () => {
    const station = await OnRecord.open();
    const { id } = add(station, 'ＺＨＡＮＧ');
    expect(station.store.people.get(id)?.login).toBe('zhang');
    expect(refusal(() => add(station, 'zhang'))).toBe('bwc.person.login_taken');
    for (const login of ['a', 'a b', 'a\u202eb', '../x', 'x'.repeat(65)])
      expect(
        refusal(() => add(station, login)),
        login,
      ).toBe('bwc.usage');
  });

  it('the last administrator stays one', async () => {
    const station = await OnRecord.open();
    add(station, 'root', { role: 'administrator' });
    const change = (more: object) =>
      refusal(() => station.do('person.change', { person: 'root', why: '测试', ...more }));
    expect(change({ disabled: true })).toBe('bwc.person.last_administrator');
    expect(change({ role: 'officer' })).toBe('bwc.person.last_administrator');
    add(station, 'other', { role: 'administrator' });
    expect(change({ disabled: true })).toBeUndefined();
  });

  it('a code is for one person, and not for one who is disabled', async () => {
    const station = await OnRecord.open();
    const { id } = add(station, 'zhang');
    const made = station.do('person.code', { person: 'zhang' });
    expect(made).toMatchObject({ person: id, expiresAt: '2026-03-04T02:00:00.000Z' });
    expect(made.code).toMatch(/^(?:[2-9A-HJKMNP-TV-Z]{4}-){4}[2-9A-HJKMNP-TV-Z]{4}$/);
    station.do('person.change', { person: 'zhang', disabled: true, why: '退休' });
    expect(refusal(() => station.do('person.code', { person: 'zhang' }))).toBe('bwc.access.code');
  });
});

describe('units', () => {
  it('belong to one another without a circle, and no two that are open have one name', async () => {
    const station = await OnRecord.open();
    const a = station.do('unit.add', { name: '大队' }).id;
    const b = station.do('unit.add', { name: '中队', parent: a }).id;
    expect(station.store.units.within(a).sort()).toEqual([a, b].sort());
    expect(refusal(() => station.do('unit.change', { unit: a, parent: b, why: '误' }))).toBe('bwc.unit.circle');
    expect(refusal(() => station.do('unit.change', { unit: a, parent: a, why: '误' }))).toBe('bwc.unit.circle');
    expect(refusal(() => station.do('unit.add', { name: '中队' }))).toBe('bwc.unit.name_taken');
    station.do('unit.change', { unit: b, closed: true, why: '撤并' });
    expect(station.do('unit.add', { name: '中队' }).parent).toBeNull();
  });

  it('that are closed take nobody, and who is there may stay', async () => {
    const station = await OnRecord.open();
    const { id: unit } = station.do('unit.add', { name: '中队' });
    add(station, 'zhang', { unit });
    add(station, 'li');
    station.do('unit.change', { unit, closed: true, why: '撤并' });
    expect(refusal(() => add(station, 'wang', { unit }))).toBe('bwc.unit.closed');
    expect(refusal(() => station.do('person.change', { person: 'li', unit, why: '调动' }))).toBe('bwc.unit.closed');
    expect(station.do('person.change', { person: 'zhang', name: '张叁', why: '更名' }).unit).toBe(unit);
    station.do('person.change', { person: 'zhang', unit: null, why: '调出' });
    expect(refusal(() => station.do('person.change', { person: 'zhang', unit, why: '误' }))).toBe('bwc.unit.closed');
    station.do('unit.change', { unit, closed: false, why: '恢复' });
    expect(station.do('person.change', { person: 'li', unit, why: '调动' }).unit).toBe(unit);
  });
});

describe('who acts', () => {
  it('is one person at the page and at a terminal, whatever the name is by then', async () => {
    const station = await OnRecord.open();
    const person = add(station, 'wang');
    const first = station.do('unit.add', { name: '甲' }, 'wang').by;
    expect(first).toBe(`张三 <${person.id}>`);
    station.do('person.change', { person: 'wang', name: '张叁', why: '更名' });
    const second = station.do('unit.add', { name: '乙' }, 'WANG').by;
    expect(second).toBe(`张叁 <${person.id}>`);
    expect(samePerson(first, second)).toBe(true);
  });

  it('two of one name are two; a mere name may be either', async () => {
    const station = await OnRecord.open();
    const [a, b] = [add(station, 'one'), add(station, 'two')].map(signatureOf);
    expect(samePerson(a ?? '', b ?? '')).toBe(false);
    expect(samePerson(a ?? '', '张三')).toBe(true);
    expect(samePerson(a ?? '', '李四')).toBe(false);
  });

  it('a hold is released by two people on record, and no login of the machine stands in for one', async () => {
    const station = await OnRecord.open();
    const clip = await station.clip(null);
    const { hold } = station.do('hold.place', { subject: { kind: 'clip', id: clip }, reason: '诉讼' });
    const [a, b] = [add(station, 'one'), add(station, 'two')].map(signatureOf);
    station.do('hold.askRelease', { hold: hold.id, reason: '撤诉' }, a);
    expect(refusal(() => station.do('hold.consent', { hold: hold.id }, 'root'))).toBe('bwc.access.forbidden');
    expect(refusal(() => station.do('hold.consent', { hold: hold.id }, 'one'))).toBe('bwc.approval.same_person');
    expect(station.do('hold.consent', { hold: hold.id }, b).hold.released).not.toBeNull();
  });
});
