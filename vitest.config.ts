import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

/** What is computed from what is given. */
const pure = ['src/basics/**/*.test.ts', 'src/maths/**/*.test.ts', 'src/doors/web/**/*.test.{ts,tsx}'];
/** What is asked of engines, with nothing kept in the process but what its contents or its engine is the key of. */
const rooms = ['access', 'events', 'customers', 'insights', 'decisions', 'messages'].map(
  (room) => `src/${room}/**/*.test.ts`,
);
const browser = ['test/browser/**/*.test.ts'];

/** Engines are started by `test/global-setup.ts`; a test file opens databases of its own in them. */
const withEngines = { globalSetup: ['test/global-setup.ts'], testTimeout: 30_000, hookTimeout: 120_000 };

/**
 * One run for all, so that some work while others wait for servers that start or are killed. Files of pure parts and
 * of rooms share processes: to load the program anew for each took as long as many of them do.
 */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 4, // many wait more than they work
    sequence: { sequencer: LongestFirst },
    teardownTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'pure', include: pure, isolate: false, testTimeout: 30_000 } },
      { extends: true, test: { name: 'rooms', include: rooms, isolate: false, ...withEngines } },
      {
        extends: true,
        test: {
          name: 'house',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'test/faults/**', ...pure, ...rooms, ...browser],
          ...withEngines,
        },
      },
      {
        /** The whole product in the system's Chromium. */
        extends: true,
        test: {
          name: 'browser',
          include: browser,
          globalSetup: ['test/browser/build-pages.ts'],
          maxConcurrency: 2, // windows of one walk; other tests run beside it
          testTimeout: 300_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
