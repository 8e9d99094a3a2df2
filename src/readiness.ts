import { statfs } from 'node:fs/promises';
import type { ReadinessCheck } from './doors/api/index.ts';
import type { House } from './house.ts';

const leastFree = 200 * 1024 * 1024;

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

async function loading(house: House): Promise<{ ok: boolean; detail: string }> {
  const { oldestAt } = await house.journal.waiting();
  const lag = oldestAt === null ? 0 : house.clock.now() - oldestAt;
  const trouble = house.loader?.trouble ?? null;
  const detail = `${Math.round(lag / 1000)} s behind${trouble === null ? '' : `: ${trouble}`}`;
  return { ok: true, detail }; // what is accepted is safe in the journal: being behind is no reason to stop accepting
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
