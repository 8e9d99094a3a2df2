import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workspace } from '#src/access/index.ts';
import { RetentionAsk } from '#src/insights/retention/index.ts';
import { asking, paperWorkspace } from '../../../test/asking.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import type { Arm } from './ask.ts';
import { compare } from './compare.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const day = 86_400_000;
const monday = Date.parse('2025-03-03T09:00:00Z');

/** A week's cohort: so many enter, the first of them return in the week after. */
const cohort = (week: number, first: number, size: number, returned: number): ToldEvent[] =>
  Array.from({ length: size }, (_, i) => [
    { customer: first + i, at: monday + week * 7 * day },
    ...(i < returned ? [{ customer: first + i, at: monday + (week + 1) * 7 * day }] : []),
  ]).flat();

const ask = RetentionAsk.parse({
  start: { event: 'visit' },
  return: { event: null },
  from: '2025-03-03',
  to: '2025-03-16',
  intervals: 1,
  asOf: '2025-06-01T00:00:00Z',
});

const weeks: Arm[] = [
  { kind: 'cohort', period: '2025-03-03' },
  { kind: 'cohort', period: '2025-03-10' },
];

async function told(workspace: Workspace, events: readonly ToldEvent[], arms = weeks) {
  await fill(engines.warehouse, workspace, events);
  return compare(asking(engines, workspace), { ask, arms });
}

describe('two cohorts', () => {
  it('finds 480 of 1,000 against 430 of 1,000 significant: z 2.245, p 0.025', async () => {
    const answer = await told(paperWorkspace(1), [...cohort(0, 1, 1000, 480), ...cohort(1, 2001, 1000, 430)]);
    const [pair] = answer.pairs;
    // z = 0.05 / sqrt(0.455 × 0.545 × 2 / 1000) = 0.05 / 0.02227 = 2.245
    expect(pair?.cells[0]?.z).toEqual({ known: true, value: expect.closeTo(2.245, 3) });
    expect(pair?.cells[0]?.correctedP).toEqual({ known: true, value: expect.closeTo(0.0248, 4) });
    expect(pair).toMatchObject({ verdict: 'different', overlap: 0 });
    expect(answer.verdict.fr).toContain('Différence significative');
    expect(answer.verdict.en).toContain('Significant difference');
  });

  it('cannot say between 24 of 50 and 21 of 50, and says how many more are needed', async () => {
    const answer = await told(paperWorkspace(2), [...cohort(0, 1, 50, 24), ...cohort(1, 101, 50, 21)]);
    const [cell] = answer.pairs[0]?.cells ?? [];
    // z = 0.06 / sqrt(0.45 × 0.55 × 2 / 50) = 0.603, two-sided p 0.5465
    expect(cell?.p).toEqual({ known: true, value: expect.closeTo(0.5465, 4) });
    expect(cell?.verdict).toBe('cannot_say');
    expect(cell?.stillNeeded).toBe((cell?.neededPerGroup ?? 0) - 50);
    expect(answer.verdict.fr).toContain('On ne peut pas encore conclure');
    expect(answer.verdict.fr).toMatch(/environ .* clients de plus/);
  });

  it('tests the whole curve: those who never came back again are lost at the first step', async () => {
    const answer = await told(paperWorkspace(3), [...cohort(0, 1, 60, 45), ...cohort(1, 101, 60, 15)]);
    // One step, 60 at risk in each group, 15 and 45 lost: expected 30 each,
    // variance 120²·… = 60·60·60·60 / (120²·119) = 7.563; (15 − 30)² / 7.563 = 29.75
    expect(answer.everyCurve).toMatchObject({ statistic: expect.closeTo(29.75, 2), degrees: 1 });
  });
});

describe('arms of other kinds', () => {
  const workspace = paperWorkspace(4);
  const events = [
    ...cohort(0, 1, 40, 30).map((event) => ({ ...event, properties: { channel: 'mail' } })),
    ...cohort(1, 101, 40, 10).map((event) => ({ ...event, properties: { channel: 'ad' } })),
  ];
  beforeAll(() => fill(engines.warehouse, workspace, events));

  it('compares values of the breakdown, ranges and the people of conditions alike', async () => {
    const context = asking(engines, workspace);
    const byValue = await compare(context, {
      ask: { ...ask, breakdown: { by: 'start_property', name: 'channel', top: 10 } },
      arms: [
        { kind: 'value', value: 'mail' },
        { kind: 'value', value: 'ad' },
      ],
    });
    const byRange = await compare(context, {
      ask,
      arms: [
        { kind: 'range', from: '2025-03-03', to: '2025-03-09' },
        { kind: 'range', from: '2025-03-10', to: '2025-03-16' },
      ],
    });
    for (const { arms, pairs } of [byValue, byRange]) {
      expect(arms.map(({ size, cells }) => [size, cells[1]?.returned])).toEqual([
        [40, 30],
        [40, 10],
      ]);
      expect(pairs[0]?.verdict).toBe('different');
    }
  });

  it('says when people are in both groups', async () => {
    const answer = await compare(asking(engines, workspace), {
      ask,
      arms: [
        { kind: 'range', from: '2025-03-03', to: '2025-03-16' },
        { kind: 'range', from: '2025-03-10', to: '2025-03-16' },
      ],
    });
    expect(answer.pairs[0]?.overlap).toBe(40);
    expect(answer.verdict.fr).toContain('40 personnes sont dans les deux groupes');
  });
});

it('refuses an event that never arrived, and names the near one', async () => {
  const workspace = paperWorkspace(6);
  await fill(engines.warehouse, workspace, cohort(0, 1, 2, 1));
  const misspelt = { ...ask, return: { event: 'visite', where: [] } };
  await expect(compare(asking(engines, workspace), { ask: misspelt, arms: weeks })).rejects.toThrow(
    /insights.unknown_event.*return.event.*“visit” is meant/s,
  );
});

it('weighs 10 customers at 20 % and 100 at 0 % to 1.8 % together, not to 10 %', async () => {
  const workspace = paperWorkspace(5);
  await fill(engines.warehouse, workspace, [...cohort(0, 1, 10, 2), ...cohort(1, 101, 100, 0)]);
  const { arms } = await compare(asking(engines, workspace), {
    ask,
    arms: [{ kind: 'range', from: '2025-03-03', to: '2025-03-16' }, ...weeks],
  });
  expect(arms[0]?.cells[1]?.share).toEqual({ known: true, value: expect.closeTo(2 / 110, 10) });
});
