import { describe, expect, it } from 'vitest';
import { dayOf, order, stands } from './lives.test-data.ts';
import { Seasons } from './seasons.ts';

describe('seasons', () => {
  const ski = { kind: 'discontinuous' as const, season: { from: '11-01', to: '02-28' } };
  const winters = (years: readonly number[]) =>
    years.map((year) => order(dayOf(`${year}-12-20`), `o${year}`));

  it('three winters running: in July out of season, not gone', () => {
    const told = { terms: ski, orders: winters([2022, 2023, 2024]), visits: null };
    expect(stands(dayOf('2025-07-14'), told)).toBe('loyalty/out_of_season');
    expect(stands(dayOf('2025-11-01'), told)).toBe('loyalty/awaited');
  });

  it('on 1 March of a missed winter: missed; on 28 February still awaited', () => {
    const told = { terms: ski, orders: winters([2022, 2023, 2024]), visits: null };
    expect(stands(dayOf('2026-02-28'), told)).toBe('loyalty/awaited');
    expect(stands(dayOf('2026-03-01'), told)).toBe('attrition/missed_season');
    expect(stands(dayOf('2026-07-14'), told)).toBe('attrition/missed_season');
    const back = { ...told, orders: winters([2022, 2023, 2024, 2026]) };
    expect(stands(dayOf('2026-12-21'), back)).toBe('loyalty/watch');
  });

  it('the end of February is its last day in leap years too', () => {
    const seasons = new Seasons(ski.season);
    expect(seasons.at(dayOf('2024-02-29')).last).toBe(dayOf('2024-02-29'));
    expect(seasons.at(dayOf('2025-03-01')).last).toBe(dayOf('2025-02-28'));
  });
});
