import { expect, it } from 'vitest';
import { pacing } from './pace.ts';

it('begins one after the other, each its share of a second later, and saves nothing up', async () => {
  const waits: number[] = [];
  let now = 1_000;
  const pace = pacing(
    20,
    async (ms) => void waits.push(ms),
    () => now,
  );
  // Asked at once: the first begins, the others 50 ms apart.
  for (let time = 0; time < 4; time += 1) await pace();
  expect(waits).toEqual([50, 100, 150]);
  // 10 ms before the fifth's turn.
  now += 190;
  await pace();
  expect(waits.slice(3)).toEqual([10]);
  // After a long rest two at once: the first begins, the second waits as ever.
  now += 60_000;
  await pace();
  await pace();
  expect(waits.slice(4)).toEqual([50]);
});
