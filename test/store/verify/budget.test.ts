import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { copyOf } from '../support.js';
import { CONTENTS, makeTemplate, named, storedPathOf, TRACK_PATH, verify, type Template } from './station.js';

let template: Template;
beforeAll(async () => {
  template = await makeTemplate();
});
afterAll(() => {
  template.remove();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const inOrder = [...CONTENTS.map(storedPathOf), TRACK_PATH].sort();

/** A monotonic clock that goes on by one millisecond at every look. */
function tickingClock(): void {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 1));
}

describe('verify with a budget', () => {
  it('goes on where it stopped until every original was read once, then begins anew', async () => {
    tickingClock();
    const paths = await copyOf(template.paths);
    const read: number[] = [];
    const stops: (string | null)[] = [];
    for (let run = 0; run < 4; run += 1) {
      const { findings, summary } = await verify(paths, { budgetMs: 3 });
      expect(findings).toEqual([]);
      expect(summary.complete).toBe(summary.resumeAfter === null);
      read.push(summary.originalsRead);
      stops.push(summary.resumeAfter);
    }
    expect(read).toEqual([2, 2, 2, 2]);
    expect(stops).toEqual([inOrder[1], inOrder[3], null, inOrder[1]]);
  });

  it('names an altered original in the run that reaches it', async () => {
    tickingClock();
    const paths = await copyOf(template.paths);
    const target = inOrder[3] ?? '';
    writeFileSync(`${paths.root}/${target}`, 'altered');
    expect(named((await verify(paths, { budgetMs: 3 })).findings)).toEqual([]);
    expect(named((await verify(paths, { budgetMs: 3 })).findings)).toEqual([`original.altered ${target}`]);
    expect(named((await verify(paths, { budgetMs: 3 })).findings)).toEqual([]);
  });

  it('looks at the log, the rows and foreign files every time', async () => {
    tickingClock();
    const paths = await copyOf(template.paths);
    await verify(paths, { budgetMs: 3 });
    writeFileSync(`${paths.originals}/foreign`, '');
    const { findings, summary } = await verify(paths, { budgetMs: 1 });
    expect(named(findings)).toEqual(['original.unexpected originals/foreign']);
    expect(summary).toMatchObject({
      originalsRead: 0,
      entries: template.size,
      clips: 5,
      complete: false,
      resumeAfter: inOrder[1],
    });
  });

  it('begins at the beginning where its note is damaged', async () => {
    tickingClock();
    const paths = await copyOf(template.paths);
    await verify(paths, { budgetMs: 3 });
    writeFileSync(paths.verifyProgress, '{"after":');
    expect((await verify(paths, { budgetMs: 3 })).summary.resumeAfter).toBe(inOrder[1]);
  });

  it('without one reads all and leaves the place of the others alone', async () => {
    const paths = await copyOf(template.paths);
    tickingClock();
    await verify(paths, { budgetMs: 3 });
    vi.restoreAllMocks();
    const note = readFileSync(paths.verifyProgress, 'utf8');
    expect((await verify(paths)).summary).toMatchObject({ originalsRead: 6, complete: true });
    expect(readFileSync(paths.verifyProgress, 'utf8')).toBe(note);
  });

  it('tells how far it is', async () => {
    const seen: number[] = [];
    const paths = await copyOf(template.paths);
    await verify(paths, {
      onProgress: ({ doneFiles, totalFiles, doneBytes, totalBytes }) => {
        expect(totalFiles).toBe(6);
        expect(doneBytes).toBeLessThanOrEqual(totalBytes);
        seen.push(doneFiles);
      },
    });
    expect(seen.at(-1)).toBe(6);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });
});

describe('verify beside a running daemon', () => {
  it('looks twice before it calls a file unexpected', async () => {
    const paths = await copyOf(template.paths);
    writeFileSync(`${paths.originals}/foreign`, '');
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      const run = verify(paths, { daemonRunning: true });
      let over = false;
      void run.then(() => (over = true));
      while (vi.getTimerCount() === 0) await new Promise((resolve) => setImmediate(resolve));
      expect(over).toBe(false);
      await vi.runAllTimersAsync();
      expect(named((await run).findings)).toEqual(['original.unexpected originals/foreign']);
    } finally {
      vi.useRealTimers();
    }
  });
});
