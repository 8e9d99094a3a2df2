import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestDoor, type TestDoor } from '../../../test/door.ts';
import type { ApiParts, ArrivingFile } from './parts.ts';

/** A door with pages, files that arrive, a live stream and a journal that may be unwell, all seen by the test. */
export interface VisitedDoor {
  readonly door: TestDoor;
  /** The files that came, without their bytes. */
  readonly arrived: readonly Omit<ArrivingFile, 'stream'>[];
  /** Who reads the live stream. */
  readonly listeners: ReadonlySet<Parameters<ApiParts['live']['subscribe']>[1]>;
  journalOk: boolean;
  close(): Promise<void>;
}

/** Opens it, with short patience; what is tracked is answered `taken`. */
export async function openVisitedDoor(): Promise<VisitedDoor> {
  const webRoot = await builtPages();
  const arrived: Omit<ArrivingFile, 'stream'>[] = [];
  const listeners = new Set<Parameters<ApiParts['live']['subscribe']>[1]>();
  const door = await openTestDoor({
    settings: { webRoot, metricsToken: 'a-token-for-watching', patience: { headersMs: 400, bodyMs: 600 } },
    imports: {
      receive: async (_workspace, { stream, ...file }) => {
        let bytes = 0;
        for await (const chunk of stream) bytes += chunk.length;
        arrived.push(file);
        return { id: 'imp_1', bytes };
      },
    },
    live: {
      subscribe: (_workspace, listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    readiness: [
      { name: 'records', check: async () => ({ ok: true }) },
      {
        name: 'journal',
        check: async () => {
          if (!visited.journalOk) throw new Error('canary-journal-path');
          return { ok: true, detail: 'lag 0 s' };
        },
      },
    ],
    first: (request, response) => {
      if (request.url !== '/v1/track') return false;
      request.resume().once('end', () => response.end('taken'));
      return true;
    },
  });
  const close = async () => {
    await door.close();
    await rm(webRoot, { recursive: true, force: true });
  };
  const visited: VisitedDoor = { door, arrived, listeners, journalOk: true, close };
  return visited;
}

/** A build of the web pages as small as can be. @returns its folder */
async function builtPages(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'perdure-web-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><script nonce="__CSP_NONCE__"></script>');
  await writeFile(join(folder, 'assets', 'main-abc123.js'), 'export {}');
  await writeFile(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  return folder;
}
