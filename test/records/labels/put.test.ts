import { describe, expect, it } from 'vitest';
import { evaluateDeadlines } from '../../../src/policy/deadlines/evaluate.js';
import { factsOfClip } from '../../../src/records/clips/facts-of-clip.js';
import { findingsOn, failure, OnRecord } from '../support.js';

const SPAN = ['2026-03-02T06:50:00.000Z', '2026-03-02T07:00:00.000Z'] as const;
const FIELDS = {
  unit: '思明中队',
  party: '某某食品店',
  inspectionDate: '2026-03-02',
  inspectionContent: '占道经营检查',
} as const;
const OFFICERS = [
  { name: '张三', certificateNo: '闽A001' },
  { name: '李四', certificateNo: '闽A002' },
];

describe('a label', () => {
  it('is not put over one that changed since it was looked at; what others changed is not asked about', async () => {
    const station = await OnRecord.open();
    const [id, other] = [await station.clip(SPAN), await station.clip(SPAN)];
    station.do('label.put', { clips: [id], fields: { party: '某店' }, base: { [id]: 0 } }, '王芳');
    const put = (base: Record<string, number>) => () =>
      station.do('label.put', { clips: [id], fields: { party: '甲店' }, base }, '赵磊');
    expect(failure(put({ [id]: 0 }))).toMatchObject({
      code: 'bwc.label.changed',
      details: { clip: id, version: 1, by: '王芳' },
    });
    expect(station.ask('label.history', { clip: id }).versions).toHaveLength(1);
    // A clip that is not written to says nothing, whatever is claimed of it.
    station.do('label.put', { clips: [other], fields: { party: '甲店' }, base: { [id]: 0, [other]: 0 } });
    put({ [id]: 1 })();
    expect(station.ask('label.history', { clip: id }).versions.map((v) => v.fields.party)).toEqual(['某店', '甲店']);
  });

  it('XM-12: with all fields meets the 48 hours from the activity’s end', async () => {
    const station = await OnRecord.open();
    const id = await station.clip(SPAN);
    const label = () =>
      evaluateDeadlines(
        station.rules.rulebook,
        factsOfClip(station.store, id),
        station.now,
        station.rules.calendar,
      ).find((d) => d.rule === 'label');
    expect(label()).toMatchObject({ due: '2026-03-04T07:00:00.000Z', state: 'running' });
    station.do('label.put', { clips: [id], fields: { party: '某某食品店' } });
    expect(label()).toMatchObject({ state: 'running' });
    station.do('label.put', { clips: [id], fields: FIELDS });
    expect(label()).toMatchObject({ state: 'met', doneAt: station.now });
  });

  it('XM-12: association with a case alone completes the duty', async () => {
    const station = await OnRecord.open();
    const id = await station.clip(SPAN);
    const opened = station.do('case.open', { number: '厦城管罚〔2026〕1号', kind: 'penalty' });
    const done = station.do('label.put', { clips: [id], case: opened.id });
    expect(done.labels).toMatchObject([{ clip: id, doneAt: station.now, missing: [], name: null }]);
    expect(factsOfClip(station.store, id)).toMatchObject({
      case: { kind: 'penalty', number: '厦城管罚〔2026〕1号', filedAt: null },
      labels: [{ association: opened.id }],
    });
  });

  it('XM-13: gives the name 单位名称+行政执法相对人+检查日期+检查内容, and keeps the original one', async () => {
    const station = await OnRecord.open();
    const id = await station.clip(SPAN);
    const done = station.do('label.put', { clips: [id], fields: FIELDS });
    expect(done.labels[0]?.name).toBe('思明中队+某某食品店+20260302+占道经营检查');
    const history = station.ask('label.history', { clip: id });
    expect(history).toMatchObject({ originalName: 'DCIM/1.mp4', names: [{ form: 'storage', version: 1, label: 1 }] });
    expect(station.store.custody.list({ clip: id, limit: 2, newestFirst: true }).map((e) => e.kind)).toEqual([
      'name.given',
      'label.put',
    ]);
  });

  it('keeps every version; what is not said stays as it was', async () => {
    const station = await OnRecord.open();
    const id = await station.clip(SPAN);
    station.do('label.put', { clips: [id], fields: FIELDS, important: true });
    station.do('label.put', { clips: [id], fields: { party: '李某' }, note: '更正当事人' }, 'li');
    const { versions, names } = station.ask('label.history', { clip: id });
    expect(versions).toMatchObject([
      { version: 1, fields: FIELDS, by: 'wang', note: null, complete: true },
      { version: 2, fields: { ...FIELDS, party: '李某' }, by: 'li', note: '更正当事人', important: true },
    ]);
    expect(names.map((n) => n.name)).toEqual([
      '思明中队+某某食品店+20260302+占道经营检查',
      '思明中队+李某+20260302+占道经营检查',
    ]);
    expect(factsOfClip(station.store, id).flags).toMatchObject([{ flag: 'important', holds: true }]);
  });

  it('that says the same again writes nothing', async () => {
    const station = await OnRecord.open();
    const id = await station.clip(SPAN);
    station.do('label.put', { clips: [id], fields: FIELDS });
    const { size } = station.store.log.head();
    expect(station.do('label.put', { clips: [id], fields: FIELDS })).toMatchObject({ changed: [], unchanged: [id] });
    expect(station.store.log.head().size).toBe(size);
  });

  it('is put on many clips, a recording or an activity in one act, each with its entry', async () => {
    const station = await OnRecord.open();
    const ids = [await station.clip(SPAN), await station.clip(SPAN), await station.clip(SPAN)];
    const { activity } = station.do('activity.begin', { clips: ids.slice(0, 2) });
    const done = station.do('label.put', { activities: [activity.id], clips: [ids[2] ?? ''], fields: FIELDS });
    expect([...done.changed].sort()).toEqual([...ids].sort());
    expect(done.labels.map((l) => l.name)).toEqual([
      '思明中队+某某食品店+20260302+占道经营检查',
      '思明中队+某某食品店+20260302+占道经营检查(2)',
      '思明中队+某某食品店+20260302+占道经营检查(3)',
    ]);
    const acts = ids.map((clip) => station.ask('label.history', { clip }).versions[0]?.actId);
    expect(new Set(acts)).toEqual(new Set([done.actId]));
  });

  it('XM-09, TJ-05: names at least two officers with certificate numbers', async () => {
    for (const rulebook of ['xiamen-2021', 'tianjin-2024']) {
      const station = await OnRecord.open(rulebook);
      const id = await station.clip(SPAN);
      const { size } = station.store.log.head();
      for (const officers of [
        OFFICERS.slice(0, 1),
        [{ name: '张三', certificateNo: '闽A001' }, { name: '李四' }],
        [OFFICERS[0] ?? { name: '' }, { name: '李四', certificateNo: '闽A001' }],
      ])
        expect(failure(() => station.do('label.put', { clips: [id], officers }))).toMatchObject({
          code: 'bwc.label.officers',
        });
      expect(station.store.log.head().size).toBe(size);
      station.do('label.put', { clips: [id], officers: OFFICERS, fields: { address: '湖滨南路1号' } });
      expect(factsOfClip(station.store, id).labels[0]?.fields).toMatchObject({
        officers: '张三（闽A001）、李四（闽A002）',
        address: '湖滨南路1号',
      });
    }
  });

  it('XM-10, TJ-06: of a party that is absent or unknown says so, with the witnesses, and has a name', async () => {
    const station = await OnRecord.open();
    const id = await station.clip(SPAN);
    const { unit, inspectionDate, inspectionContent } = FIELDS;
    station.do('label.put', {
      clips: [id],
      fields: { unit, inspectionDate, inspectionContent },
      partyStatus: 'absent',
      witnesses: ['陈某', '林某'],
      refusedToSign: true,
    });
    const { versions, state } = station.ask('label.history', { clip: id });
    expect(versions[0]).toMatchObject({ partyStatus: 'absent', refusedToSign: true, witnesses: ['陈某', '林某'] });
    expect(state?.name).toBe('思明中队+当事人不在场+20260302+占道经营检查');
    station.do('label.put', { clips: [id], partyStatus: 'unknown' });
    expect(station.ask('label.history', { clip: id }).state?.name).toContain('+当事人不明+');
    station.do('label.put', { clips: [id], fields: { party: '某某食品店' } });
    expect(station.ask('label.history', { clip: id }).versions.at(-1)).toMatchObject({
      partyStatus: 'named',
      fields: { party: '某某食品店' },
    });
  });

  it('PD-12: takes exactly the four categories, and the error lists them', async () => {
    const station = await OnRecord.open('pudong-2024');
    const id = await station.clip(SPAN);
    expect(failure(() => station.do('label.put', { clips: [id], fields: { category: '其它' } }))).toMatchObject({
      code: 'bwc.label.unknown_word',
      details: { field: 'category', choices: '信访处置、日常执法检查、案件办理、其他' },
    });
    station.do('label.put', { clips: [id], fields: { category: '其他' } });
  });

  it('PD-13: gives the name 执法时间+案件序列号+当事人姓名+案件办理阶段; without a case it says so (无案号)', async () => {
    const station = await OnRecord.open('pudong-2024');
    const id = await station.clip(SPAN);
    const fields = { category: '日常执法检查', enforcementTime: '2026-03-02T15:00', party: '王某' };
    const first = station.do('label.put', { clips: [id], fields });
    expect(first.labels[0]).toMatchObject({ doneAt: null, missing: ['caseNumber', 'caseStage'], name: null });
    const excused = station.do('label.put', { clips: [id], noCaseNumber: '检查阶段，尚未立案' });
    expect(excused.labels[0]).toMatchObject({ missing: [], name: '202603021500+无案号+王某+无办理阶段' });
    const { id: caseId } = station.do('case.open', { number: '浦罚2026-17', stage: '立案' });
    station.do('case.join', { case: caseId, clips: [id] });
    expect(station.ask('label.history', { clip: id })).toMatchObject({
      state: { name: '202603021500+浦罚2026-17+王某+立案' },
      case: { caseId },
    });
  });

  it('TJ-19: is missing case number, party and handler until they are there', async () => {
    const station = await OnRecord.open('tianjin-2024');
    const id = await station.clip(SPAN);
    const first = station.do('label.put', { clips: [id], fields: { party: '某公司' } });
    expect(first.labels[0]).toMatchObject({ doneAt: null, missing: ['caseNumber', 'handler'] });
    station.do('label.put', { clips: [id], fields: { handler: '赵某' }, noCaseNumber: '尚未立案' });
    expect(station.ask('label.history', { clip: id }).state).toMatchObject({ missing: [], doneAt: station.now });
  });

  it('SH-24: carries marks of secrecy', async () => {
    const station = await OnRecord.open();
    const id = await station.clip(SPAN);
    station.do('label.put', { clips: [id], secrecy: ['privacy', 'tradeSecret'] });
    expect(station.ask('label.history', { clip: id }).versions[0]?.secrecy).toEqual(['privacy', 'tradeSecret']);
  });

  it.each([
    ['bwc.name.too_long', { party: '某'.repeat(300) }, 'party'],
    ['bwc.name.separator', { party: '甲店+乙店' }, 'party'],
    ['bwc.name.illegal_character', { inspectionContent: '检查:占道' }, 'content'],
    ['bwc.name.illegal_character', { unit: '思明😀中队' }, 'unit'],
    ['bwc.name.illegal_character', { party: '某店\u202egpj' }, 'party'],
    ['bwc.name.number_like', { inspectionContent: '检查(2)' }, 'content'],
    ['bwc.name.edge_character', { unit: '.思明' }, 'unit'],
  ] as const)(
    'that no name can hold is refused as %s with the part, and nothing is stored',
    async (code, fields, part) => {
      const station = await OnRecord.open();
      const id = await station.clip(SPAN);
      const { size } = station.store.log.head();
      const refused = failure(() => station.do('label.put', { clips: [id], fields }));
      expect(refused).toMatchObject({ code, details: { part } });
      expect(station.store.log.head().size).toBe(size);
      expect(station.store.labels.latest(id)).toBeUndefined();
    },
  );

  it.each([
    ['bwc.label.not_a_time', { fields: { inspectionDate: '2026-02-30' } }],
    ['bwc.label.not_a_time', { fields: { inspectionDate: '2026-03-04' } }],
    ['bwc.label.not_a_time', { fields: { enforcementTime: '2026-03-02' } }],
    ['bwc.label.illegal_character', { fields: { address: '湖滨\u202e南路' } }],
    ['bwc.label.too_long', { fields: { handler: '某'.repeat(300) } }],
    ['bwc.label.too_long', { fields: { address: '某'.repeat(501) } }],
    ['bwc.usage', { note: '看不见\u200b的' }],
    ['bwc.usage', { officers: [{ name: '' }] }],
    ['bwc.usage', { fields: { colour: 'red' } }],
    ['bwc.usage', { secrecy: ['top'] }],
    ['bwc.store.not_found', { case: 'k_0' }],
  ])('that is bad is refused as %s, and nothing is stored', async (code, said) => {
    const station = await OnRecord.open();
    const id = await station.clip(SPAN);
    const { size } = station.store.log.head();
    expect(failure(() => station.do('label.put', { clips: [id], ...(said as object) }))).toMatchObject({ code });
    expect(station.store.log.head().size).toBe(size);
  });

  it('for one of many that cannot be labelled is put on none of them', async () => {
    const station = await OnRecord.open();
    const ids = [await station.clip(SPAN), 'c_0'];
    const { size } = station.store.log.head();
    expect(failure(() => station.do('label.put', { clips: ids, fields: FIELDS }))).toMatchObject({
      code: 'bwc.store.not_found',
    });
    expect(failure(() => station.do('label.put', { fields: FIELDS }))).toMatchObject({ code: 'bwc.usage' });
    expect(station.store.log.head().size).toBe(size);
  });

  it('cannot be changed or removed, not even in the database', async () => {
    const station = await OnRecord.open();
    const id = await station.clip(SPAN);
    station.do('label.put', { clips: [id], fields: FIELDS });
    for (const table of ['label_versions', 'name_versions', 'name_claims']) {
      expect(() => station.store.db.exec(`UPDATE ${table} SET entry = 0`)).toThrow('append-only');
      expect(() => station.store.db.exec(`DELETE FROM ${table}`)).toThrow('append-only');
    }
  });
});

describe('goods and services in a label', () => {
  const GOODS = [{ measure: 'seized', kind: '音响设备', quantity: '2台' }] as const;
  const SERVICES = [{ kind: '留置送达', document: '责令改正通知书', servedOn: '2026-03-02' }];

  it('SP-03, SP-04: are kept in every version and in custody, and what the text wants besides is told', async () => {
    const station = await OnRecord.open('siping-tiedong-2020');
    const id = await station.clip(SPAN);
    const put = station.do('label.put', { clips: [id], goods: [...GOODS], services: SERVICES });
    expect(put.labels[0]).toMatchObject({
      doneAt: station.now,
      lacking: [
        { of: 'goods', place: 1, parts: ['features'] },
        { of: 'services', place: 1, parts: ['recipientAppearance'] },
      ],
    });
    station.do('label.put', { clips: [id], goods: [{ ...GOODS[0], features: '黑色' }], note: '补记' });
    station.do('label.put', { clips: [id], services: [] });
    const { versions, state } = station.ask('label.history', { clip: id });
    expect(versions).toMatchObject([
      { goods: GOODS, services: SERVICES },
      { goods: [{ features: '黑色' }], services: SERVICES },
      { goods: [{ features: '黑色' }], services: [] },
    ]);
    expect(state?.lacking).toEqual([]);
    expect(factsOfClip(station.store, id).labels.at(-1)).toMatchObject({ goods: [{ features: '黑色' }] });
    const [entry] = station.store.custody.list({ clip: id, kind: 'label.put', limit: 1, newestFirst: false });
    expect(entry?.body).toMatchObject({ goods: GOODS, services: SERVICES });
    expect(findingsOn(station.store)).toEqual([]);
  });

  it.each([
    ['bwc.label.unknown_word', { services: [{ kind: '托梦送达' }] }],
    ['bwc.label.not_a_time', { services: [{ kind: '留置送达', servedOn: '2026-13-01' }] }],
    ['bwc.label.not_a_time', { services: [{ kind: '留置送达', servedOn: '2099-01-01' }] }],
    ['bwc.usage', { services: [{ document: '通知书' }] }],
    ['bwc.usage', { services: [{ kind: '留置送达', document: '' }] }],
    ['bwc.usage', { goods: [{}] }],
    ['bwc.usage', { goods: [{ measure: 'seized' }] }],
    ['bwc.usage', { goods: [{ measure: 'stolen', name: '炉具' }] }],
    ['bwc.usage', { goods: [{ colour: '红' }] }],
    ['bwc.usage', { goods: [{ name: '炉\u202e具' }] }],
    ['bwc.usage', { goods: [{ name: '炉'.repeat(501) }] }],
    ['bwc.usage', { goods: Array.from({ length: 201 }, () => ({ name: '炉具' })) }],
    ['bwc.usage', { goods: 'all' }],
  ])('that are bad are refused as %s, and nothing is stored', async (code, said) => {
    const station = await OnRecord.open('siping-tiedong-2020');
    const id = await station.clip(SPAN);
    const { size } = station.store.log.head();
    expect(failure(() => station.do('label.put', { clips: [id], ...(said as object) }))).toMatchObject({ code });
    expect(station.store.log.head().size).toBe(size);
  });

  it('SP-03, SP-04, TJ-04, TJ-15: are in the form only where the rulebook speaks of them', async () => {
    const formOf = async (rulebook: string) => (await OnRecord.open(rulebook)).ask('label.form', {});
    expect(await formOf('siping-tiedong-2020')).toMatchObject({
      goods: [{ measure: 'registered' }, { measure: 'seized' }, { measure: 'confiscated' }],
      services: { kinds: ['留置送达', '公告送达'], ways: [{ kind: '留置送达' }, { kind: '公告送达' }] },
    });
    expect(await formOf('tianjin-2024')).toMatchObject({
      goods: [
        { measure: 'registered', parts: ['number', 'name', 'kind', 'specification', 'quantity'] },
        { measure: 'involved' },
      ],
      services: { ways: { length: 7 } },
    });
    expect(await formOf('shanghai-2017')).toMatchObject({ services: { kinds: ['直接送达', '留置送达'], ways: [] } });
    expect(await formOf('xiamen-2021')).toMatchObject({ goods: null, services: null });
  });
});

describe('the form of a label', () => {
  it('PD-12: shows fields, which are required, the words to choose from, and what the station knows already', async () => {
    const station = await OnRecord.open('pudong-2024');
    const id = await station.clip(SPAN);
    const form = station.ask('label.form', { clip: id });
    expect(form.fields.find((f) => f.field === 'category')).toMatchObject({
      required: true,
      words: ['信访处置', '日常执法检查', '案件办理', '其他'],
      basis: { article: '二（二）3（1）' },
    });
    expect(form.fields.find((f) => f.field === 'enforcementTime')?.suggested).toBe('2026-03-02T14:50');
    expect(station.store.labels.latest(id)).toBeUndefined();
  });

  it('XM-34: offers the five categories though a label need not name one, and takes no others', async () => {
    const station = await OnRecord.open();
    const id = await station.clip(SPAN);
    expect(station.ask('label.form', {}).categories).toEqual([
      '行政许可',
      '行政处罚',
      '行政强制',
      '行政检查',
      '行政征收征用',
    ]);
    const labelled = (category: string) => () =>
      station.do('label.put', { clips: [id], fields: { ...FIELDS, category } });
    expect(failure(labelled('聊天'))).toMatchObject({ code: 'bwc.label.unknown_word' });
    expect(failure(labelled('行政检查'))).toBeUndefined();
  });
});
