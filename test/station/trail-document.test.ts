/** What the audit trail of a clip says, of a clip that everything happened to. */
import { describe, expect, it } from 'vitest';
import type { Language } from '../../src/i18n/language.js';
import type { Block } from '../../src/print/document.js';
import { trailOfClip } from '../../src/records/trail/trail-of-clip.js';
import { trailBlocks, trailHead, type TrailFacts } from '../../src/station/trail/trail-document.js';
import { OnRecord, ZONE } from '../records/support.js';

const SPAN = ['2026-03-01T00:00:00.000Z', '2026-03-01T00:10:00.000Z'] as const;

function factsOf(at: OnRecord, clip: string): TrailFacts {
  const { store } = at;
  const { entry } = at.do('trail.noteExport', { clip, language: 'zh' }, '王芳');
  return {
    station: { id: 'st-1', name: '一号站', unit: '思明中队', timezone: ZONE },
    by: '王芳',
    at: at.now,
    trail: trailOfClip(at.acting('王芳'), clip),
    stored: store.custody.entriesOfClip(clip, entry, 2),
    proof: null,
  };
}

const textOf = (block: Block): string => {
  switch (block.kind) {
    case 'fact':
      return `${block.name}\t${block.value}`;
    case 'row':
      return block.cells.join('\t');
    case 'columns':
      return block.columns.map((c) => c.title).join('\t');
    case 'title':
    case 'heading':
    case 'text':
    case 'code':
      return block.text;
  }
};
const said = (facts: TrailFacts, language: Language): string[] => [...trailBlocks(facts, language)].map(textOf);

describe('the audit trail of a clip', () => {
  it('says every version of label and name, why it is kept, holds with their steps, approvals and disposal', async () => {
    const at = await OnRecord.open();
    const clip = await at.clip(SPAN);
    at.do('label.put', { clips: [clip], fields: { unit: '思明中队', party: '某店' }, note: '第一行\n第二行' });
    const fields = { party: '某某商店', inspectionDate: '2026-03-01', inspectionContent: '检查' };
    at.do(
      'label.put',
      {
        clips: [clip],
        fields,
        officers: [
          { name: '张三', certificateNo: '35-1' },
          { name: '李四', certificateNo: '35-2' },
        ],
      },
      '李四',
    );
    const { hold } = at.do('hold.place', {
      subject: { kind: 'clip', id: clip },
      reason: '行政诉讼',
      reference: '(2026)1号',
    });
    at.do('approval.record', {
      ...{ purpose: 'access', subject: { kind: 'clip', id: clip }, role: 'leaderInCharge', person: '赵主任' },
      ...{ at: '2026-03-02T00:00:00.000Z', reference: '调阅单7' },
    });
    const zh = said(factsOf(at, clip), 'zh');
    expect(zh.filter((t) => /^第 \d 版\t/.test(t)).map((t) => t.split('\t')[0])).toEqual(['第 1 版', '第 2 版']);
    expect(zh).toEqual(
      expect.arrayContaining([
        '当事人\t某店',
        '当事人\t某某商店',
        '备注\t第一行\n第二行',
        '执法人员\t张三（35-1）、李四（35-2）',
        expect.stringMatching(/^统一名称\t思明中队.*某某商店.*\t李四/) as unknown,
        expect.stringMatching(new RegExp(`^冻结 ${hold.id}\t.*行政诉讼[^]*\\(2026\\)1号`)) as unknown,
        expect.stringMatching(/赵主任，2026-03-02 08:00:00[^]*调阅单7/) as unknown,
        expect.stringMatching(/^理由 1\t/) as unknown,
      ]),
    );
    expect(said(factsOf(at, clip), 'en').join('\n')).not.toMatch(/[“”]?undefined|\{\w+\}/);
    expect(zh.join('\n')).not.toMatch(/undefined|\{\w+\}/);
  });

  it('has every entry in order, with its hash, up to the one that says who took it', async () => {
    const at = await OnRecord.open();
    const clip = await at.clip(SPAN);
    for (let n = 0; n < 5; n++) at.do('label.put', { clips: [clip], fields: { party: `第${String(n)}家` } });
    const facts = factsOf(at, clip);
    at.do('label.put', { clips: [clip], note: 'after it was taken' });
    const rows = [...trailBlocks(facts, 'zh')].flatMap((b) =>
      b.kind === 'row' && b.cells.length === 5 ? [b.cells] : [],
    );
    const events = at.store.custody.list({ clip, limit: 100, newestFirst: false });
    const until = events.findIndex((e) => e.kind === 'clip.exported');
    expect(rows.map(([seq, , , , hash]) => [seq, hash])).toEqual(
      events.slice(0, until + 1).map((e) => [String(e.seq), e.hash]),
    );
    expect(rows.at(-1)?.[2]).toBe('导出留痕清单\nclip.exported');
    expect(rows.at(-1)?.[3]).toBe('王芳');
  });

  it('shows an entry that nobody can read any more by its hash', async () => {
    const at = await OnRecord.open();
    const clip = await at.clip(SPAN);
    const facts = factsOf(at, clip);
    const stored = [...facts.stored].map((e, i) => (i === 0 ? { ...e, bytes: Buffer.from('{') } : e));
    const rows = [...trailBlocks({ ...facts, stored }, 'zh')].flatMap((b) => (b.kind === 'row' ? [b.cells] : []));
    expect(rows[0]?.[2]).toBe('clip.stored\n留痕原文已损坏，无法读取');
    expect(rows[0]?.[4]).toBe(stored[0]?.hash.toString('hex'));
  });

  it('has the digest of the clip at the top of every page, and the station at its foot', async () => {
    const at = await OnRecord.open();
    const clip = await at.clip(SPAN);
    const facts = factsOf(at, clip);
    const head = trailHead(facts, 'zh');
    expect(head.mark).toBe(`SHA-256 ${facts.trail.clip.sha256}`);
    expect(head.foot).toBe('工作站 st-1，2026-03-03 10:00:00 生成');
  });
});
