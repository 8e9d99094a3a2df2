import { build } from 'vite';

/** Builds the pages as they stand, so that no test looks at yesterday's. */
export default async function buildPages(): Promise<void> {
  await build({ configFile: new URL('../../vite.config.ts', import.meta.url).pathname, logLevel: 'error' });
}
