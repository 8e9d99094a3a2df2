import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { scoped, sql } from '#src/basics/sql.ts';
import { asking, run } from '../../../test/asking.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
} from '../../../test/engines.ts';
import { loadingParts } from '../../../test/loading.ts';
import { visit } from '../../../test/received.ts';
import { type LoadingParts, loadEvents } from '../loading/index.ts';
import { carryOutAsk } from './by-hand.ts';
import { operations, waitingAsks } from './index.ts';

let engines: TestEngines;
let workspace: TestWorkspace;
let parts: LoadingParts;
let context: Context;

beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());
beforeEach(async () => {
  workspace = await createTestWorkspace(engines);
  context = { ...asking(engines, workspace), jobs: engines.jobs };
  parts = loadingParts(engines);
  await loadEvents(parts, {
    workspace: workspace.number,
    source: workspace.source,
    batch: BigInt(workspace.number),
    events: [visit('julie@one.fr'), visit('julie@two.fr')],
  });
});

const ask = <T>(name: string, input: object) => run<T>(operations, context, name, input);

const carryOut = async () => {
  for (const { workspace: number, ask: waiting } of await waitingAsks(engines.records))
    await carryOutAsk(parts, number, waiting);
};

/** How many events each person has. */
async function lives(): Promise<number[]> {
  const rows = await engines.warehouse.of(workspace.number).rows(sql<{ n: string }>`
    select count() as n
    from ${scoped('events_by_customer')}
    group by customer
    order by n`);
  return rows.map(({ n }) => Number(n));
}

describe('a merge by hand', () => {
  it('makes one person of two, and two again when it is taken back', async () => {
    await ask('identity.merge', { fromUser: 'julie@one.fr', intoUser: 'julie@two.fr' });
    await carryOut();
    expect(await lives()).toEqual([2]);
    const { merges } = await ask<{ merges: { merge: string; actor: string }[] }>('identity.merges', {});
    expect(merges).toMatchObject([{ actor: 'user:tester' }]);
    await ask('identity.undo', { merge: merges[0]?.merge });
    await carryOut();
    expect(await lives()).toEqual([1, 1]);
    expect(await waitingAsks(engines.records)).toEqual([]);
  });

  it('leaves no id of a person in the queue of chores', async () => {
    await ask('identity.merge', { fromUser: 'julie@one.fr', intoUser: 'julie@two.fr' });
    const waiting = (await engines.jobs.waiting()).filter(
      ({ payload }) => payload.workspace === workspace.number,
    );
    expect(waiting).toHaveLength(1);
    expect(JSON.stringify(waiting)).not.toContain('julie');
    await carryOut();
  });

  it('asked for is kept with its chore or not at all', async () => {
    const cut: Context = {
      ...context,
      jobs: {
        add: async (...given) => {
          await engines.jobs.add(...given);
          throw new Error('killed');
        },
      },
    };
    const before = (await engines.jobs.waiting()).length;
    const asked = { fromUser: 'julie@one.fr', intoUser: 'julie@two.fr' };
    await expect(run(operations, cut, 'identity.merge', asked)).rejects.toThrow('killed');
    expect(await waitingAsks(engines.records)).toEqual([]);
    expect(await engines.jobs.waiting()).toHaveLength(before);
  });

  it('of a person who was erased meanwhile is no more', async () => {
    await ask('identity.merge', { fromUser: 'julie@one.fr', intoUser: 'julie@two.fr' });
    await engines.records.run(sql`
      delete from identities
      where workspace_id = ${workspace.number}
        and external_id = 'julie@one.fr'`);
    await carryOut();
    expect(await ask('identity.merges', {})).toEqual({ merges: [] });
  });
});
