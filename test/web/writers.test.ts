/** Two people at the labels of one clip: each is told of the other, and nobody of what they may not see. */
import { describe, expect, it } from 'vitest';
import { fromInstant, addMs } from '../../src/domain/time.js';
import { Writers, type Writer } from '../../src/web/writers.js';
import { clipOf, codeOf, WebStation, type Browser } from './support.js';

const WANG = { id: 'u_1', name: '王芳', session: 's_1' };
const ZHAO = { id: 'u_2', name: '赵磊', session: 's_2' };

class Desk {
  now = '2026-03-03T02:00:00.000Z';
  readonly writers = new Writers({ now: () => fromInstant(this.now) });

  at(who: typeof WANG, clips: readonly string[], changed = false, tab = 'a'): Writer[] {
    return this.writers.at(who, { tab, clips, changed });
  }

  later(ms: number): void {
    this.now = addMs(this.now, ms);
  }
}

describe('whoever has a label open', () => {
  it('is told who else has, at how many of the clips, and whether they wrote something', () => {
    const desk = new Desk();
    expect(desk.at(WANG, ['c1', 'c2', 'c3'])).toEqual([]);
    expect(desk.at(ZHAO, ['c2', 'c3', 'c4'], true)).toEqual([{ name: '王芳', self: false, changed: false, clips: 2 }]);
    expect(desk.at(WANG, ['c1', 'c2', 'c3'])).toEqual([{ name: '赵磊', self: false, changed: true, clips: 2 }]);
    expect(desk.at(WANG, ['c1'])).toEqual([]);
    expect(desk.at(ZHAO, ['c1'], false, 'b')).toEqual([{ name: '王芳', self: false, changed: false, clips: 1 }]);
  });

  it('is told of another tab of their own', () => {
    const desk = new Desk();
    desk.at(WANG, ['c1'], true);
    const again = { ...WANG, session: 's_3' };
    expect(desk.at(again, ['c1'], false, 'b')).toEqual([{ name: '王芳', self: true, changed: true, clips: 1 }]);
  });

  it('is not another one after signing in again in the same tab', () => {
    const desk = new Desk();
    desk.at(WANG, ['c1'], true);
    expect(desk.at({ ...WANG, session: 's_3' }, ['c1'], true)).toEqual([]);
    expect(desk.at(ZHAO, ['c1'])).toHaveLength(1);
    expect([desk.writers.turnOf('s_1'), desk.writers.turnOf('s_3')]).toEqual([0, expect.any(Number)]);
  });

  it('is gone when the page is left, and when nothing is heard of the tab any more', () => {
    const desk = new Desk();
    desk.at(WANG, ['c1']);
    desk.at(ZHAO, ['c1']);
    desk.at(ZHAO, []);
    expect(desk.at(WANG, ['c1'])).toEqual([]);
    desk.at(ZHAO, ['c1']);
    desk.later(74_000);
    expect(desk.at(WANG, ['c1'])).toHaveLength(1);
    desk.later(1_000);
    expect(desk.at(WANG, ['c1'])).toEqual([]);
  });

  it('hears that something changed, and only then', () => {
    const desk = new Desk();
    desk.at(WANG, ['c1']);
    const turns = [desk.writers.turnOf('s_1')];
    const look = (): number => turns.push(desk.writers.turnOf('s_1'));
    desk.at(ZHAO, ['c2']);
    look();
    desk.at(ZHAO, ['c1']);
    look();
    desk.at(ZHAO, ['c1']);
    look();
    desk.at(ZHAO, ['c1'], true);
    look();
    desk.at(ZHAO, ['c2'], true);
    look();
    expect(turns.map((turn, i) => turn > (turns[i - 1] ?? 0))).toEqual([false, false, true, false, true, true]);
    expect(desk.writers.turnOf('s_9')).toBe(0);
  });

  it('has no more than twenty tabs: the one that was heard of first goes', () => {
    const desk = new Desk();
    for (let n = 0; n < 30; n++) desk.at(WANG, ['c1'], false, String(n));
    expect(desk.at(ZHAO, ['c1'])).toHaveLength(20);
  });
});

describe('over the API', () => {
  const say = (browser: Browser, ...clips: string[]) =>
    browser.send('POST', '/api/writers', { tab: 'a', clips, changed: false });

  it('nobody is told who is at a clip that they may not see, and it is not said that it is there', async () => {
    const station = await WebStation.open();
    const clip = await clipOf(station, '350213');
    const own = await station.as('officer', { numbers: ['350213'], name: '林晓' });
    const other = await station.as('officer', { numbers: ['350999'] });
    const custodian = await station.as('custodian', { name: '王芳' });
    expect((await say(custodian, clip)).json()).toEqual([]);
    expect((await say(own, clip)).json()).toEqual([{ name: '王芳', self: false, changed: false, clips: 1 }]);
    const refused = await say(other, clip);
    expect([refused.statusCode, codeOf(refused)]).toEqual([404, 'bwc.store.not_found']);
    const names = (await say(custodian, clip)).json<Writer[]>().map((w) => w.name);
    expect(names).toEqual(['林晓']);
    expect((await say(await station.as('auditor'), clip)).statusCode).toBe(403);
  });

  it('does not count as use of the session, and puts nothing on record', async () => {
    const station = await WebStation.open();
    const clip = await clipOf(station, '350213');
    const browser = await station.as('custodian');
    const entries = station.store.custody.list({ limit: 100, newestFirst: true }).length;
    for (let minutes = 0; minutes < 32; minutes += 8) {
      await say(browser, clip);
      station.later(8 * 60_000);
    }
    expect(station.store.custody.list({ limit: 100, newestFirst: true })).toHaveLength(entries);
    expect((await say(browser, clip)).statusCode).toBe(401);
  });
});
