import { describe, expect, it } from 'vitest';
import { factsOfAllClips, factsOfClip, factsOfClips } from '../../../src/records/clips/facts-of-clip.js';
import { hasCode } from '../../../src/domain/errors.js';
import { OnRecord } from '../support.js';

const SPAN = ['2026-03-02T07:00:00.000Z', '2026-03-02T07:10:00.000Z'] as const;

describe('the facts of a clip', () => {
  it('C1: has the moments that follow from its own times, and is uploaded when it is stored', async () => {
    const station = await OnRecord.open();
    const id = await station.clip(SPAN);
    const facts = factsOfClip(station.store, id);
    expect(facts.moments).toMatchObject({
      recordingStart: { at: SPAN[0], source: 'camera', confidence: 'estimated' },
      recordingEnd: { at: SPAN[1], source: 'camera', confidence: 'estimated' },
      uploadedAt: { source: 'station', confidence: 'certain' },
    });
    expect(facts).toMatchObject({ sourceKind: 'bodyCamera', labels: [], case: null, flags: [], reasons: [] });
  });

  it('knows nothing of the recording before its times were read', async () => {
    const station = await OnRecord.open();
    const facts = factsOfClip(station.store, await station.clip(null));
    expect(Object.keys(facts.moments)).toEqual(['uploadedAt']);
  });

  it('takes the word about the clip itself over that about its camera', async () => {
    const station = await OnRecord.open();
    const id = await station.clip(SPAN);
    const camera = { kind: 'camera', id: station.store.clips.get(id)?.cameraId ?? '' } as const;
    station.do('fact.state', { subject: camera, fact: { flag: 'complaint' } });
    station.do('fact.state', {
      subject: camera,
      fact: { moment: 'workDayEnd', at: '2026-03-02T18:00:00+08:00' },
      source: 'roster',
    });
    expect(factsOfClip(station.store, id)).toMatchObject({
      flags: [{ flag: 'complaint', holds: true }],
      moments: { workDayEnd: { at: '2026-03-02T10:00:00.000Z', source: 'roster' } },
    });
    station.do('fact.state', { subject: { kind: 'clip', id }, fact: { flag: 'complaint', holds: false } });
    expect(factsOfClip(station.store, id).flags).toMatchObject([{ flag: 'complaint', holds: false }]);
  });

  it('are the same one by one, some together and all together', async () => {
    const station = await OnRecord.open();
    const ids = [await station.clip(SPAN), await station.clip(null), await station.clip(SPAN, '1111111')];
    const alone = ids.map((id) => factsOfClip(station.store, id));
    const together = new Map([...factsOfClips(station.store, ids)].map((c) => [c.clip.id, c.facts]));
    expect(ids.map((id) => together.get(id))).toEqual(alone);
    expect([...factsOfAllClips(station.store)].map((c) => c.facts)).toEqual(alone);
  });

  it('of a clip that is not there are refused', async () => {
    const station = await OnRecord.open();
    expect(() => factsOfClip(station.store, 'c_0')).toThrow(
      expect.toSatisfy((e: unknown) => hasCode(e, 'bwc.store.not_found')) as Error,
    );
  });
});
