import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

/** Engines are started once per run by `test/global-setup.ts`; a test file opens databases of its own in them. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'src/doors/web/**', 'test/browser/**', 'test/faults/**'],
    globalSetup: ['test/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 3, // some wait more than they work
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000,
    hookTimeout: 120_000,
    teardownTimeout: 60_000,
  },
});
