/** What docs/rules.md shows works as it stands, and names every word there is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FLAGS, REASONS, SOURCE_KINDS } from '../../src/policy/facts/vocabulary.js';
import { CONFIDENCES, FACT_SOURCES } from '../../src/policy/facts/facts.js';
import { parseFacts } from '../../src/policy/facts/parse.js';
import { factsDocumentSchema } from '../../src/policy/facts/document.js';
import { withExtensions } from '../../src/policy/rulebook/library.js';
import { loadRulebooks } from '../../src/policy/rulebooks/load.js';

const text = readFileSync(join(import.meta.dirname, '../../docs/rules.md'), 'utf8');
const [extension = '', additions = '', facts = ''] = [...text.matchAll(/```json\n(.*?)```/gs)].map((m) => m[1] ?? '');

describe('docs/rules.md', () => {
  it('shows an extension that is taken', () => {
    expect(withExtensions(loadRulebooks(), [{ file: 'siming.json', text: extension }]).has('siming-2026')).toBe(true);
  });

  it('XM-18: shows additions that are taken', () => {
    const rulebook = withExtensions(loadRulebooks(), [{ file: 'night.json', text: additions }]).get(
      'siming-night-2026',
    );
    expect(rulebook?.retention.rules.at(-1)?.id).toBe('nightMarket');
    expect(rulebook?.approvals.added).toHaveLength(1);
  });

  it('shows facts that are taken', () => {
    expect(parseFacts(JSON.parse(facts), '2026-03-04T00:00:00.000Z').flags).toHaveLength(2);
  });

  it.each([
    ...FLAGS,
    ...REASONS,
    ...SOURCE_KINDS,
    ...FACT_SOURCES,
    ...CONFIDENCES,
    ...Object.keys(factsDocumentSchema.shape),
  ])('names %s', (word) => {
    expect(text).toMatch(new RegExp(`(?<![\\w.])${word.replace('.', '\\.')}(?![\\w.])`));
  });
});
