import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { defaultRule } from '#src/customers/phases/index.ts';
import { run } from '../../../test/asking.ts';
import { type KeptBed, openKeptBed } from '../../../test/kept-bed.ts';
import {
  buys,
  comes,
  type KeptWorkspace,
  keptWorkspace,
  six,
  today,
} from '../../customers/phase-keeping/keeping.test-data.ts';
import { operations, type PhasePreview } from './index.ts';

let engines: KeptBed;
let own: KeptWorkspace;
beforeAll(async () => {
  engines = await openKeptBed(today);
  own = await keptWorkspace(engines);
  await own.tell(six);
  await own.keep();
});
afterAll(() => engines?.close());

const strict = { ...defaultRule, tenureDays: 300 };
const look = (context: Context, more: object = {}) =>
  run<PhasePreview>(operations, context, 'phases.preview', { rule: strict, ...more });

/** The same question, with how often deeds were read of everybody. */
async function counted(): Promise<{ found: PhasePreview; passes: number }> {
  const { warehouse } = own.context;
  let passes = 0;
  const stream: typeof warehouse.stream = (...given) => {
    const said = JSON.stringify(given[0].parts);
    if (said.includes('as refunds') && said.includes('>=')) passes += 1;
    return warehouse.stream(...given);
  };
  const found = await look({ ...own.context, warehouse: { ...warehouse, stream } });
  return { found, passes };
}

it('compares the whole past unless told; from now on nobody moves on the day itself', async () => {
  expect(await look(own.context)).toMatchObject({
    changed: 1,
    total: 5,
    changes: [{ from: 'loyalty', to: 'conversion', people: 1 }],
  });
  expect((await look(own.context, { holds: 'now' })).changed).toBe(0);
});

it('tells everybody once where lives are kept, and finds what telling all of them twice finds; what came since is no matter of the rule', async () => {
  await own.tell([buys(6, 2), ...comes(6, 1)]); // not kept yet
  const once = await counted();
  await own.context.records.run(
    sql`update phase_keeping set basis = 'another' where workspace_id = ${own.workspace.number}`,
  );
  const twice = await counted();
  expect([once.passes, twice.passes]).toEqual([1, 2]);
  expect(once.found).toEqual(twice.found);
});

it('ends when whoever asked leaves', async () => {
  const leaving = new AbortController();
  leaving.abort(new Error('gone'));
  await expect(look({ ...own.context, signal: leaving.signal })).rejects.toThrow(/gone|abort/);
});
