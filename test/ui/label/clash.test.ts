import { describe, expect, it } from 'vitest';
import { clashes, rebased, theirsTaken } from '../../../src/ui/label/clash.js';
import { beginning, contentOf, withOther, withText, type Form, type OnRecord } from '../../../src/ui/label/draft.js';

const FORM = { fields: [], partyStatuses: ['named', 'absent', 'unknown'] } as unknown as Form;

const recorded = (version: number, fields: OnRecord['fields'], more: Partial<OnRecord> = {}): OnRecord =>
  ({
    version,
    fields,
    officers: [],
    witnesses: [],
    partyStatus: null,
    important: null,
    note: null,
    ...more,
  }) as unknown as OnRecord;

const before = recorded(1, { party: '某店', address: '中山路' });
const theirs = recorded(2, { party: '某某店', address: '湖滨南路', inspectionContent: '占道' }, { note: '已核实' });
const mine = withOther(withText(beginning(FORM, before), 'party', '甲店'), 'important', true);

describe('a draft whose clip was labelled by somebody else meanwhile', () => {
  it('keeps what was written, and takes the rest from the record', () => {
    const draft = rebased(FORM, mine, theirs);
    expect(draft).toMatchObject({
      texts: { party: '甲店', address: '湖滨南路', inspectionContent: '占道' },
      important: true,
      note: '已核实',
      base: 2,
    });
    expect(contentOf(draft)).toEqual({ fields: { party: '甲店' }, important: true });
  });

  it('shows what both say, and nothing that only one of them says nothing about', () => {
    expect(clashes(FORM, mine, theirs, 'zh')).toEqual([
      { what: 'party', theirs: '某某店', mine: '甲店' },
      { what: 'important', theirs: '', mine: 'true' },
    ]);
    const officers = withOther(mine, 'officers', [
      { name: '张三', certificateNo: '1' },
      { name: '李四', certificateNo: '' },
    ]);
    expect(clashes(FORM, officers, theirs, 'zh')).toContainEqual({
      what: 'officers',
      theirs: '',
      mine: '张三 1、李四',
    });
  });

  it('can give way in one thing and stand in another', () => {
    const draft = theirsTaken(FORM, rebased(FORM, mine, theirs), theirs, 'party');
    expect(draft.texts.party).toBe('某某店');
    expect(clashes(FORM, draft, theirs, 'zh').map((c) => c.what)).toEqual(['important']);
    expect(clashes(FORM, theirsTaken(FORM, draft, theirs, 'important'), theirs, 'zh')).toEqual([]);
  });

  it('shows goods and documents served with their parts, and takes either list as a whole', () => {
    const recordedNow = recorded(2, {}, { goods: [{ measure: 'seized', kind: '音箱', quantity: '2台' }] });
    let draft = withOther(mine, 'goods', [{ of: 'seized', parts: { kind: '音箱 ', quantity: '3台', features: '' } }]);
    draft = withOther(draft, 'services', [{ of: '留置送达', parts: { document: '催告书' } }]);
    const found = clashes(FORM, draft, recordedNow, 'zh').filter((c) => c.what === 'goods' || c.what === 'services');
    expect(found).toEqual([
      { what: 'goods', theirs: '扣押：种类 音箱，数量 2台', mine: '扣押：种类 音箱，数量 3台' },
      { what: 'services', theirs: '', mine: '留置送达：送达文书 催告书' },
    ]);
    expect(contentOf(rebased(FORM, draft, recordedNow)).goods).toEqual([
      { measure: 'seized', kind: '音箱', quantity: '3台' },
    ]);
    expect(contentOf(theirsTaken(FORM, draft, recordedNow, 'goods')).goods).toEqual(recordedNow.goods);
  });
});
