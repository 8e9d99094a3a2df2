import { expect, it } from 'vitest';
import { known } from '#src/basics/estimate.ts';
import type { Waits } from './ask.ts';
import { differenceOf } from './difference.ts';
import { waitVerdict } from './words.ts';

/** So many, of whom some received the value on the first day; the others still wait on the second. */
const group = (value: string, reached: number, customers: number) => ({
  waits: { group: { kind: 'value' as const, value }, customers },
  rows: [
    { duration: 24, ended: true, weight: reached },
    { duration: 48, ended: false, weight: customers - reached },
  ],
});

const everyone: Waits = {
  group: { kind: 'all', value: null },
  customers: 600,
  reached: 300,
  waiting: 300,
  median: known({ days: 1, low: 1, high: 1 }),
  quarter: known({ days: 1, low: 1, high: 1 }),
  ever: known({ share: 0.5, low: 0.46, high: 0.54 }),
  within: [],
  steps: [],
};
const verdict = (groups: Parameters<typeof differenceOf>[0]) => waitVerdict(everyone, differenceOf(groups));

it('says nothing of a pair where the groups do not differ as a whole: p 0.056 of all, 0.0496 of the pair', () => {
  // One time. Of a and b 12 less and more than the 100 expected, variance 200⁴ ÷ (400² × 399) = 25.06: chi² 5.746,
  // p 0.0165, three pairs: 0.0496. Of all: 599 × 600 ÷ 300² × (12² + 12²) ÷ 200 = 5.750 on 2 degrees: e^−2.875 = 0.0564.
  const groups = [group('a', 112, 200), group('b', 88, 200), group('c', 100, 200)];
  const difference = differenceOf(groups);
  expect(difference).toMatchObject({ p: { value: expect.closeTo(0.0564, 4) }, differ: false });
  expect(difference?.pairs[0]?.correctedP).toEqual({ known: true, value: expect.closeTo(0.0496, 4) });
  expect(difference?.pairs.map(({ sooner }) => sooner)).toEqual(['cannot_say', 'cannot_say', 'cannot_say']);
  expect(verdict(groups).fr).toMatch(/Rien ne permet de dire que les groupes diffèrent\.$/);
});

it('says that the groups differ where no pair does by itself', () => {
  // One time. Ten groups of 100, five with 57 and five with 43: 999 × 1,000 ÷ 500² × 10 × 7² ÷ 100 = 19.58 on 9 degrees:
  // p 0.021. A pair of unlike ones: 7² ÷ (100⁴ ÷ (200² × 199)) = 3.90, p 0.048; 25 of 45 pairs are such: 0.048 × 45 ÷ 25 = 0.087.
  const groups = Array.from({ length: 10 }, (_, i) => group(`g${i}`, i < 5 ? 57 : 43, 100));
  const difference = differenceOf(groups);
  expect(difference).toMatchObject({ p: { value: expect.closeTo(0.021, 3) }, differ: true });
  expect(difference?.pairs.every(({ sooner }) => sooner === 'cannot_say')).toBe(true);
  expect(verdict(groups).fr).toMatch(
    /Les groupes diffèrent \(probablement pas un hasard\), sans qu’on puisse/,
  );
  expect(verdict(groups).en).toMatch(/The groups differ/);
});

it('names the sooner of a pair where both say so', () => {
  const groups = [group('slow', 60, 200), group('fast', 140, 200)];
  expect(verdict(groups).fr).toMatch(/« fast » reçoit la valeur plus tôt que « slow »/);
});

it('draws one person, and judges them neither against the others nor in the correction of the others', () => {
  const large = [group('slow', 60, 200), group('fast', 140, 200)];
  const first = { ...group('one', 1, 1), rows: [{ duration: 1, ended: true, weight: 1 }] };
  const difference = differenceOf([...large, first]);
  expect(difference).toEqual({
    ...differenceOf(large),
    tooSmall: [{ kind: 'value', value: 'one' }],
  });
  const said = verdict([...large, first]);
  expect(said.fr).toMatch(
    /« fast » reçoit la valeur plus tôt que « slow ».* « one » est tracé, mais trop petit/,
  );
  expect(said.en).toMatch(/“one” is drawn, but too small to be judged \(fewer than 5 people/);
  const alone = verdict([group('slow', 60, 200), first]);
  expect(alone.fr).toMatch(
    /On ne peut pas encore conclure sur ce qui sépare les groupes\. « one » est tracé/,
  );
  expect(alone.fr).not.toMatch(/hasard/);
});

it('judges from 5 expected to have received it on: 10 of 100 people share 50, not 49', () => {
  const held = (reached: number) => differenceOf([group('few', 9, 10), group('many', reached - 9, 90)]);
  expect(held(49)).toMatchObject({ groups: 1, pairs: [], tooSmall: [{ value: 'few' }] });
  expect(held(50)).toMatchObject({ groups: 2, pairs: [{ sooner: 'second' }], tooSmall: [] });
});

it('says periods as people do, not by their first day', () => {
  const groups = [group('2025-03-03', 60, 200), group('2025-04-07', 140, 200)].map((one) => ({
    ...one,
    waits: { ...one.waits, group: { ...one.waits.group, kind: 'period' as const } },
  }));
  const said = (period: 'day' | 'week' | 'month') => waitVerdict(everyone, differenceOf(groups), { period });
  expect(said('week').fr).toContain(
    'Le groupe de la semaine du 7 avril 2025 reçoit la valeur plus tôt que le groupe de la semaine du 3 mars 2025',
  );
  expect(said('month').fr).toContain('Le groupe d’avril 2025 reçoit');
  expect(said('day').fr).toContain('Le groupe du 7 avril 2025 reçoit');
  expect(said('month').en).toContain('The group of April 2025 receives');
});

it('tests by whole day, and says so, where groups and hours are very many: 60 groups over 2,000 hours', () => {
  const hourly = (count: number, by = 1) =>
    Array.from({ length: count }, (_, g) => ({
      waits: { group: { kind: 'value' as const, value: `g${g}` }, customers: 4_000 },
      rows: Array.from({ length: 2_000 }, (__, hour) => ({
        duration: by * Math.ceil((hour + 1) / by),
        ended: (hour + g) % 3 > 0,
        weight: 2,
      })),
    }));
  const many = differenceOf(hourly(60));
  expect(many).toMatchObject({ groups: 60, tooSmall: [], degreesOfFreedom: 59, times: 'days' });
  expect(many?.pairs).toHaveLength(66); // of 12 groups
  const byDay = differenceOf(hourly(60, 24));
  expect(byDay).toMatchObject({ times: 'hours' }); // few times as they are
  expect(many).toEqual({ ...byDay, times: 'days' });
  expect(differenceOf(hourly(50))).toMatchObject({ times: 'hours' });
});
