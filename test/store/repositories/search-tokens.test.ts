import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexed, keyOf, phrasesOf } from '../../../src/store/repositories/search-tokens.js';

/** Whether the text is found, by the very tokeniser of the index. */
function finds(text: string, asked: string): boolean {
  const db = new Database(':memory:');
  try {
    db.exec("CREATE VIRTUAL TABLE t USING fts5 (x, content='', contentless_delete=1, tokenize='ascii')");
    db.prepare('INSERT INTO t (rowid, x) VALUES (1, ?)').run(indexed(text));
    const phrases = phrasesOf(asked);
    if (phrases === null) return false;
    return db.prepare('SELECT 1 FROM t WHERE t MATCH ?').get(phrases.join(' AND ')) !== undefined;
  } finally {
    db.close();
  }
}

describe('words of the index', () => {
  it.each([
    ['某某食品店', '食品'],
    ['某某食品店', '品店'],
    ['某某食品店', '店'],
    ['某某食品店', '某某 品店'],
    ['厦城管罚〔2026〕1号', '2026〕1号'],
    ['厦城管罚〔2026〕12号', '厦城管罚〔2026〕12'],
    ['厦城管罚〔2026〕12号', '〔2026〕1'],
    ['ＤＳＪ００７', 'dsj007'],
    ['DSJ0007', 'dsj00'],
    ['DCIM/100/VID_0001.MP4', 'vid_0001'],
    ['𠮷野家', '𠮷野'],
    ['a b', 'B A'],
  ])('%s is found by %s', (text, asked) => {
    expect(finds(text, asked)).toBe(true);
  });

  it.each([
    ['某某食品店', '食店'],
    ['某某食品店', '店某'],
    ['厦城管罚〔2026〕12号', '〔2026〕2'],
    ['张三', '张三丰'],
    ['a b', 'ab'],
  ])('%s is not found by %s', (text, asked) => {
    expect(finds(text, asked)).toBe(false);
  });

  it('any stretch of two letters or more finds the text it is from', () => {
    const letter = fc.constantFrom(...Array.from('张王食品店检查路号罚城管'));
    fc.assert(
      fc.property(fc.array(letter, { minLength: 2, maxLength: 30 }), fc.nat(), fc.nat(), (letters, a, b) => {
        const from = a % (letters.length - 1);
        const to = from + 2 + (b % (letters.length - from - 1));
        expect(finds(letters.join(''), letters.slice(from, to).join(''))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('whatever is asked, it is a question that can be put', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.string({ unit: 'binary', maxLength: 20 }),
        (text, asked) => {
          expect(() => finds(text, asked)).not.toThrow();
          expect(() => finds(text, `" OR x* NEAR(${asked}`)).not.toThrow();
        },
      ),
      { numRuns: 100 },
    );
  });

  it('keys are one token each, and tell fields apart', () => {
    expect(keyOf('officer', '350213')).toMatch(/^[0-9a-f]{16}$/);
    expect(keyOf('officer', ' ３５０２１３')).toBe(keyOf('officer', '350213'));
    expect(keyOf('camera', '350213')).not.toBe(keyOf('officer', '350213'));
  });
});
