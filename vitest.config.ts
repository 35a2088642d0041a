import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.js';

/** For what hangs: a busy machine may take its time. */
const common = { environment: 'node', testTimeout: 120_000, hookTimeout: 120_000 } as const;
/** When the others are over. */
const oneForEachCore = { maxWorkers: 2, sequence: { groupOrder: 1 } };
const guest = { ...common, testTimeout: 900_000, hookTimeout: 900_000, ...oneForEachCore };

export default defineConfig({
  test: {
    reporters: ['default', './test/support/count-reporter.ts'],
    // For two cores: a third of the time tests wait for a daemon that waits itself.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...common,
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [
            'test/e2e/**',
            'test/faults/**',
            'test/usb/**',
            'test/browser/**',
            'test/screens/**',
            'test/archive/engine/**',
          ],
          // Hundreds of files that leave nothing behind: in a process of its own each would cost as much again as its tests.
          isolate: false,
          globalSetup: ['test/store/new-station.ts'],
        },
      },
      { test: { ...common, isolate: false, name: 'e2e', include: ['test/e2e/**/*.test.ts'] } },
      // Chromium on the page, against a daemon of its own.
      { test: { ...common, isolate: false, name: 'browser', include: ['test/browser/**/*.test.ts'] } },
      // Writes docs/screens.
      { test: { ...common, name: 'screens', include: ['test/screens/**/*.test.ts'] } },
      // Mounts, traced processes and power cuts, beside the guests: each of either kind fills one core.
      {
        test: {
          ...common,
          isolate: false,
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          globalSetup: ['test/store/new-station.ts'],
          testTimeout: 3_600_000,
          ...oneForEachCore,
        },
      },
      // A storage engine and a database, started once for all files but those that kill them.
      {
        test: {
          ...common,
          isolate: false,
          name: 'archive',
          include: ['test/archive/engine/**/*.test.ts'],
          globalSetup: [
            'test/store/new-station.ts',
            'test/archive/support/one-ceph.ts',
            'test/archive/support/one-postgres.ts',
          ],
          ...oneForEachCore,
        },
      },
      // Each file boots an emulated machine of its own, in which everything takes its time.
      { test: { ...guest, name: 'usb', include: ['test/usb/*.test.ts'] } },
      // A clip beyond 4 GiB and a card of 2,000 files: ten minutes, and so on demand.
      { test: { ...guest, name: 'usb-long', include: ['test/usb/long/*.test.ts'] } },
    ],
  },
});
