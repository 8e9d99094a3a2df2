import { expect, it } from 'vitest';
import { seededChance } from '#src/maths/chance/index.ts';
import { pointsOf, typicalGroups } from '#src/maths/grouping/index.ts';
import { aside, turn } from './index.ts';

const nothing = { shown: [], leading: 0 };
const chance = seededChance(5);
const crowd = pointsOf(
  Array.from({ length: 600 }, (_, i) => Array.from({ length: 4 }, () => chance() + (i % 3) * 4)),
);

it('finds what is found here, while others have their turn', async () => {
  let turns = 0;
  let done = false;
  const found = aside('typicalGroups', [crowd, { most: 4 }]).finally(() => {
    done = true;
  });
  while (!done) {
    await turn();
    turns += 1;
  }
  const here = typicalGroups(crowd, { most: 4 });
  if (here.verdict !== 'clear_groups') throw new Error('three planted groups');
  const { partition, ...rest } = here;
  expect(await found).toEqual({ ...rest, centres: partition.centres });
  expect(turns).toBeGreaterThan(10); // one, were it done here
});

it('tells who asked what went wrong, and does the next one', async () => {
  const broken = aside('typicalGroups', [crowd, { most: 0 }]);
  const next = aside('findThreshold', [[], nothing]);
  await expect(broken).rejects.toThrow('maths.count_out_of_range');
  expect(await next).toMatchObject({ verdict: 'no_reliable_threshold', why: 'too_few_customers' });
});

it('does not begin for somebody who is gone', async () => {
  await expect(aside('findThreshold', [[], nothing], AbortSignal.abort(new Error('gone')))).rejects.toThrow(
    'gone',
  );
});
