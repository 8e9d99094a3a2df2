import { expect, it } from 'vitest';
import { spellsOf, type Term, turnoverOf } from './spells.ts';

const at = (text: string) => Date.parse(`${text}T00:00:00Z`);
const asOf = at('2025-06-01');
const term = (holder: string, from: string, to: string | null): Term => ({
  holder,
  offer: 'monthly',
  startsAt: at(from),
  endsAt: to === null ? null : at(to),
});

it('takes renewals within a day as one contract, and two days as an end', () => {
  expect(
    spellsOf([term('a', '2025-01-01', '2025-01-31'), term('a', '2025-02-01', '2025-02-28')], asOf),
  ).toHaveLength(1);
  expect(
    spellsOf([term('a', '2025-01-01', '2025-01-31'), term('a', '2025-02-02', '2025-02-28')], asOf),
  ).toHaveLength(2);
});

it('holds an end that is only foreseen, or may still be renewed, for no end', () => {
  const [foreseen] = spellsOf([term('a', '2025-01-01', '2025-12-31')], asOf);
  const [yesterday] = spellsOf([term('a', '2025-01-01', '2025-05-31')], asOf - 1);
  const [over] = spellsOf([term('a', '2025-01-01', '2025-05-31')], asOf);
  expect([foreseen?.endedAt, yesterday?.endedAt, over?.endedAt]).toEqual([null, null, at('2025-05-31')]);
});

it('counts 100 at the start, 5 ended and 2 returned: gross churn 5 %, net 3 %', () => {
  const holders = Array.from({ length: 100 }, (_, i) => `h${i}`);
  const terms = holders.map((holder, i) => term(holder, '2025-01-01', i < 5 ? '2025-04-10' : null));
  const back = ['h0', 'h1'].map((holder) => term(holder, '2025-04-20', null));
  const april = turnoverOf(spellsOf([...terms, ...back], asOf), at('2025-04-01'), at('2025-05-01'));
  expect(april).toEqual({ atStart: 100, ended: 5, returned: 2, joined: 0 });
  expect(april.ended / april.atStart).toBe(0.05);
  expect((april.ended - april.returned) / april.atStart).toBe(0.03);
});
