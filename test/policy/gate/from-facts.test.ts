import { describe, expect, it } from 'vitest';
import { gateFromFacts } from '../../../src/policy/gate/from-facts.js';
import { checkName } from '../../../src/policy/names/check.js';
import { nameValues } from '../../../src/policy/names/from-facts.js';
import { findRulebook } from '../../../src/policy/rulebook/library.js';
import { facts, library } from '../deadlines/support.js';

const gate = (book: string, document: Record<string, unknown>) => {
  const rulebook = findRulebook(library, book);
  const form = rulebook.naming.storage;
  const told = facts(document);
  return gateFromFacts(rulebook, told, form && checkName(form, rulebook.naming, nameValues(form, told), 'mp4'));
};
const WHOLE = {
  uploadedAt: '2026-03-02T18:00:00+08:00',
  labels: {
    at: '2026-03-02T18:30:00+08:00',
    fields: { unit: '鹭江中队', party: '某某商店', inspectionDate: '2026-03-02', inspectionContent: '占道经营' },
  },
};

describe('the gate of a facts document', () => {
  it('XM-12, XM-13: names what is missing, and opens for nobody: the original is not in the document', () => {
    expect(gate('xiamen-2021', {})).toMatchObject({
      may: false,
      missing: [{ what: 'label' }, { what: 'name' }],
      unknown: ['notVerified', 'altered'],
    });
    expect(gate('xiamen-2021', WHOLE)).toEqual({ may: null, missing: [], unknown: ['altered'] });
  });

  it('PD-10: that no report is told of is not that none was made', () => {
    const told = gate('pudong-2024', { ...WHOLE, sourceKind: 'phone' });
    expect(told.unknown).toEqual(['altered', 'emergencyReport']);
    expect(told.missing.map((bar) => bar.what)).not.toContain('emergencyReport');
    expect(gate('pudong-2024', WHOLE).unknown).toEqual(['altered']);
    const reported = gate('pudong-2024', { ...WHOLE, sourceKind: 'phone', emergencyReport: '2026-9' });
    expect(reported.unknown).toEqual(['altered']);
  });
});
