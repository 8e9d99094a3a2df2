import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { type ApartAnswer, operations as survival } from '#src/insights/survival/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace } from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import { type ImportBed, openImportBed, sharedFile } from '../../../test/imports/bed.ts';

let bed: ImportBed;
beforeAll(async () => {
  bed = await openImportBed();
});
afterAll(() => bed?.close());

const day = 86_400_000;
const telco = sharedFile('telco/Telco-Customer-Churn.csv');
if (telco === undefined) console.log('Telco as contracts: 2 checks skipped, no data set');

describe.skipIf(telco === undefined)(
  'IBM Telco, each customer a contract of as many months as they stayed',
  () => {
    let context: Context;
    let asOf: string;
    let people: { id: string; gender: string; contract: string }[];

    beforeAll(async () => {
      const workspace = await createTestWorkspace(bed.engines);
      context = asking(bed.engines, workspace);
      const [head = '', ...lines] = readFileSync(telco ?? '', 'utf8')
        .trim()
        .split(/\r?\n/);
      const at = (name: string) => head.split(',').indexOf(name);
      const now = bed.engines.clock.now();
      const told = lines.map((line) => {
        const cells = line.split(',');
        const cell = (name: string) => cells[at(name)] ?? '';
        return {
          id: cell('customerID'),
          gender: cell('gender'),
          contract: cell('Contract'),
          months: Number(cell('tenure')),
          left: cell('Churn') === 'Yes',
        };
      });
      people = told.map(({ id, gender, contract }) => ({ id, gender, contract }));
      // Months of 30 days; whoever left did so two days ago, so that the end is no renewal that is still to come.
      const rows = told.map(({ id, contract, months, left }) => {
        const end = left ? now - 2 * day : now;
        const start = new Date(end - months * 30 * day).toISOString();
        return [`c-${id}`, id, contract, start, left ? new Date(end).toISOString() : ''].join(',');
      });
      const file = await bed.file('telco.csv', ['contract,customer,offer,start,end', ...rows].join('\n'));
      const ended = await bed.run(workspace, file, { as: 'subscriptions', currency: 'USD' });
      expect(ended).toMatchObject({ state: 'done', stored: 7043, rejected: 0 });
      bed.engines.clock.advance(3_600_000); // what is recorded now is known a moment later
      asOf = new Date(bed.engines.clock.now()).toISOString();
      await bed.engines.records.run(sql`
      insert into identities (workspace_id, kind, external_id, customer)
      select ${workspace.number}::integer, 'user', id, place
      from unnest(${people.map(({ id }) => id)}::text[]) with ordinality as told (id, place)
      on conflict do nothing`);
      await fill(
        bed.engines.warehouse,
        workspace,
        people.map(({ gender }, i) => ({
          customer: i + 1,
          at: now - day,
          type: 'identify' as const,
          traits: { gender },
        })),
      );
    }, 120_000);

    it('tells contract types apart by a log-rank χ² of 2352.9', async () => {
      const { groups, difference, pairs, verdict, several } = await run<ApartAnswer>(
        survival,
        context,
        'survival.apart',
        { asOf, by: 'offer' },
      );
      expect(groups.map(({ value, contracts, ended }) => [value, contracts, ended])).toEqual([
        ['Month-to-month', 3875, 1655],
        ['Two year', 1695, 48],
        ['One year', 1473, 166],
      ]);
      expect(difference).toMatchObject({ degreesOfFreedom: 2, verdict: 'different', tooSmall: [] });
      expect(difference.chiSquare.known && difference.chiSquare.value).toBeCloseTo(2352.9, 1);
      expect(pairs.every(({ correctedP }) => correctedP.known && correctedP.value < 0.001)).toBe(true);
      expect(several).toBe(0);
      expect(verdict.en).toContain('Longest: Two year (2.8% ended); shortest: Month-to-month (43%)');
    });

    it('does not tell women from men: 0.53, p 0.47', async () => {
      const { groups, difference, verdict } = await run<ApartAnswer>(survival, context, 'survival.apart', {
        asOf,
        unit: 'customer',
        by: { trait: 'gender' },
      });
      expect(groups.map(({ value, contracts }) => [value, contracts])).toEqual([
        ['Male', 3555],
        ['Female', 3488],
      ]);
      const { chiSquare, p } = difference;
      expect(chiSquare.known && chiSquare.value).toBeCloseTo(0.53, 2);
      expect(p.known && p.value).toBeCloseTo(0.47, 2);
      expect(verdict.en).toBe(
        'Groups by “gender” do not clearly differ in how long contracts last (χ² = 0.53, p = 0.47).',
      );
    });
  },
);
