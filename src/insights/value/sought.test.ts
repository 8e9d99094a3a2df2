import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { fixedRandom } from '#src/maths/testing/index.ts';
import { asking, paperWorkspace, run } from '../../../test/asking.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { operations, type Sought, type SoughtPeople } from './index.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const minute = 60_000;
const at = (text: string): number => Date.parse(text);
const told = (customer: number, when: string, event: string): ToldEvent => ({
  customer,
  at: at(when),
  event,
});
const question = {
  search: [{ event: 'browse' }],
  value: [{ event: 'play' }],
  period: 'week',
  from: '2025-03-03',
  to: '2025-03-16',
  asOf: '2025-03-14T12:00:00Z',
};

async function filled(number: number, events: readonly ToldEvent[]): Promise<Context> {
  const workspace = paperWorkspace(number);
  await fill(engines.warehouse, workspace, events);
  return asking(engines, workspace);
}

it('counts five minutes of browsing without a play as sought and not found', async () => {
  const context = await filled(1, [
    told(1, '2025-03-04T10:00:00Z', 'browse'),
    told(1, '2025-03-04T10:05:00Z', 'browse'),
    told(2, '2025-03-04T10:00:00Z', 'browse'),
    told(2, '2025-03-04T10:20:00Z', 'scroll'), // bridges 35 minutes
    told(2, '2025-03-04T10:35:00Z', 'play'),
    told(3, '2025-03-05T10:00:00Z', 'browse'),
    told(3, '2025-03-05T10:30:00Z', 'play'), // exactly 30 minutes of silence: another stretch
    told(4, '2025-03-05T10:00:00Z', 'play'), // sought nothing
    told(5, '2025-03-14T11:45:00Z', 'browse'), // may still find
    told(1, '2025-03-11T10:00:00Z', 'play'),
    told(1, '2025-03-11T10:00:00Z', 'browse'), // the same millisecond, the same stretch
    told(6, '2025-03-02T22:50:00Z', 'scroll'), // 23:50 on Sunday: the stretch belongs to the week before
    told(6, '2025-03-02T23:10:00Z', 'browse'),
  ]);
  const answer = await run<Sought>(operations, context, 'value.sought', question);
  expect(answer.rows).toMatchObject([
    {
      period: '2025-03-03',
      state: 'complete',
      sought: 3,
      found: 1,
      notFound: 2,
      open: 0,
      people: 3,
      peopleNotFound: 2,
    },
    {
      period: '2025-03-10',
      state: 'running',
      sought: 2,
      found: 1,
      notFound: 0,
      open: 1,
      people: 2,
      peopleNotFound: 0,
    },
  ]);
  expect(answer.all).toMatchObject({
    sought: 5,
    people: 4,
    peopleEnded: 3, // 5 sought once, and may still find
    peopleNotFound: 2,
    share: { known: true, value: 0.5 },
    peopleShare: { known: true, value: 2 / 3 },
  });
  expect(answer.verdict.en).toContain('2 people of 3 had at least one');
  const people = await run<SoughtPeople>(operations, context, 'value.sought-people', {
    ask: question,
    period: null,
  });
  expect(people).toMatchObject({
    total: 2,
    people: [
      {
        customer: 1,
        earlier: 1,
        later: 0,
        trend: [
          { period: '2025-03-03', sought: 1, notFound: 1 },
          { period: '2025-03-10', sought: 1, found: 1 },
        ],
      },
      { customer: 3, earlier: 1, later: 0, trend: [{ period: '2025-03-03', sought: 1, notFound: 1 }] },
    ],
  });
});

it('needs to know what value is', async () => {
  await expect(
    run(operations, asking(engines, paperWorkspace(1)), 'value.sought', { ...question, value: [] }),
  ).rejects.toThrow(/value.no_default/);
});

it('equals a count by hand over two random weeks, and its lists equal its numbers', async () => {
  const chance = fixedRandom(7);
  const begin = at('2025-03-01T00:00:00Z');
  const events = Array.from(
    { length: 900 },
    (_, i): ToldEvent => ({
      customer: 1 + Math.floor(chance() * 6),
      at: begin + Math.floor(chance() * 15 * 24 * 4) * 15 * minute, // often exactly one gap apart
      event: ['browse', 'play', 'scroll', 'scroll'][Math.floor(chance() * 4)] ?? '',
      id: `r${i}`,
    }),
  );
  const context = await filled(2, events);
  const answer = await run<Sought>(operations, context, 'value.sought', question);
  const stretches = byHand(events, 30 * minute, at(question.asOf));
  for (const [i, row] of answer.rows.entries()) {
    const own = stretches.filter(({ day }) => Math.floor((day - 20_150) / 7) === i); // 2025-03-03 is day 20,150
    expect(row).toMatchObject(countedByHand(own));
    for (const which of ['sought', 'ended', 'not_found', 'open'] as const) {
      const { total, people } = await run<SoughtPeople>(operations, context, 'value.sought-people', {
        ask: question,
        period: row.period,
        which,
      });
      expect(people).toHaveLength(total);
      const told = {
        sought: row.people,
        ended: row.peopleEnded,
        not_found: row.peopleNotFound,
        open: row.peopleOpen,
      };
      expect(total).toBe(told[which]);
    }
  }
});

interface Stretch {
  readonly customer: number;
  readonly day: number;
  readonly found: boolean;
  readonly open: boolean;
}

/** One person after the other, one event after the other; Paris is an hour before UTC in all of it. */
function byHand(events: readonly ToldEvent[], gap: number, asOf: number): Stretch[] {
  const runs = [
    ...Map.groupBy(
      events.filter((event) => event.at < asOf),
      ({ customer }) => customer,
    ),
  ].flatMap(([customer, own]) => {
    const stretches: ToldEvent[][] = [];
    for (const event of own.toSorted((a, b) => a.at - b.at)) {
      const last = stretches.at(-1);
      if (last === undefined || event.at - (last.at(-1)?.at ?? 0) >= gap) stretches.push([event]);
      else last.push(event);
    }
    return stretches.map((stretch) => ({ customer, stretch }));
  });
  return runs
    .filter(({ stretch }) => stretch.some(({ event }) => event === 'browse'))
    .map(({ customer, stretch }) => {
      const found = stretch.some(({ event }) => event === 'play');
      return {
        customer,
        day: Math.floor(((stretch[0]?.at ?? 0) + 60 * minute) / 86_400_000),
        found,
        open: !found && asOf - (stretch.at(-1)?.at ?? 0) < gap,
      };
    });
}

const countedByHand = (own: readonly Stretch[]) => {
  const failed = own.filter(({ found, open }) => !found && !open);
  return {
    sought: own.length,
    found: own.filter(({ found }) => found).length,
    notFound: failed.length,
    people: new Set(own.map(({ customer }) => customer)).size,
    peopleEnded: new Set(own.filter(({ open }) => !open).map(({ customer }) => customer)).size,
    peopleNotFound: new Set(failed.map(({ customer }) => customer)).size,
  };
};
