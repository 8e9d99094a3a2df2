import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context, Person } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines, testNow } from '../../../test/engines.ts';
import { operations, personalData } from './index.ts';

let engines: TestEngines;
let context: Context;
let julie: Person;

beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines?.close());
beforeEach(async () => {
  context = asking(engines, await createTestWorkspace(engines));
  julie = {
    workspace: context.workspace.number,
    userIds: ['julie@acme.fr', '12'],
    anonymousIds: [],
    numbers: [1],
    names: ['Julie Martin'],
  };
});

const acme = { contract: 'K1', account: 'acme', offer: 'Team', startsAt: '2025-09-01' };
const gym = { contract: 'K2', customer: 'julie@acme.fr', offer: 'Annuel', startsAt: '2025-09-01' };
const marc = { contract: 'K3', customer: 'marc', offer: 'Annuel', startsAt: '2025-09-01' };

type Answer = { readonly recorded: number; readonly contracts: { readonly contract: string }[] };
const record = (contracts: object[], key?: string): Promise<Answer> =>
  run<Answer>(operations, context, 'contracts.record', { contracts, ...(key === undefined ? {} : { key }) });

/** As the chore does it: twice, since it may be cut. @returns how many rows held something before */
async function erase(): Promise<Record<string, number>> {
  const held = await counted();
  for (const holder of [...personalData, ...personalData]) await holder.erase(engines, julie, testNow);
  expect(Object.values(await counted()).filter(Boolean)).toEqual([]);
  return held;
}

const counted = async (): Promise<Record<string, number>> =>
  Object.fromEntries(
    await Promise.all(
      personalData.map(async ({ holds, count }) => [holds, await count(engines, julie)] as const),
    ),
  );

describe('erasing a person', () => {
  it('takes their names out of what is told beside contracts of an account, and leaves amounts and others', async () => {
    await record([
      {
        ...acme,
        details: {
          signedBy: 'Julie Martin',
          billing: { to: ['JULIE@acme.fr', 'marc@acme.fr'], note: 'Ask Julie Martin, or Marc.' },
          'julie@acme.fr': 'admin',
          seats: 12,
          level: '12',
        },
      },
      { ...acme, contract: 'K9', details: { signedBy: 'Anne-Julie Martin' } },
    ]);
    expect(await erase()).toMatchObject({ 'questions in details of contracts': 1 });
    const rows = await context.records.rows<{ details: unknown }>(
      sql`select details from contracts order by contract`,
    );
    expect(rows.map(({ details }) => details)).toEqual([
      {
        signedBy: '[erased]',
        billing: { to: ['[erased]', 'marc@acme.fr'], note: 'Ask [erased], or Marc.' },
        '[erased]': 'admin',
        seats: 12,
        level: '12',
      },
      { signedBy: 'Anne-Julie Martin' },
    ]);
  });

  it('takes their contracts out of what is answered under a key, which still brings nobody back', async () => {
    const told = await record([gym, marc], 'k-1');
    const others = await record([{ ...marc, contract: 'K4' }], 'k-2');
    expect(await erase()).toMatchObject({ 'answers about contracts': 1, contracts: 1 });
    const again = await record([gym, marc], 'k-1');
    expect(again).toMatchObject({ recorded: told.recorded });
    expect(again.contracts.map(({ contract }) => contract)).toEqual(['[erased]', 'K3']);
    expect(await record([{ ...marc, contract: 'K4' }], 'k-2')).toEqual(others);
    expect(await counted()).toMatchObject({ contracts: 0 });
  });

  it('forgets keys that name them', async () => {
    await record([acme], 'told-julie@acme.fr-1');
    await record([acme], 'told-12'); // a number of anything
    await erase();
    const keys = await context.records.rows<{ key: string }>(sql`select key from contract_requests`);
    expect(keys).toEqual([{ key: 'told-12' }]);
  });
});
