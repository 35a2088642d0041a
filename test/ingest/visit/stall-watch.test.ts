import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StallWatch } from '../../../src/ingest/visit/stall-watch.js';

describe('StallWatch', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tells once the silence has lasted long enough, counted from the last sign of life', () => {
    const stalled = vi.fn();
    const watch = new StallWatch(1000, () => true, stalled);
    watch.heard();
    vi.advanceTimersByTime(999);
    watch.heard();
    vi.advanceTimersByTime(999);
    expect(stalled).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(stalled).toHaveBeenCalledTimes(1);
  });

  it('leaves alone whoever owes nothing, also one that did until now', () => {
    const stalled = vi.fn();
    let owes = true;
    const watch = new StallWatch(1000, () => owes, stalled);
    watch.heard();
    owes = false;
    watch.heard();
    vi.advanceTimersByTime(5000);
    expect(stalled).not.toHaveBeenCalled();
  });

  it('is silent once it is off', () => {
    const stalled = vi.fn();
    const watch = new StallWatch(1000, () => true, stalled);
    watch.heard();
    watch.off();
    vi.advanceTimersByTime(5000);
    expect(stalled).not.toHaveBeenCalled();
  });
});
