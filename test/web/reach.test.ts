/** Whose footage is seen: by who recorded it, by unit and time, by mark of secrecy. */
import { describe, expect, it } from 'vitest';
import { clipOf, codeOf, WebStation, type Browser } from './support.js';

const seen = async (browser: Browser): Promise<string[]> => {
  const answer = await browser.send('GET', '/api/clips?limit=100');
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<{ id: string }[]>().map((c) => c.id);
};

/** Clips that open deadlines are told of. */
const due = async (browser: Browser, input: object = {}): Promise<Set<string>> => {
  const answer = await browser.ask('deadlines.next', input);
  expect(answer.statusCode, answer.body).toBe(200);
  return new Set(answer.json<{ rows: { clip: string }[] }>().rows.map((row) => row.clip));
};

/** What the camera said of itself when this clip was taken in; that visit is over. */
function saysUnit({ store }: WebStation, clip: string, unitName: string): void {
  store.db
    .prepare(
      `UPDATE visits SET identity = json_object('unitName', ?), state = 'closed'
       WHERE id = (SELECT visit_id FROM clips WHERE id = ?)`,
    )
    .run(unitName, clip);
}

describe('an officer', () => {
  it('sees and labels what the officer recorded, and is told of nothing else', async () => {
    const station = await WebStation.open();
    const [own, others] = [await clipOf(station, '350213'), await clipOf(station, '350214')];
    const officer = await station.as('officer', { numbers: ['350213'] });
    expect(await seen(officer)).toEqual([own]);
    expect((await officer.send('GET', `/api/clips/${own}`)).statusCode).toBe(200);
    const label = (id: string) => officer.act('label.put', { clips: [id], fields: { unit: '思明中队' } });
    expect((await label(own)).statusCode).toBe(200);
    for (const answer of [
      await officer.send('GET', `/api/clips/${others}`),
      await officer.send('GET', `/api/clips/${others}/proof`),
      await label(others),
      await officer.ask('label.form', { clip: others }),
      await officer.ask('label.history', { clip: others }),
      await officer.ask('facts.of', { clip: others }),
      await officer.act('fact.state', { subject: { kind: 'clip', id: others }, fact: { flag: 'complaint' } }),
      await officer.act('activity.begin', { clips: [own, others] }),
    ])
      expect([answer.statusCode, codeOf(answer)], answer.body).toEqual([404, 'bwc.store.not_found']);
    // As what is not there at all.
    expect((await officer.send('GET', `/api/clips/${others}`)).json<{ message: string }>().message).toBe(
      `there is no clip ${others}`,
    );
  });

  it('by digest as by id', async () => {
    const station = await WebStation.open();
    const others = await clipOf(station, '350214');
    const officer = await station.as('officer', { numbers: ['350213'] });
    const sha256 = station.store.clips.get(others)?.sha256 ?? '';
    expect((await officer.send('GET', `/api/clips/${sha256}`)).statusCode).toBe(404);
  });

  it('sees what is in one activity with it', async () => {
    const station = await WebStation.open();
    const [own, others] = [await clipOf(station, '350213'), await clipOf(station, '350214')];
    const officer = await station.as('officer', { numbers: ['350213'] });
    const { activity } = await station.served.act('activity.begin', { clips: [own, others] }, 'test');
    expect((await seen(officer)).sort()).toEqual([own, others].sort());
    const list = (await officer.ask('activity.list', {})).json<{ id: string }[]>();
    expect(list.map((a) => a.id)).toEqual([activity.id]);
    const stranger = await station.as('officer', { numbers: ['1'] });
    expect((await stranger.ask('activity.list', {})).json()).toEqual([]);
    expect((await stranger.ask('activity.show', { activity: activity.id })).statusCode).toBe(404);
  });

  it('has as to-do what the officer recorded under any number', async () => {
    const station = await WebStation.open();
    const [one, other] = [await clipOf(station, '350213'), await clipOf(station, '350214')];
    await clipOf(station, '350215');
    const numbers = ['888888', '350214', '350213'];
    const both = new Set([one, other]);
    expect(await due(await station.as('officer', { numbers }), { of: 'mine' })).toEqual(both);
    expect(await due(await station.as('custodian', { numbers }), { of: 'mine' })).toEqual(both);
    expect(await due(await station.as('custodian'), { of: 'mine' })).toEqual(new Set());
  });

  it('sees the deadlines of the officer', async () => {
    const station = await WebStation.open();
    await clipOf(station, '350213');
    await clipOf(station, '350214');
    const officer = await station.as('officer', { numbers: ['350213'] });
    const rows = async (browser: Browser) =>
      (await browser.ask('deadlines.next', {})).json<{ rows: { officer: string }[] }>().rows.map((r) => r.officer);
    expect(new Set(await rows(officer))).toEqual(new Set(['350213']));
    expect(new Set(await rows(await station.as('custodian')))).toEqual(new Set(['350213', '350214']));
  });
});

describe('a reviewer', () => {
  it('sees what the unit recorded, at the time when it was recorded', async () => {
    const station = await WebStation.open();
    const add = (name: string, parent: string | null = null) =>
      station.served.act('unit.add', { name, parent }, 'test');
    const brigade = await add('大队');
    const [a, b] = [await add('鹭江中队', brigade.id), await add('中华中队')];
    const since = '2025-01-01T00:00:00.000Z';
    const mover = await station.person('officer', { numbers: ['350213'], unit: a.id, since });
    const moved = { person: mover.id, unit: b.id, since: '2026-02-01T00:00:00.000Z', why: '调动' };
    await station.served.act('person.change', moved, 'test');
    const before = await clipOf(station, '350213', '2026-01-15T02:00:00.000Z');
    const after = await clipOf(station, '350213', '2026-02-15T02:00:00.000Z');
    await clipOf(station, '999999');
    expect(await seen(await station.as('reviewer', { unit: a.id }))).toEqual([before]);
    expect(await seen(await station.as('reviewer', { unit: b.id }))).toEqual([after]);
    expect(await seen(await station.as('reviewer', { unit: brigade.id }))).toEqual([before]);
    expect(await seen(await station.as('reviewer'))).toEqual([]);
  });

  it('sees what a camera of the unit recorded where nobody is on record for it, whatever the camera says later', async () => {
    const station = await WebStation.open();
    const add = (name: string) => station.served.act('unit.add', { name, parent: null }, 'test');
    const [a, b] = [await add('鹭江中队'), await add('思明中队')];
    const since = '2025-01-01T00:00:00.000Z';
    await station.person('officer', { numbers: ['350213'], unit: a.id, since });
    const unknown = await clipOf(station, '999999');
    const known = await clipOf(station, '350213');
    saysUnit(station, unknown, '鹭江中队');
    saysUnit(station, known, '思明中队');
    // The same camera is the other unit's by now.
    const later = await clipOf(station, '999999');
    saysUnit(station, later, '思明中队');
    const [ofA, ofB] = [await station.as('reviewer', { unit: a.id }), await station.as('reviewer', { unit: b.id })];
    expect((await seen(ofA)).sort()).toEqual([unknown, known].sort());
    expect(await seen(ofB)).toEqual([later]);
    expect(await due(ofA)).toEqual(new Set([unknown, known]));
    expect(await due(ofB)).toEqual(new Set([later]));
    expect(await due(await station.as('custodian', { unit: b.id }), { of: { unit: b.id } })).toEqual(new Set([later]));
    expect(await due(ofA, { of: { unit: b.id } })).toEqual(new Set());
  });

  it('is told of deadlines of what it sees, and of no other', async () => {
    const station = await WebStation.open();
    const unit = await station.served.act('unit.add', { name: '鹭江中队', parent: null }, 'test');
    const gone = { numbers: ['350213'], unit: unit.id, since: '2025-01-01T00:00:00.000Z' };
    const mover = await station.person('officer', gone);
    const moved = { person: mover.id, unit: null, since: '2026-02-01T00:00:00.000Z', why: '调动' };
    await station.served.act('person.change', moved, 'test');
    const before = await clipOf(station, '350213', '2026-01-15T02:00:00.000Z');
    await clipOf(station, '350213', '2026-02-15T02:00:00.000Z');
    const reviewer = await station.as('reviewer', { unit: unit.id });
    expect(await seen(reviewer)).toEqual([before]);
    expect(await due(reviewer)).toEqual(new Set([before]));
  });

  it('decides about holds on what the unit recorded, and not on others', async () => {
    const station = await WebStation.open();
    const unit = await station.served.act('unit.add', { name: '鹭江中队' }, 'test');
    await station.person('officer', { numbers: ['350213'], unit: unit.id, since: '2025-01-01T00:00:00.000Z' });
    const custodian = await station.as('custodian');
    const reviewer = await station.as('reviewer', { unit: unit.id });
    const release = async (officer: string) => {
      const id = await clipOf(station, officer);
      const placed = await custodian.act('hold.place', { subject: { kind: 'clip', id }, reason: '诉讼' });
      const hold = placed.json<{ hold: { id: string; by: string } }>().hold;
      expect(hold.by).toMatch(/^custodian 甲 <u_[0-9A-Z]{26}>$/);
      await custodian.act('hold.askRelease', { hold: hold.id, reason: '撤诉' });
      return reviewer.act('hold.consent', { hold: hold.id });
    };
    expect((await release('350213')).statusCode).toBe(200);
    expect((await release('350214')).statusCode).toBe(404);
  });
});

describe('a mark of secrecy', () => {
  it('hides footage from all who are not cleared for it, but not from who recorded it', async () => {
    const station = await WebStation.open();
    const id = await clipOf(station, '350213');
    await station.served.act('label.put', { clips: [id], secrecy: ['privacy'] }, 'test');
    expect(await seen(await station.as('custodian'))).toEqual([]);
    expect(await seen(await station.as('custodian', { cleared: ['stateSecret'] }))).toEqual([]);
    expect(await seen(await station.as('custodian', { cleared: ['privacy'] }))).toEqual([id]);
    expect(await seen(await station.as('officer', { numbers: ['350213'] }))).toEqual([id]);
    await station.served.act('label.put', { clips: [id], secrecy: [] }, 'test');
    expect(await seen(await station.as('custodian'))).toEqual([id]);
  });
});

describe('what is marked secret', () => {
  const PARTY = '绝密当事人李某';
  const secret = async () => {
    const station = await WebStation.open();
    const [id, open] = [await clipOf(station, '350213'), await clipOf(station, '350214')];
    await station.served.act('activity.begin', { clips: [id, open] }, 'test');
    await station.served.act('label.put', { clips: [id], secrecy: ['stateSecret'], fields: { party: PARTY } }, 'test');
    return { station, id, open };
  };

  it('is due for those only who are cleared for it', async () => {
    const { station, id, open } = await secret();
    expect(await due(await station.as('custodian'))).toEqual(new Set([open]));
    expect(await due(await station.as('custodian', { cleared: ['stateSecret'] }))).toEqual(new Set([id, open]));
    expect(await due(await station.as('officer', { numbers: ['350213'] }))).toEqual(new Set([id]));
  });

  it('is left out of the custody log where its camera names nobody as well', async () => {
    const { station, id } = await secret();
    station.store.db.prepare('UPDATE clips SET officer_no = NULL WHERE id = ?').run(id);
    const answer = await (await station.as('auditor')).send('GET', '/api/events?limit=1000&newestFirst=false');
    expect(answer.body).not.toContain(PARTY);
    expect(answer.body).not.toContain(id);
  });

  it('is left out of the custody log, of which no entry is missing', async () => {
    const { station, id, open } = await secret();
    interface Entry {
      readonly seq: number;
      readonly clipId: string | null;
      readonly withheld?: true;
    }
    const log = async (browser: Browser) => {
      const answer = await browser.send('GET', '/api/events?limit=1000&newestFirst=false');
      return { text: answer.body, entries: answer.json<Entry[]>() };
    };
    for (const role of ['custodian', 'auditor'] as const) {
      const browser = await station.as(role);
      const { text, entries } = await log(browser);
      expect(text).not.toContain(PARTY);
      expect(text).not.toContain(id);
      expect(entries.map((e) => e.seq)).toEqual(entries.map((_, i) => i));
      expect(entries.some((e) => e.clipId === open)).toBe(true);
      expect(entries.filter((e) => e.withheld === true).length).toBeGreaterThan(2);
      const own = await browser.send('GET', `/api/events?clip=${id}&limit=10&newestFirst=false`);
      expect([own.statusCode, codeOf(own)]).toEqual([404, 'bwc.store.not_found']);
    }
    const cleared = await log(await station.as('custodian', { cleared: ['stateSecret'] }));
    expect(cleared.text).toContain(PARTY);
    expect(cleared.entries.some((e) => e.withheld === true)).toBe(false);
  });
});

describe('what belongs together', () => {
  it('is told of as far as its clips are seen, and not how many more there are', async () => {
    const station = await WebStation.open();
    const [open, secret, left] = [
      await clipOf(station, '350213'),
      await clipOf(station, '350214'),
      await clipOf(station, '350215'),
    ];
    const clips = [open, secret, left];
    const { activity } = await station.served.act('activity.begin', { clips }, 'test');
    const file = await station.served.act('case.open', { number: '厦城管罚〔2026〕1号' }, 'test');
    await station.served.act('case.join', { case: file.id, clips }, 'test');
    await station.served.act('label.put', { clips: [secret, left], secrecy: ['privacy'] }, 'test');
    await station.served.act('activity.leave', { activity: activity.id, clips: [left], why: '误归' }, 'test');
    await station.served.act('case.leave', { case: file.id, clips: [left], why: '误归' }, 'test');
    interface Shown {
      readonly clips: readonly { readonly clipId: string }[];
      readonly left: readonly { readonly clipId: string }[];
    }
    const told = async (browser: Browser) => {
      const shown = [
        await browser.ask('activity.show', { activity: activity.id }),
        await browser.ask('case.show', { case: file.id }),
      ].map((answer) => answer.json<Shown>());
      const lists = [await browser.ask('activity.list', {}), await browser.ask('case.list', {})];
      return {
        clips: shown.map((s) => s.clips.map((m) => m.clipId)),
        left: shown.map((s) => s.left.map((m) => m.clipId)),
        counted: lists.map((answer) => answer.json<{ clips: number }[]>().map((one) => one.clips)),
      };
    };
    const all = [open, secret];
    expect(await told(await station.as('custodian', { cleared: ['privacy'] }))).toEqual({
      clips: [all, all],
      left: [[left], [left]],
      counted: [[2], [2]],
    });
    expect(await told(await station.as('custodian'))).toEqual({
      clips: [[open], [open]],
      left: [[], []],
      counted: [[1], [1]],
    });
    // Who recorded it sees it, whatever the mark.
    expect((await told(await station.as('officer', { numbers: ['350214'] }))).clips).toEqual([all, all]);
  });
});

describe('an administrator and an auditor', () => {
  it('see no footage, not even by way of its form', async () => {
    const station = await WebStation.open();
    const id = await clipOf(station, '350213');
    for (const role of ['administrator', 'auditor'] as const) {
      const browser = await station.as(role);
      for (const answer of [
        await browser.send('GET', `/api/clips/${id}`),
        await browser.ask('label.form', { clip: id }),
        await browser.ask('name.check', { clip: id }),
      ])
        expect(codeOf(answer)).toBe('bwc.access.forbidden');
      expect((await browser.ask('label.form', {})).statusCode).toBe(200);
    }
  });
});

describe('a look at a clip', () => {
  const MINUTE = 60_000;
  const looking = async () => {
    const station = await WebStation.open();
    const id = await clipOf(station, '350213');
    const viewed = () =>
      station.store.custody
        .list({ clip: id, kind: 'clip.viewed', limit: 99, newestFirst: false })
        .map(({ body }) => body['what']);
    return { station, id, viewed, look: (browser: Browser) => browser.send('GET', `/api/clips/${id}`) };
  };
  const callerOf = async (station: WebStation) => {
    const browser = await station.as('custodian');
    const caller = station.served.page.accounts.callerOf(browser.cookie?.split('=')[1] ?? '', false);
    if (caller === undefined) throw new Error('nobody is signed in');
    return caller;
  };

  it('is one custody entry for each person, in however many sessions, until there is a pause', async () => {
    const { station, viewed, look } = await looking();
    const person = await station.person('custodian');
    const [one, other] = [await station.signIn(person), await station.signIn(person)];
    for (const browser of [one, other, one]) await look(browser);
    expect(viewed()).toEqual(['page']);
    for (let i = 0; i < 3; i += 1) {
      station.later(9 * MINUTE);
      await look(one);
    }
    expect(viewed()).toEqual(['page']);
    station.later(10 * MINUTE);
    await look(one);
    await look(await station.as('custodian'));
    expect(viewed()).toEqual(['page', 'page', 'page']);
  });

  it('is told again where it comes to more, and not where it comes to less', async () => {
    const { station, id, viewed } = await looking();
    const caller = await callerOf(station);
    const { views } = station.served.page;
    for (const what of ['page', 'page', 'preview', 'page', 'preview', 'original', 'preview', 'original'] as const)
      views.note(caller, id, what);
    expect(viewed()).toEqual(['page', 'preview', 'original']);
    station.later(10 * MINUTE);
    views.note(caller, id, 'preview');
    views.note(caller, id, 'page');
    expect(viewed()).toEqual(['page', 'preview', 'original', 'preview']);
  });

  it('is told every hour where it does not end', async () => {
    const { station, id, viewed } = await looking();
    const caller = await callerOf(station);
    for (let minute = 0; minute < 150; minute += 5) {
      station.served.page.views.note(caller, id, 'preview');
      station.later(5 * MINUTE);
    }
    expect(viewed()).toEqual(['preview', 'preview', 'preview']);
  });
});
