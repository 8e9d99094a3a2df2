import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scoped, sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
} from '../../../test/engines.ts';
import { loadingParts } from '../../../test/loading.ts';
import { alias, anonymousVisit, identify, visit } from '../../../test/received.ts';
import type { ReceivedEvent } from '../intake/index.ts';
import { type LoadingParts, loadEvents } from '../loading/index.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

/** The same engine, with each statement counted. */
function counted<T extends object>(real: T, said: () => void): T {
  return new Proxy(real, {
    get: (own, name) => {
      const held: unknown = Reflect.get(own, name, own);
      if (typeof held !== 'function') return held;
      if (name === 'transaction')
        return (work: (tx: Transaction) => unknown) =>
          held.call(own, (tx: Transaction) => work(counted(tx, said)));
      if (!['rows', 'row', 'run'].includes(String(name))) return held.bind(own);
      return (...given: unknown[]) => {
        said();
        return held.apply(own, given);
      };
    },
  });
}

const noon = Date.UTC(2026, 0, 15, 12);
const hour = 3_600_000;
const each = (people: number, events: (i: number) => ReceivedEvent[]): ReceivedEvent[] =>
  Array.from({ length: people }, (_, i) => events(i)).flat();

/** Known people, browsers nobody is known for, and browsers of one person each. */
const before = (people: number) =>
  each(people, (i) => [
    visit(`known-${i}`),
    visit(`chain-${i}`),
    anonymousVisit(`phone-${i}`),
    identify(`shared-${i}`, `first-${i}`, noon - 9 * hour),
    anonymousVisit(`shared-${i}`, noon),
  ]);

/** Phones turn out to be theirs, shared browsers had somebody else at them in between, and a chain is one person. */
const storm = (people: number) =>
  each(people, (i) => [
    identify(`phone-${i}`, `known-${i}`),
    identify(`shared-${i}`, `second-${i}`, noon - hour),
    alias(`chain-${i}`, `chain-${(i + 1) % people}`),
  ]);

async function statementsOf(workspace: TestWorkspace, people: number): Promise<number> {
  const parts: LoadingParts = loadingParts(engines);
  const load = (by: LoadingParts, batch: bigint, events: ReceivedEvent[]) =>
    loadEvents(by, { workspace: workspace.number, source: workspace.source, batch, events });
  await load(parts, 1n, before(people));
  let statements = 0;
  const said = () => {
    statements += 1;
  };
  const counting = {
    ...parts,
    records: counted(engines.records, said),
    warehouse: counted(engines.warehouse, said),
  };
  await load(counting, 2n, storm(people));
  return statements;
}

describe('a batch that changes who 60 people are', () => {
  it('takes as many statements as one that changes 2', async () => {
    const few = await statementsOf(await createTestWorkspace(engines), 2);
    const many = await statementsOf(await createTestWorkspace(engines), 60);
    expect(many).toBe(few);
  });

  it('leaves each event with whom it belongs to: the phone, both at the shared browser, one chain', async () => {
    const workspace = await createTestWorkspace(engines);
    await statementsOf(workspace, 60);
    const lives = await engines.warehouse.of(workspace.number).rows(sql<{ who: string; n: string }>`
      select arrayStringConcat(arraySort(groupUniqArray(replaceRegexpOne(
          concat(user_id, if(user_id = '', anonymous_id, '')), '-[0-9]+$', ''))), ' ') as who, count() as n
      from ${scoped('events_by_customer')}
      group by customer`);
    const kinds = Map.groupBy(lives, ({ who }) => who);
    expect(
      [...kinds]
        .map(([who, its]) => [who, its.length, its.reduce((sum, { n }) => sum + Number(n), 0)])
        .sort(),
    ).toEqual([
      ['chain', 1, 120], // 60 visits and 60 aliases
      ['first', 60, 60],
      ['known phone', 60, 180], // a visit, an identify, and the phone's visit
      ['second shared', 60, 120], // an identify at 11, and the visit at noon
    ]);
  });
});

describe('a workspace that is removed', () => {
  const loadedInto = (workspace: TestWorkspace) =>
    loadEvents(loadingParts(engines), {
      workspace: workspace.number,
      source: workspace.source,
      batch: 1n,
      events: before(3),
    });
  const peopleOf = async ({ number }: TestWorkspace) =>
    (await engines.records.rows(sql`select 1 from identities where workspace_id = ${number}`)).length;

  it('takes its people with it, one who is being written down too, and nobody else’s', async () => {
    const [gone, stays] = [await createTestWorkspace(engines), await createTestWorkspace(engines)];
    await Promise.all([loadedInto(gone), loadedInto(stays)]);
    const were = await peopleOf(stays);
    let removed: Promise<unknown> = Promise.resolve();
    await engines.records.transaction(async (tx) => {
      await tx.run(sql`select 1 from identity_holds where workspace_id = ${gone.number} for share`); // as every write under the lock
      removed = engines.records.run(sql`delete from workspaces where number = ${gone.number}`);
      await engines.records.run(sql`select pg_sleep(0.1)`); // it has begun
      await tx.run(sql`
        insert into identities (workspace_id, kind, external_id, customer)
        values (${gone.number}, 'user', 'at the last moment', 77)`);
    });
    await removed;
    expect(await peopleOf(gone)).toBe(0);
    expect(were).toBeGreaterThan(0);
    expect(await peopleOf(stays)).toBe(were);
  });
});
