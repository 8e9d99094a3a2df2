import { describe, expect, it } from 'vitest';
import type { House } from './house.ts';
import { readiness } from './readiness.ts';

const now = Date.UTC(2026, 0, 15, 12);

/** What the check of loading looks at, of a house whose loader is in this state. */
async function loadingCheck(loader: Pick<NonNullable<House['loader']>, 'trouble' | 'held' | 'behindSince'>) {
  const house = { loader, clock: { now: () => now } } as unknown as House; // the one check asks nothing else
  return readiness(house)
    .find(({ name }) => name === 'loading')
    ?.check();
}

describe('the check of loading', () => {
  it('is green while the only events that wait are those of 2 workspaces being worked on, and says so', async () => {
    const found = await loadingCheck({ trouble: null, held: [3, 8], behindSince: async () => null });
    expect(found).toEqual({ ok: true, detail: '0 s behind; 2 workspaces wait for work on them to end' });
  });

  it('is green after five minutes and red after one second more', async () => {
    const behind = (ms: number) =>
      loadingCheck({ trouble: null, held: [], behindSince: async () => now - ms });
    expect(await behind(300_000)).toEqual({ ok: true, detail: '300 s behind' });
    expect(await behind(301_000)).toEqual({ ok: false, detail: '301 s behind' });
  });

  it('says that a batch fails, and not with which words: they may name an address', async () => {
    const trouble = 'connect ECONNREFUSED 10.0.0.5:5432';
    const found = await loadingCheck({ trouble, held: [], behindSince: async () => now });
    expect(found?.detail).toBe('0 s behind; a batch was not loaded and is tried again; the log says why');
  });
});
