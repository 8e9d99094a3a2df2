import { describe, expect, it } from 'vitest';
import { defaultRule, type Facts, lifeOf, noFacts, PhaseRule, plainTerms } from './index.ts';
import { days, every, law, noon, order, start } from './lives.test-data.ts';

describe('a change of rule', () => {
  const lenient = PhaseRule.parse({ regularity: { visits: 1, days: 7, periods: 3, of: 13 } });
  const facts: Facts = {
    ...noFacts,
    orders: [order(start)],
    visits: every(28, start, start + 196).map(noon),
  };
  const both = (asOf: number) =>
    lifeOf({
      facts,
      terms: plainTerms,
      eras: [
        { from: Number.NEGATIVE_INFINITY, version: 1, rule: defaultRule, law, reason: 'rule_adopted' },
        { from: noon(start + 150), version: 2, rule: lenient, law, reason: 'rule_adopted' },
      ],
      days,
      asOf,
    });

  it('leaves the past as it was judged, and names the rule of each move', () => {
    expect(
      both(noon(start + 160)).moves.map(({ phase, status, rule, reason }) => [phase, status, rule, reason]),
    ).toEqual([
      ['conversion', 'none', 1, 'purchase'],
      ['conversion', 'watch', 1, 'irregular'],
      ['loyalty', 'none', 2, 'rule_adopted'],
    ]);
  });

  it('told again tells the same', () => {
    expect(both(noon(start + 160))).toEqual(both(noon(start + 160)));
  });
});

describe('a rule that holds from now on', () => {
  const lived = (rules: readonly (readonly [number, PhaseRule])[], facts: Partial<Facts>) =>
    lifeOf({
      facts: { ...noFacts, visits: null, ...facts },
      terms: plainTerms,
      eras: rules.map(([from, rule], version) => ({ from, version, rule, law, reason: 'rule_adopted' })),
      days,
      asOf: noon(start + 90),
    });
  const always = Number.NEGATIVE_INFINITY;

  it('leaves money paid back before as it was judged: 10 days of grace instead of 30', () => {
    const strict = PhaseRule.parse({ refundDays: 10 });
    const facts = { orders: [order(start)], refunds: [{ at: noon(start + 19), id: 'o1', amount: null }] };
    const before = lived([[always, defaultRule]], facts);
    expect(before.moves.map(({ reason }) => reason)).toEqual(['purchase', 'refunded']);
    const after = lived(
      [
        [always, defaultRule],
        [noon(start + 60), strict],
      ],
      facts,
    );
    expect(after.moves).toEqual(before.moves);
    const then = lived(
      [
        [always, defaultRule],
        [noon(start + 15), strict],
      ],
      facts,
    );
    expect(then.moves.map(({ reason }) => reason)).toEqual(['purchase']);
  });

  it('leaves a cart as it was judged: given up after 2 h, not after 24', () => {
    const patient = PhaseRule.parse({ cartHours: 24 });
    const facts = { carts: [noon(start), noon(start + 70)] };
    const told = lived(
      [
        [always, defaultRule],
        [noon(start + 60), patient],
      ],
      facts,
    );
    expect(told.moves).toMatchObject([{ at: noon(start) + 2 * 3_600_000, facts: { hours: 2 } }]);
    expect(told.moves).toHaveLength(1); // given up once more changes nothing
  });
});
