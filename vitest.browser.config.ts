import { defineConfig } from 'vitest/config';

/** The web pages: their pure views and words, then the whole product in the system's Chromium. */
export default defineConfig({
  test: {
    include: ['src/doors/web/**/*.test.ts', 'src/doors/web/**/*.test.tsx', 'test/browser/**/*.test.ts'],
    globalSetup: ['test/browser/build-pages.ts'],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 300_000,
    hookTimeout: 180_000,
    teardownTimeout: 60_000,
  },
});
