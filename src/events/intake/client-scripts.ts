import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { scriptText } from './client-settings.ts';

/*
 * The clients' own scripts, as their packages ship them, for pages that load them from a CDN: that CDN may be us.
 * The packages are not among what Perdure needs to run; where one is not installed, its addresses answer 404.
 */

const segmentFolder = folderOf('@segment/analytics-next', 'dist/umd');
const posthogFolder = folderOf('posthog-js', 'dist');
const fileName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,120}\.js$/;

/** Segment's `analytics.min.js` with the key filled in; undefined where the package is not installed. */
export async function segmentScript(writeKey: string): Promise<string | undefined> {
  const text = await fileIn(segmentFolder, 'standalone.js');
  const key = scriptText(writeKey).slice(1, -1);
  return text?.replace(/(["'])__WRITE_KEY__\1/, (_, quote) => `${quote}${key}${quote}`);
}

/** A lazy part of Segment's script. */
export const segmentBundle = (name: string): Promise<string | undefined> => fileIn(segmentFolder, name);

/** posthog-js's `array.js`, or one of its lazy parts. */
export const posthogScript = (name: string): Promise<string | undefined> => fileIn(posthogFolder, name);

const texts = new Map<string, Promise<string>>();

async function fileIn(folder: string | undefined, name: string): Promise<string | undefined> {
  if (folder === undefined || !fileName.test(name)) return undefined;
  const path = join(folder, name);
  if (!existsSync(path)) return undefined;
  const text = texts.get(path) ?? readFile(path, 'utf8');
  texts.set(path, text);
  return text;
}

function folderOf(name: string, inside: string): string | undefined {
  for (const folder of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    const path = join(folder, name, inside);
    if (existsSync(join(folder, name, 'package.json'))) return dirname(join(path, 'x'));
  }
  return undefined;
}
