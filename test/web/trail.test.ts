/** Who may take a clip's audit trail out of the station, and that it is on record. */
import { describe, expect, it } from 'vitest';
import { clipOf, codeOf, PASSWORD, WebStation, type Browser } from './support.js';

const MINUTE_MS = 60_000;
const take = (browser: Browser, clip: string, query = '') => browser.send('GET', `/api/clips/${clip}/trail${query}`);
const taken = (station: WebStation) =>
  station.store.custody.list({ kind: 'clip.exported', limit: 9, newestFirst: false });

describe('a clip’s audit trail', () => {
  it('is taken with the password given anew, and the entry says by whom and in which language', async () => {
    const station = await WebStation.open();
    const clip = await clipOf(station, '350213');
    const custodian = await station.as('custodian');
    station.later(11 * MINUTE_MS);
    const late = await take(custodian, clip);
    expect([late.statusCode, codeOf(late)]).toEqual([403, 'bwc.access.confirm']);
    expect(taken(station)).toEqual([]);
    await custodian.send('POST', '/api/session/confirm', { password: PASSWORD });
    const answer = await take(custodian, clip, '?language=en');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('application/pdf');
    expect(answer.headers['content-disposition']).toMatch(/^attachment/);
    expect(answer.body).toBe('%PDF-1.7');
    const [entry, ...others] = taken(station);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ clipId: clip, body: { what: 'trail', language: 'en' } });
    expect(entry?.body['by']).toEqual(expect.stringMatching(/^custodian 甲 <u_/));
  });

  it('is not for everybody who sees the clip, nor for who does not', async () => {
    const station = await WebStation.open();
    const clip = await clipOf(station, '350213');
    const officer = await station.as('officer', { numbers: ['350213'] });
    expect(codeOf(await take(officer, clip))).toBe('bwc.access.forbidden');
    // A leader of no unit sees nothing of it.
    const leader = await station.as('reviewer');
    expect(codeOf(await take(leader, clip))).toBe('bwc.store.not_found');
    expect(codeOf(await take(station.browser(), clip))).toBe('bwc.access.signed_out');
    expect(taken(station)).toEqual([]);
  });

  it('wants to be cleared for what the clip is marked with', async () => {
    const station = await WebStation.open();
    const clip = await clipOf(station, '350213');
    await station.served.act('label.put', { clips: [clip], secrecy: ['stateSecret'] }, 'test');
    const answers = [
      await take(await station.as('custodian'), clip),
      await take(await station.as('custodian', { cleared: ['stateSecret'] }), clip),
    ];
    expect(answers.map((a) => a.statusCode)).toEqual([404, 200]);
  });

  it('takes no other language and no signature beside the session', async () => {
    const station = await WebStation.open();
    const clip = await clipOf(station, '350213');
    const custodian = await station.as('custodian');
    for (const query of ['?language=fr', '?by=boss']) expect((await take(custodian, clip, query)).statusCode).toBe(400);
  });
});
