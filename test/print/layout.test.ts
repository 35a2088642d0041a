import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { widthOf } from '../../src/print/break-lines.js';
import type { Block, DocumentHead } from '../../src/print/document.js';
import { Layout } from '../../src/print/layout.js';
import { MARGIN, PAPER, type Page, type TextMark } from '../../src/print/page.js';

const HEAD: DocumentHead = {
  title: '留痕清单',
  mark: `SHA-256 ${'0'.repeat(64)}`,
  foot: '工作站 st-1',
  language: 'zh',
  madeAt: '2026-03-01T00:00:00.000Z',
};
const metrics = { measure: (c: number): number => (c < 0x2000 ? 0.55 : 1), drawable: (): boolean => true };

function pagesOf(blocks: readonly Block[]): Page[] {
  const layout = new Layout(HEAD, metrics);
  return [...blocks.flatMap((block) => [...layout.add(block)]), layout.finish()];
}

const isText = (mark: Page['marks'][number]): mark is TextMark => mark.kind === 'text';
/** What stands between the edges of the page. */
const body = ({ marks }: Page): TextMark[] =>
  marks.filter(isText).filter((m) => m.y >= MARGIN.top && m.y < PAPER.height - MARGIN.bottom);
const textOf = (page: Page): string =>
  page.marks
    .filter(isText)
    .map((m) => m.text)
    .join('\n');

const columns: Block = {
  kind: 'columns',
  columns: [
    { title: '序号', share: 0.2 },
    { title: '散列', share: 0.8, small: true },
  ],
};
const row = (n: number): Block => ({ kind: 'row', cells: [String(n), String(n).padStart(64, '0')] });

describe('a document on pages', () => {
  it('has the digest and the number on each page, and says below each title of a table again what stands in it', () => {
    const pages = pagesOf([columns, ...Array.from({ length: 200 }, (_, n) => row(n))]);
    expect(pages.length).toBeGreaterThan(3);
    for (const [i, page] of pages.entries()) {
      expect(textOf(page)).toContain(HEAD.mark);
      expect(textOf(page)).toContain(`第 ${String(i + 1)} 页`);
      expect(page.marks.filter((m) => m.kind === 'total')).toHaveLength(1);
      expect(body(page)[0]?.text).toBe('序号');
    }
  });

  it('does not tear a row that fits on a page', () => {
    const tall: Block = { kind: 'row', cells: ['高', Array(20).fill('行').join('\n')] };
    const pages = pagesOf([columns, ...Array.from({ length: 30 }, (_, n) => row(n)), tall, row(99)]);
    expect(pages.map((p) => body(p).filter((m) => m.text === '行').length).filter((n) => n > 0)).toEqual([20]);
  });

  it('goes on with a row that fits on none', () => {
    const pages = pagesOf([columns, { kind: 'row', cells: ['1', Array(500).fill('行').join('\n')] }]);
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.flatMap(body).filter((m) => m.text === '行')).toHaveLength(500);
  });

  it('takes a heading along with what it heads', () => {
    for (let n = 40; n < 60; n++) {
      const lines = Array.from({ length: n }, (): Block => ({ kind: 'text', text: '行' }));
      const pages = pagesOf([...lines, { kind: 'heading', text: '题' }, { kind: 'text', text: '文' }]);
      const on = (text: string): number => pages.findIndex((p) => body(p).some((m) => m.text === text));
      expect(on('题')).toBe(on('文'));
    }
  });

  it('loses nothing and stays on the paper, however long', () => {
    // What cannot be shown is `visible`'s; here every character is drawn as it is.
    const piece = fc.oneof(fc.stringMatching(/^[a-f0-9]{0,300}$/), fc.constantFrom('执法', ' ', '。', '（', 'W', '\n'));
    const words = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
    const block: fc.Arbitrary<Block> = fc.oneof(
      fc.record({ kind: fc.constantFrom('title', 'heading', 'text', 'code'), text: words }),
      fc.record({ kind: fc.constant('fact'), name: words, value: words }),
      fc.record({ kind: fc.constant('row'), cells: fc.tuple(words, words) }),
    );
    // Lines of cells that stand beside each other come one after the other: the characters are compared, sorted.
    const sorted = (texts: readonly string[]): string =>
      Array.from(texts.join('').replaceAll('\n', '')).sort().join('');
    fc.assert(
      fc.property(fc.array(block, { maxLength: 12 }), (blocks) => {
        const pages = pagesOf([columns, ...blocks]);
        for (const { x, y, size, text } of pages.flatMap((p) => p.marks.filter(isText))) {
          const right = x + widthOf(text.replace(/ $/, ''), metrics.measure) * size;
          expect(x).toBeGreaterThanOrEqual(MARGIN.left);
          expect(right).toBeLessThanOrEqual(PAPER.width - MARGIN.right + 0.01);
          expect(y + size).toBeLessThanOrEqual(PAPER.height - 30);
        }
        const shown = pages.flatMap(body).map((m) => m.text);
        expect(sorted(shown.filter((text) => !TITLES.includes(text)))).toBe(sorted(blocks.flatMap(saidIn)));
      }),
      { numRuns: 50 },
    );
  });
});

const TITLES = ['序号', '散列'];

function saidIn(block: Block): readonly string[] {
  switch (block.kind) {
    case 'fact':
      return [block.name, block.value];
    case 'row':
      return block.cells;
    case 'columns':
      return [];
    case 'title':
    case 'heading':
    case 'text':
    case 'code':
      return [block.text];
  }
}
