import { describe, expect, it } from 'vitest';
import { hasCode } from '../../../src/domain/errors.js';
import { OnRecord } from '../support.js';

const failure = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};

const END = { moment: 'workDayEnd', at: '2026-03-02T18:00:00+08:00' } as const;

describe('a fact on record', () => {
  it('XM-12: is corrected with a reason, and the old value stays', async () => {
    const station = await OnRecord.open();
    const subject = { kind: 'clip', id: await station.clip(null) } as const;
    station.do('fact.state', { subject, fact: END });
    const refused = failure(() =>
      station.do('fact.state', { subject, fact: { ...END, at: '2026-03-02T17:30:00+08:00' } }),
    );
    expect(hasCode(refused, 'bwc.facts.no_reason')).toBe(true);
    station.do('fact.state', { subject, fact: { ...END, at: '2026-03-02T17:30:00+08:00' }, why: '排班表有误' }, 'li');
    expect(station.ask('facts.said', { subject })).toMatchObject([
      { fact: 'moment:workDayEnd', value: { at: '2026-03-02T10:00:00.000Z' }, by: 'wang', why: null },
      { fact: 'moment:workDayEnd', value: { at: '2026-03-02T09:30:00.000Z' }, by: 'li', why: '排班表有误' },
    ]);
    expect(station.store.statements.inForce(subject)).toHaveLength(1);
    const entry = station.store.custody.list({ clip: subject.id, limit: 1, newestFirst: true })[0];
    expect(entry).toMatchObject({
      kind: 'fact.stated',
      body: { by: 'li', before: { at: '2026-03-02T10:00:00.000Z' } },
    });
  });

  it('can be taken back, with a reason, and only where something was said', async () => {
    const station = await OnRecord.open();
    const subject = { kind: 'clip', id: await station.clip(null) } as const;
    const nothing = failure(() =>
      station.do('fact.state', { subject, fact: { withdraw: 'flag:complaint' }, why: 'x' }),
    );
    expect(hasCode(nothing, 'bwc.facts.invalid')).toBe(true);
    station.do('fact.state', { subject, fact: { flag: 'complaint' } });
    station.do('fact.state', { subject, fact: { withdraw: 'flag:complaint' }, why: '投诉另案' });
    expect(station.store.statements.inForce(subject)).toEqual([]);
    expect(station.ask('facts.said', { subject })).toHaveLength(2);
  });

  it.each([
    ['bwc.facts.future', { ...END, at: '2027-01-01T00:00:00+08:00' }],
    ['bwc.facts.no_zone', { ...END, at: '2026-03-02T18:00:00' }],
    ['bwc.facts.invalid', { ...END, at: 'yesterday' }],
    ['bwc.usage', { moment: 'uploadedAt', at: '2026-03-02T18:00:00+08:00' }],
    ['bwc.usage', { flag: 'nice' }],
  ])('that is bad is refused as %s, and nothing is stored', async (code, fact) => {
    const station = await OnRecord.open();
    const subject = { kind: 'clip', id: await station.clip(null) } as const;
    const size = station.store.log.head().size;
    expect(failure(() => station.do('fact.state', { subject, fact: fact as never }))).toMatchObject({ code });
    expect(station.store.log.head().size).toBe(size);
    expect(station.ask('facts.said', { subject })).toEqual([]);
  });

  it('about something that is not there is refused', async () => {
    const station = await OnRecord.open();
    const refused = failure(() => station.do('fact.state', { subject: { kind: 'clip', id: 'c_0' }, fact: END }));
    expect(hasCode(refused, 'bwc.store.not_found')).toBe(true);
  });

  it('cannot be changed or removed, not even in the database', async () => {
    const station = await OnRecord.open();
    const subject = { kind: 'clip', id: await station.clip(null) } as const;
    station.do('fact.state', { subject, fact: END });
    expect(() => station.store.db.exec("UPDATE statements SET value = '{}'")).toThrow('append-only');
    expect(() => station.store.db.exec('DELETE FROM statements')).toThrow('append-only');
  });
});
