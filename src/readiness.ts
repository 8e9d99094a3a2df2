import { statfs } from 'node:fs/promises';
import type { ReadinessCheck } from './doors/api/index.ts';
import type { House } from './house.ts';

const leastFree = 200 * 1024 * 1024;
const mostBehindMs = 5 * 60_000;

/** What must answer before traffic is taken; `perdure doctor` asks the same. */
export function readiness(house: House): ReadinessCheck[] {
  return [
    { name: 'records', check: async () => house.records.ping().then(fine) },
    { name: 'warehouse', check: async () => house.warehouse.ping().then(fine) },
    { name: 'journal', check: async () => ({ ok: house.journal.healthy }) },
    { name: 'loading', check: () => loading(house) },
    { name: 'disk', check: () => disk(house.config.dataFolder) },
  ];
}

/**
 * Red when loading is far behind. Events of a workspace that is being rebuilt may wait for longer: that ends by itself,
 * and starting again would only begin it anew. What went wrong with a batch may name addresses, and anybody may ask:
 * it stays in the log.
 */
async function loading({ loader, journal, clock }: House): Promise<{ ok: boolean; detail: string }> {
  const since = loader === undefined ? (await journal.waiting()).oldestAt : await loader.behindSince();
  const lag = since === null ? 0 : clock.now() - since;
  const held = loader?.held.length ?? 0;
  const said = [
    `${Math.round(lag / 1000)} s behind`,
    ...(held === 0 ? [] : [`${held} workspaces wait for work on them to end`]),
    ...(loader?.trouble == null ? [] : ['a batch was not loaded and is tried again; the log says why']),
  ];
  return { ok: lag <= mostBehindMs, detail: said.join('; ') };
}

async function disk(folder: string): Promise<{ ok: boolean; detail: string }> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  return { ok: free > leastFree, detail: `${Math.round(free / 1024 / 1024)} MB free` };
}

const fine = () => ({ ok: true });

/** Every check's answer; one that throws is not well. */
export async function checkAll(house: House): Promise<{ name: string; ok: boolean; detail?: string }[]> {
  return Promise.all(
    readiness(house).map(async ({ name, check }) => {
      try {
        return { name, ...(await check()) };
      } catch (error) {
        return { name, ok: false, detail: error instanceof Error ? error.message : String(error) };
      }
    }),
  );
}
