import { describe, expect, it } from 'vitest';
import { DISPOSAL_BAR_TEXTS, GATE_BAR_TEXTS, RETENTION_REASONS } from '../../src/i18n/disposal-words.js';
import { GATE_BARS } from '../../src/policy/gate/sync-gate.js';
import { REASON_KINDS } from '../../src/policy/retention/retention.js';
import { RECORD_BARS } from '../../src/records/disposal/bars.js';

describe('why footage is kept, held back or stays', () => {
  it.each([
    ['reasons of retention', REASON_KINDS, RETENTION_REASONS],
    ['bars of the gate', GATE_BARS, GATE_BAR_TEXTS],
    ['bars of disposal', RECORD_BARS, DISPOSAL_BAR_TEXTS],
  ] as const)('%s each have a sentence in both languages, and no other has', (_what, kinds, texts) => {
    expect(Object.keys(texts).sort()).toEqual([...kinds].sort());
    for (const { zh, en } of Object.values(texts)) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[ -~’]+$/);
    }
  });
});
