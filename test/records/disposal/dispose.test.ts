import { unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { finishDisposals } from '../../../src/store/disposal/finish.js';
import { fixedClock } from '../../store/fixed-clock.js';
import { TestVisit } from '../../store/support.js';
import { OnRecord } from '../support.js';
import { dispose, isThere, kindsOf, NOTICE_OVER, ordinaryClip, OVER, refusal, SPAN } from './support.js';

describe('disposal of footage whose time is over', () => {
  it('XM-18, XM-28: is proposed, announced and approved by another person; rows and custody entries outlive the clip', async () => {
    const station = await OnRecord.open();
    const id = await ordinaryClip(station);
    const { sha256, bytes } = station.store.clips.get(id) ?? {};
    const { approved, barred } = await dispose(station);
    expect([approved, barred]).toEqual([[id], []]);
    expect(isThere(station, id)).toBe(false);
    expect(station.store.clips.get(id)).toMatchObject({ id, sha256 });
    expect(kindsOf(station, id)).toEqual([
      'clip.stored',
      'clip.described',
      'retention.decided',
      'label.put',
      'name.given',
      'disposal.proposed',
      'disposal.approved',
      'clip.disposed',
    ]);
    const [entry] = station.store.custody.list({ clip: id, kind: 'clip.disposed', limit: 1, newestFirst: true });
    expect(entry?.body).toMatchObject({
      sha256,
      bytes,
      name: expect.stringContaining('鹭江中队+商店') as string,
      files: [{ role: 'original', sha256, bytes, fate: 'removed', removedNow: true }],
    });
    expect(station.ask('retention.clip', { clip: id }).disposed).toMatchObject({
      clipId: id,
      finishedAt: expect.any(String) as string,
    });
    expect(station.ask('gate.clip', { clip: id })).toMatchObject({ may: false, missing: [{ what: 'disposed' }] });
  });

  it('XM-18: what is still kept is barred, with the reasons, and nothing is stored of a proposal without clips', async () => {
    const station = await OnRecord.open();
    const [kept, unlabelled] = [await ordinaryClip(station), await station.clip(SPAN)];
    station.now = '2027-03-02T02:00:00.000Z';
    expect(station.do('dispose.propose', { reason: '到期' })).toEqual({ proposal: null, barred: [], more: false });
    expect(station.do('dispose.propose', { clips: [kept, unlabelled], reason: '到期' })).toMatchObject({
      proposal: null,
      barred: [
        { clip: kept, bars: ['kept'], earliestDisposal: '2027-03-03', reasons: [{ kind: 'base', article: '五' }] },
        { clip: unlabelled, bars: ['kept'], earliestDisposal: 'never' },
      ],
    });
    expect(station.ask('dispose.list', {})).toEqual([]);
  });

  it('is approved by another person only, however he writes himself', async () => {
    const station = await OnRecord.open();
    const id = await ordinaryClip(station);
    station.now = OVER;
    const { proposal } = station.do('dispose.propose', { clips: [id, id], reason: '到期' });
    station.now = NOTICE_OVER;
    const size = station.store.log.head().size;
    for (const by of ['wang', 'WANG', ' wang ', 'ｗａｎｇ', 'wa\u200bng', '\u202ewang'])
      expect(
        refusal(() => station.do('dispose.approve', { proposal: proposal?.id ?? '' }, by), 'bwc.approval.same_person'),
      ).toBe(true);
    expect(refusal(() => station.do('dispose.approve', { proposal: proposal?.id ?? '' }, '\u200b'), 'bwc.usage')).toBe(
      true,
    );
    expect(station.store.log.head().size).toBe(size);
    expect(isThere(station, id)).toBe(true);
  });

  it('waits until the notice has run', async () => {
    const station = await OnRecord.open();
    await ordinaryClip(station);
    station.now = OVER;
    const { proposal } = station.do('dispose.propose', { reason: '到期' });
    expect(proposal).toMatchObject({ consentFrom: '2027-04-02', clips: 1, decision: null });
    station.now = '2027-04-01T15:59:00.000Z';
    expect(
      refusal(() => station.do('dispose.approve', { proposal: proposal?.id ?? '' }, 'li'), 'bwc.disposal.notice'),
    ).toBe(true);
    station.now = '2027-04-01T16:00:00.000Z';
    expect(station.do('dispose.approve', { proposal: proposal?.id ?? '' }, 'li').approved).toHaveLength(1);
  });

  it.each([
    ['SP-19: a complaint came in', { fact: { flag: 'complaint' } }, 'kept'],
    ['XM-19: it became evidence', { fact: { flag: 'evidence.penalty' } }, 'kept'],
  ] as const)('%s since: that clip stays and the others go', async (_what, { fact }, bar) => {
    const station = await OnRecord.open();
    const [gone, stays] = [await ordinaryClip(station), await ordinaryClip(station)];
    station.now = OVER;
    const { proposal } = station.do('dispose.propose', { reason: '到期' });
    station.do('fact.state', { subject: { kind: 'clip', id: stays }, fact }, 'chen');
    station.now = NOTICE_OVER;
    const { approved, barred } = station.do('dispose.approve', { proposal: proposal?.id ?? '' }, 'li');
    await finishDisposals(station.store, fixedClock);
    expect(approved).toEqual([gone]);
    expect(barred).toEqual([{ clip: stays, bars: [bar, 'proposedTooEarly'] }]);
    expect([gone, stays].map((id) => isThere(station, id))).toEqual([false, true]);
    expect(kindsOf(station, stays).at(-1)).toBe('disposal.barred');
    expect(station.ask('dispose.show', { proposal: proposal?.id ?? '' }).items).toMatchObject([
      { clipId: gone, outcome: 'approved', disposedAt: expect.any(String) as string },
      { clipId: stays, outcome: 'barred', bars: [bar, 'proposedTooEarly'], disposedAt: null },
    ]);
  });

  it('that is prolonged and over again since wants a new notice', async () => {
    const station = await OnRecord.open();
    const id = await ordinaryClip(station);
    station.now = OVER;
    const { proposal } = station.do('dispose.propose', { reason: '到期' });
    const { hold } = station.do('hold.place', { subject: { kind: 'clip', id }, reason: '行政诉讼' }, 'chen');
    station.now = NOTICE_OVER;
    expect(
      station.do('dispose.refuse', { proposal: proposal?.id ?? '', reason: '诉讼中' }, 'li').proposal.decision,
    ).toMatchObject({ decision: 'refused' });
    station.do('hold.askRelease', { hold: hold.id, reason: '已撤诉' }, 'chen');
    station.do('hold.consent', { hold: hold.id }, 'li');
    const again = station.do('dispose.propose', { clips: [id], reason: '到期' });
    expect(again.proposal?.consentFrom).toBe('2027-05-02');
  });

  it('a clip is in one open proposal at most, and disposed of once', async () => {
    const station = await OnRecord.open();
    const id = await ordinaryClip(station);
    station.now = OVER;
    station.do('dispose.propose', { reason: '到期' });
    expect(station.do('dispose.propose', { clips: [id], reason: '到期' }).barred).toMatchObject([
      { bars: ['alreadyProposed'] },
    ]);
    const open = station.ask('dispose.list', { open: true })[0]?.id ?? '';
    station.now = NOTICE_OVER;
    station.do('dispose.approve', { proposal: open }, 'li');
    expect(refusal(() => station.do('dispose.approve', { proposal: open }, 'li'), 'bwc.disposal.decided')).toBe(true);
    expect(
      refusal(() => station.do('dispose.refuse', { proposal: open, reason: 'x' }, 'li'), 'bwc.disposal.decided'),
    ).toBe(true);
    expect(station.do('dispose.propose', { clips: [id], reason: '到期' }).barred).toMatchObject([
      { bars: ['disposed'] },
    ]);
    expect(
      refusal(() => station.do('hold.place', { subject: { kind: 'clip', id }, reason: 'x' }), 'bwc.disposal.done'),
    ).toBe(true);
  });

  it('XM-28: of an original that is not there, or is another, is barred: that has to be looked into first', async () => {
    const station = await OnRecord.open();
    const [missing, altered] = [await ordinaryClip(station), await ordinaryClip(station)];
    const fileOf = (id: string): string =>
      join(station.store.paths.root, station.store.clips.get(id)?.storedPath ?? '');
    unlinkSync(fileOf(missing));
    unlinkSync(fileOf(altered));
    writeFileSync(fileOf(altered), 'another length altogether, by far');
    station.now = OVER;
    expect(station.do('dispose.propose', { reason: '到期' }).barred).toMatchObject([
      { clip: missing, bars: ['originalMissing'] },
      { clip: altered, bars: ['originalAltered'] },
    ]);
  });

  it('lists those that were free first, up to a limit, and says that there are more', async () => {
    const station = await OnRecord.open();
    const [late] = [await ordinaryClip(station, ['2026-03-03T07:00:00.000Z', '2026-03-03T07:10:00.000Z'])];
    const early = await ordinaryClip(station);
    station.now = '2027-06-01T00:00:00.000Z';
    const first = station.do('dispose.propose', { reason: '到期', limit: 1 });
    expect(first.more).toBe(true);
    expect(station.ask('dispose.show', { proposal: first.proposal?.id ?? '' }).items.map((i) => i.clipId)).toEqual([
      early,
    ]);
    const second = station.do('dispose.propose', { reason: '到期', limit: 1 });
    expect(second.more).toBe(false);
    expect(station.ask('dispose.show', { proposal: second.proposal?.id ?? '' }).items.map((i) => i.clipId)).toEqual([
      late,
    ]);
  });

  it('of what is not there is refused, and of what is not well formed', async () => {
    const station = await OnRecord.open();
    const size = station.store.log.head().size;
    expect(refusal(() => station.do('dispose.propose', { clips: ['c_0'], reason: 'x' }), 'bwc.store.not_found')).toBe(
      true,
    );
    expect(refusal(() => station.do('dispose.approve', { proposal: 'd_0' }), 'bwc.store.not_found')).toBe(true);
    expect(refusal(() => station.do('dispose.propose', { reason: ' ' }), 'bwc.usage')).toBe(true);
    expect(refusal(() => station.do('dispose.propose', { reason: '\ud800' }), 'bwc.usage')).toBe(true);
    expect(refusal(() => station.do('dispose.propose', { reason: 'x'.repeat(2001) }), 'bwc.usage')).toBe(true);
    expect(refusal(() => station.do('dispose.propose', { clips: [], reason: 'x' }), 'bwc.usage')).toBe(true);
    expect(station.store.log.head().size).toBe(size);
  });
});

describe('the files of a clip', () => {
  it('its sidecars go with it; what another clip rests on stays, until that one goes too', async () => {
    const station = await OnRecord.open();
    const [a, b] = [await ordinaryClip(station), await ordinaryClip(station)];
    const { store } = station;
    const rows = [a, b].map((id) => store.clips.get(id));
    for (const [i, content] of [
      [0, 'own'],
      [0, 'same'],
      [1, 'same'],
    ] as const) {
      const visit = TestVisit.open(store);
      const path = rows[i]?.sourcePath ?? '';
      const clip = await visit.ingest(path, `clip ${String(i + 1)} of 7654321`);
      await visit.ingest(`${path}.${content}.nmea`, content, clip);
    }
    const sidecars = store.clips.sidecarsOf(a).map((s) => s.storedPath);
    expect(sidecars).toHaveLength(2);
    await dispose(station, [a]);
    const filesOf = (clip: string) =>
      store.disposals.files(store.disposals.get(clip) ?? { clipId: '', proposalId: '' });
    expect(filesOf(a).map((f) => [f.role, f.fate])).toEqual([
      ['original', 'removed'],
      ['sidecar', 'removed'],
      ['sidecar', 'shared'],
    ]);
    expect(isThere(station, a)).toBe(false);
    expect(isThere(station, b)).toBe(true);
    expect(store.disposals.gone(store.clips.sidecarsOf(b)[0]?.sha256 ?? '')).toBeUndefined();
    await dispose(station, [b]);
    expect(filesOf(b).map((f) => [f.role, f.fate])).toEqual([
      ['original', 'removed'],
      ['sidecar', 'removed'],
    ]);
  });

  it('a file that cannot be removed raises an alarm and goes the next time', async () => {
    const station = await OnRecord.open();
    const id = await ordinaryClip(station);
    const { store } = station;
    station.now = OVER;
    const { proposal } = station.do('dispose.propose', { reason: '到期' });
    station.now = NOTICE_OVER;
    station.do('dispose.approve', { proposal: proposal?.id ?? '' }, 'li');
    const file = join(store.paths.root, store.clips.get(id)?.storedPath ?? '');
    const { renameSync, mkdirSync, rmdirSync } = await import('node:fs');
    renameSync(file, `${file}.aside`);
    mkdirSync(file);
    expect(await finishDisposals(store, fixedClock)).toBe(0);
    expect(store.alarms.open()).toMatchObject([{ kind: 'disposal.unfinished', subject: id }]);
    rmdirSync(file);
    renameSync(`${file}.aside`, file);
    expect(await finishDisposals(store, fixedClock)).toBe(1);
    expect(isThere(station, id)).toBe(false);
    expect(store.alarms.open()).toEqual([]);
    expect(await finishDisposals(store, fixedClock)).toBe(0);
  });
});

describe('the database itself', () => {
  it('takes no tombstone that two people did not decide on, nor one on held footage', async () => {
    const station = await OnRecord.open();
    const id = await ordinaryClip(station);
    const { db } = station.store;
    const insert =
      "INSERT INTO disposed_clips (clip_id, proposal_id, approved_at, approved_seq) VALUES ('" +
      id +
      "', 'd_1', 'x', 1)";
    expect(() => db.exec(insert)).toThrow('two people');
    await dispose(station);
    for (const table of [
      'disposal_proposals',
      'disposal_items',
      'disposal_decisions',
      'disposal_outcomes',
      'disposed_files',
      'disposed_clips',
    ])
      expect(() => db.exec(`DELETE FROM ${table}`)).toThrow('append-only');
    expect(() => db.exec("UPDATE disposed_clips SET proposal_id = 'd_2'")).toThrow('not changed');
  });
});
