import { describe, expect, it } from 'vitest';
import {
  beginning,
  contentOf,
  copied,
  EMPTY,
  lacking,
  nextField,
  withOther,
  withText,
  type Form,
  type OnRecord,
} from '../../../src/ui/label/draft.js';
import { partsOf } from '../../../src/ui/label/name-parts.js';
import { quickWords } from '../../../src/ui/label/quick-words.js';

const field = (name: string, more: object = {}) => ({
  field: name,
  required: true,
  basis: { article: '五', phrase: '…', of: null },
  words: null,
  suggested: null,
  ...more,
});

const FORM = {
  fields: [
    field('unit', { suggested: '思明中队' }),
    field('party'),
    field('inspectionDate', { suggested: '2026-03-01' }),
    field('inspectionContent'),
    field('officers', { required: false }),
    field('witnesses', { required: false }),
  ],
  name: [{ part: 'unit' }, { part: 'party' }, { part: 'date' }, { part: 'content' }],
  activities: ['现场检查', '调查取证'],
  recordItems: null,
  partyStatuses: ['named', 'absent', 'unknown'],
  partyWords: { absent: '当事人不在场', unknown: '当事人不明' },
} as unknown as Form;

const RECORD = {
  version: 3,
  fields: { unit: '鹭江中队', party: '某店', inspectionDate: '2026-02-01' },
  officers: [{ name: '张三', certificateNo: null }],
  witnesses: ['李四', '王五'],
  partyStatus: 'named',
  important: null,
  note: null,
} as unknown as OnRecord;

describe('a form begins', () => {
  it('with what the station knows, which counts as said once it is saved', () => {
    const draft = beginning(FORM, undefined);
    expect(draft.texts).toEqual({ unit: '思明中队', inspectionDate: '2026-03-01' });
    expect(contentOf(draft)).toEqual({ fields: { unit: '思明中队', inspectionDate: '2026-03-01' } });
  });

  it('with what is on record, of which nothing is said again', () => {
    const draft = beginning(FORM, RECORD);
    expect(draft).toMatchObject({ base: 3, witnesses: '李四、王五', texts: { unit: '鹭江中队' } });
    expect(contentOf(draft)).toEqual({ fields: {} });
  });
});

describe('what is sent', () => {
  it('is what was written, an empty text taking away what was there', () => {
    let draft = withText(beginning(FORM, RECORD), 'party', ' ');
    draft = withOther(draft, 'witnesses', '赵六， 孙七；');
    draft = withOther(draft, 'officers', [
      { name: ' 张三 ', certificateNo: '闽A001' },
      { name: '', certificateNo: '' },
    ]);
    expect(contentOf(draft)).toEqual({
      fields: { party: null },
      witnesses: ['赵六', '孙七'],
      officers: [{ name: '张三', certificateNo: '闽A001' }],
    });
  });

  it('like the one before is everything but the time', () => {
    const draft = copied(beginning(FORM, undefined), beginning(FORM, RECORD));
    expect(draft.texts).toEqual({ unit: '鹭江中队', party: '某店', inspectionDate: '2026-03-01' });
    expect(contentOf(draft)).toMatchObject({ partyStatus: 'named', witnesses: ['李四', '王五'] });
  });
});

describe('what is still to be written', () => {
  it('is what is required and empty', () => {
    expect(lacking(FORM, beginning(FORM, undefined))).toEqual(['party', 'inspectionContent']);
    expect(nextField(FORM, beginning(FORM, undefined))).toBe('party');
  });

  it('is not a party that is not there', () => {
    expect(lacking(FORM, withOther(beginning(FORM, undefined), 'partyStatus', 'absent'))).toEqual([
      'inspectionContent',
    ]);
  });

  it('is the first field where nothing is lacking', () => {
    let draft = withText(beginning(FORM, undefined), 'party', '某店');
    draft = withText(draft, 'inspectionContent', '检查');
    expect(nextField(FORM, draft)).toBe('unit');
  });
});

describe('the parts of the name', () => {
  it('are those the rulebook names', () => {
    expect(partsOf(FORM, withText(EMPTY, 'party', ' 某店 '))).toEqual({ party: '某店' });
  });

  it('hold the word of the rulebook for a party that is not there', () => {
    expect(partsOf(FORM, withOther(EMPTY, 'partyStatus', 'unknown'))).toEqual({ party: '当事人不明' });
  });
});

describe('words for the keys 1 to 9', () => {
  it('are of the first field with a list', () => {
    const form = { ...FORM, fields: [...FORM.fields, field('category', { words: ['检查', '处罚'] })] } as Form;
    expect(quickWords(form)).toEqual({ field: 'category', words: ['检查', '处罚'] });
  });

  it('are what can be inspected where no field has one', () => {
    expect(quickWords(FORM)).toEqual({ field: 'inspectionContent', words: ['现场检查', '调查取证'] });
    expect(quickWords({ ...FORM, fields: [] })).toBeNull();
  });
});
