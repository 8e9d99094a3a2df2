import type { Counted } from '#src/customers/value/index.ts';
import type { ToldEvent } from '../../../test/filling.ts';
import { beginOf, dateIn, type Where } from './recomputed.ts';

/**
 * The events by which one unit received value, told one after the other from the definition in docs/methods/value.md.
 *
 * @param own what the unit did and the definition counts, in order; numbers are whole cents
 */
export function received(
  own: readonly ToldEvent[],
  { rule, period }: Pick<Counted, 'rule' | 'period'>,
  { timezone, weekStart }: Pick<Where, 'timezone' | 'weekStart'>,
): ToldEvent[] {
  if (rule.kind === 'times' && rule.times === 1) return [...own];
  const periods = Map.groupBy(own, ({ at }) => beginOf(dateIn(timezone, at), period, weekStart));
  return [...periods.values()].flatMap((events) => {
    const enough = events.map((_, last) => {
      const soFar = events.slice(0, last + 1);
      if (rule.kind === 'times') return soFar.length >= rule.times;
      const cents = soFar.reduce(
        (sum, { properties }) => sum + Math.round(Number(properties?.[rule.property] ?? 0) * 100),
        0,
      );
      return cents >= rule.quantity * 100;
    });
    const at = events.findIndex((_, n) => enough.slice(n).every((one) => one));
    return at < 0 ? [] : events.slice(at, at + 1);
  });
}
