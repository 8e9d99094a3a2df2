import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { createTestWorkspace, openTestEngines, type TestEngines, testNow } from '../../../test/engines.ts';
import { heldContracts, reignsOf } from './index.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines?.close());

const dayMs = 86_400_000;
const at = (day: number) => testNow + day * dayMs;

it('what somebody had over time is told by the versions that hold when, as by reigns, whatever is recorded', async () => {
  const day = fc.integer({ min: 0, max: 12 });
  const version = fc.record({
    contract: fc.constantFrom('a', 'b'),
    starts: day,
    ends: fc.option(day),
    effective: day,
    recorded: day,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(version, { minLength: 1, maxLength: 8 }), day, async (told, asOf) => {
      const { number } = await createTestWorkspace(engines);
      const versions = told.map((one, place) => ({ ...one, version: place + 1 }));
      for (const { contract, starts, ends, effective, recorded, ...one } of versions)
        await engines.records.run(sql`
          insert into contracts (workspace_id, contract, version, holder_kind, holder, offer, starts_at, ends_at, currency, effective_at,
            recorded_at)
          values (${number}, ${contract}, ${one.version}, 'account', 'acme', ${`of version ${one.version}`}, ${new Date(at(starts))},
            ${ends === null ? null : new Date(at(ends))}::timestamptz, 'EUR', ${new Date(at(effective))}, ${new Date(at(recorded))})`);
      const rows = await engines.records.rows(
        sql<{ offer: string; begins: string; ends: string | null }>`
          select offer, begins, ends
          from ${heldContracts(number, { unit: 'account', asOf: at(asOf) })} as held
          order by offer`,
      );
      const known = versions.filter(({ recorded }) => recorded < asOf);
      const had = [...Map.groupBy(known, ({ contract }) => contract).values()].flatMap((own) =>
        reignsOf(own.map(({ ends, ...one }) => ({ ...one, end: ends }))).map(
          ({ terms, since, until }, place) => ({
            offer: `of version ${terms.version}`,
            begins: place === 0 ? terms.starts : Math.max(since, terms.starts),
            ends: Math.min(until, terms.end ?? Number.POSITIVE_INFINITY),
          }),
        ),
      );
      const expected = had
        .filter(({ begins, ends }) => begins < ends)
        .map(({ ends, ...one }) => ({ ...one, ends: ends === Number.POSITIVE_INFINITY ? null : ends }))
        .sort((a, b) => (a.offer < b.offer ? -1 : 1));
      const dayOf = (text: string) => (Date.parse(text) - testNow) / dayMs;
      expect(
        rows.map(({ offer, begins, ends }) => ({
          offer,
          begins: dayOf(begins),
          ends: ends === null ? null : dayOf(ends),
        })),
      ).toEqual(expected);
    }),
    { seed: 7, numRuns: 60 },
  );
});
