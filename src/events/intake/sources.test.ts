import { expect, it } from 'vitest';
import { handClock } from '#src/engines/clock/index.ts';
import { cachedSources, type Source } from './sources.ts';

const julie: Source = { workspace: 1, source: 2 };

function records(keys: Map<string, Source>) {
  const clock = handClock(1_700_000_000_000);
  const asked: string[] = [];
  const failures: unknown[] = [];
  const state = { away: false };
  const sources = cachedSources(
    async (key) => {
      asked.push(key);
      if (state.away) throw new Error('the records are away');
      return keys.get(key);
    },
    { clock, onFailure: (error) => failures.push(error) },
  );
  return { clock, asked, failures, state, sources };
}

it('asks once for many requests, and again in the background after ten seconds', async () => {
  const keys = new Map([['k', julie]]);
  const { sources, asked, clock } = records(keys);
  await Promise.all([sources('k'), sources('k'), sources('k')]);
  clock.advance(9_999);
  await sources('k');
  expect(asked).toEqual(['k']);
  clock.advance(1);
  keys.delete('k'); // revoked: the request that finds it old is still answered
  expect(await sources('k')).toEqual(julie);
  await new Promise(setImmediate);
  expect(await sources('k')).toBeUndefined();
});

it('asks again for an unknown key after five seconds', async () => {
  const keys = new Map<string, Source>();
  const { sources, asked, clock } = records(keys);
  expect(await sources('k')).toBeUndefined();
  keys.set('k', julie);
  clock.advance(4_999);
  expect(await sources('k')).toBeUndefined();
  clock.advance(1);
  expect(await sources('k')).toEqual(julie);
  expect(asked).toEqual(['k', 'k']);
});

it('goes on with a known key while the records are away, says so, and throws for an unknown one', async () => {
  const { sources, clock, state, failures } = records(new Map([['k', julie]]));
  await sources('k');
  state.away = true;
  clock.advance(60_000);
  expect(await sources('k')).toEqual(julie);
  await new Promise(setImmediate);
  expect(failures).toHaveLength(1);
  await expect(sources('other')).rejects.toThrow('away');
});

it('does not ask for what cannot be a key', async () => {
  const { sources, asked } = records(new Map());
  for (const key of ['', 'a b', 'a\u0000', 'é', 'x'.repeat(201)]) expect(await sources(key)).toBeUndefined();
  expect(asked).toEqual([]);
});
