import { type DemoProgress, loadDemo } from './demo/index.ts';
import type { House } from './house.ts';

/** Loads the demo workspaces that are not there yet; tells how much of all that is under way is done. */
export async function loadDemos(
  house: House,
  progress: (step: { readonly done: number; readonly total: number }) => void,
): Promise<void> {
  const under = new Map<string, DemoProgress>();
  const onProgress = (step: DemoProgress) => {
    under.set(step.kind, step);
    const sum = (what: 'done' | 'total') => [...under.values()].reduce((all, one) => all + one[what], 0);
    progress({ done: sum('done'), total: sum('total') });
  };
  const parts = { loading: house.loading, workspaces: house.access.workspaces };
  await loadDemo(parts, { now: house.clock.now(), language: house.config.language, onProgress });
}
