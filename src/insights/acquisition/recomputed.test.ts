import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventAsked, planOf } from '#src/insights/testing/index.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import type { ToldEvent } from '../../../test/filling.ts';
import { ByHand, onAllPages, passes } from '../value/by-hand.test-data.ts';
import { askFor, historiesFrom, questionsEach, stored } from '../value/histories.test-data.ts';
import { AcquisitionPeopleAsk, type Naming, TableAsk } from './ask.ts';
import { peopleOf } from './people.ts';
import { tableOf } from './table.ts';

/** One statement, and a recount one person after the other, must tell the same of every campaign and channel. */
let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const namings: readonly Naming[] = [
  { by: 'start_property', name: 'channel' },
  { by: 'trait', name: 'plan' },
  { by: 'first_property', match: { event: null, where: [] }, name: 'channel' },
];

const wishes = fc.record({
  start: fc.constantFrom(
    { event: 'visit', where: [] },
    { event: null, where: [] },
    { event: 'order', where: [{ property: 'amount', how: 'greater' as const, values: [5] }] },
  ),
  campaign: fc.constantFrom(...namings),
  channel: fc.constantFrom(null, ...namings),
  stay: fc.constantFrom(
    { match: { event: null, where: [] }, from: 1, to: 20 },
    { match: { event: 'visit', where: [] }, from: 5, to: 5 },
    { match: { event: 'order', where: [] }, from: 2, to: 12 },
  ),
  mismatch: fc.constantFrom({ days: 4, match: null }, { days: 3, match: { event: 'look', where: [] } }),
  value: fc.constantFrom(null, { match: { event: 'order', where: [] }, property: 'amount' }),
});

interface Life {
  readonly began: string;
  readonly names: { readonly campaign: string; readonly channel: string };
  readonly own: readonly ToldEvent[];
}

/** Everybody who began in the range, from the definitions alone. */
function livesOf(hand: ByHand, ask: TableAsk): Map<string, Life> {
  const lives = new Map<string, Life>();
  for (const [unit, own] of hand.byUnit) {
    const first = own.find(passes(ask.start));
    if (first === undefined) continue;
    const began = hand.dateOf(first.at);
    if (began < ask.from || began > ask.to) continue;
    const nameBy = (naming: Naming | null): string => {
      if (naming === null) return '';
      if (naming.by === 'trait') return planOf(unit);
      if (naming.by === 'start_property') return String(first.properties?.channel ?? '');
      const bearing = own.find(({ at, properties }) => at <= first.at && properties?.channel !== undefined);
      return String(bearing?.properties?.channel ?? '');
    };
    lives.set(unit, {
      began,
      names: { campaign: nameBy(ask.campaign), channel: nameBy(ask.channel) },
      own,
    });
  }
  return lives;
}

/** What somebody's life says of the question. */
function judged(hand: ByHand, ask: TableAsk, { began, own }: Life) {
  const today = hand.dateOf(hand.asOf);
  const plus = (days: number) => hand.plus(began, days, 'day');
  const within = (from: number, to: number) =>
    own.filter(({ at }) => hand.dateOf(at) >= plus(from) && hand.dateOf(at) <= plus(to));
  const { stay, mismatch, value } = ask;
  const over = plus(stay.to) < today;
  const paid =
    value === null
      ? []
      : within(0, stay.to).filter(
          (told) => passes(value.match)(told) && told.properties?.amount !== undefined,
        );
  return {
    over,
    stayed: over && within(stay.from, stay.to).some(passes(eventAsked(stay.match))),
    cents: over
      ? paid.reduce((sum, { properties }) => sum + Math.round(Number(properties?.amount) * 100), 0)
      : 0,
    paying: over && paid.length > 0,
    mismatchOver: mismatch.match === null ? over : plus(mismatch.days) < today,
    mismatched:
      mismatch.match === null
        ? over && !within(mismatch.days, stay.to).some(passes(eventAsked(stay.match)))
        : plus(mismatch.days) < today && within(0, mismatch.days).some(passes(mismatch.match)),
  };
}

const histories = historiesFrom(2, 911);
let counted = 0;
let listed = 0;
/** The people of every second row are listed; of each row with PERDURE_LONG. */
const everyList = process.env.PERDURE_LONG === '1';

it.each(histories)(
  'tells what a recount tells: history $seed in $zone',
  { timeout: 300_000 },
  async ({ place, history, seed }) => {
    const told = await stored(engines, place, history, async (context) =>
      tableOf(
        context,
        TableAsk.parse({
          start: { event: null },
          from: '2010-01-01',
          to: '2025-06-30',
          campaign: namings[1],
        }),
      ),
    );
    const asks = fc.sample(fc.tuple(askFor(told), wishes), { seed: 704 + seed, numRuns: questionsEach });
    for (const [n, [early, wish]] of asks.entries()) {
      // They begin early, and two questions of three look late enough, for most to be judged.
      const asOf = new Date(Date.parse(early.asOf) + (n % 3 === 0 ? 0 : 25 * 86_400_000)).toISOString();
      const common = {
        ...early,
        asOf,
        from: new Date(told.centre - 45 * 86_400_000).toISOString().slice(0, 10),
      };
      const { period: _period, activeBy: _active, ...frame } = common;
      const by = wish.channel === null ? 'campaign' : 'both';
      const ask = TableAsk.parse({ ...frame, ...wish, by });
      const hand = new ByHand(told, common);
      const lives = livesOf(hand, ask);
      const about = JSON.stringify(ask);
      const answer = await tableOf(told.context, ask);
      const groups = Map.groupBy(lives.entries(), ([, { names }]) => `${names.campaign}/${names.channel}`);
      expect(
        answer.rows.map((row) => `${row.campaign?.value ?? ''}/${row.channel?.value ?? ''}`).sort(),
        about,
      ).toEqual([...groups.keys()].sort());
      for (const [r, row] of answer.rows.entries()) {
        const members = groups.get(`${row.campaign?.value ?? ''}/${row.channel?.value ?? ''}`) ?? [];
        const found = members.map(([unit, life]) => ({ unit, ...judged(hand, ask, life) }));
        const units = (test: (one: (typeof found)[number]) => boolean) =>
          found
            .filter(test)
            .map(({ unit }) => unit)
            .sort();
        const stayed = units((one) => one.stayed);
        counted += units(({ over }) => over).length;
        expect(row, about).toMatchObject({
          customers: members.length,
          stayed: { hits: stayed.length, total: units(({ over }) => over).length },
          open: units(({ over }) => !over).length,
          mismatch: {
            hits: units(({ mismatched }) => mismatched).length,
            total: units(({ mismatchOver }) => mismatchOver).length,
          },
        });
        if (row.value !== null) {
          expect(row.value.paying, about).toBe(units(({ paying }) => paying).length);
          expect(row.value.total, about).toEqual({
            known: true,
            value: found.reduce((sum, { cents }) => sum + cents, 0),
          });
        }
        if (!everyList && r % 2 !== n % 2) continue;
        listed += stayed.length;
        const page = await onAllPages((cursor) =>
          peopleOf(
            told.context,
            AcquisitionPeopleAsk.parse({
              ask: wish.channel === null ? { ...ask, channel: null } : ask,
              campaign: row.campaign ?? {},
              channel: row.channel ?? {},
              which: 'stayed',
              limit: 2,
              ...(cursor === undefined ? {} : { cursor }),
            }),
          ),
        );
        expect(page.units, about).toEqual(stayed);
      }
    }
  },
);

it('had somebody to count and to list', () => {
  expect(counted).toBeGreaterThan(5);
  expect(listed).toBeGreaterThan(2);
});
