import { describe, expect, it } from 'vitest';
import { judged } from './promise.ts';

describe('what becomes of a promise', () => {
  const terms = {
    madeOn: '2026-01-01',
    dueOn: '2026-01-16',
    promised: null,
    unit: '',
    keptOn: null,
    actual: null,
  };

  it('promised in 15 days and delivered in 7 has a surplus of 8 days: 53 %', () => {
    const found = judged({ ...terms, keptOn: '2026-01-08' }, '2026-01-20');
    expect(found).toMatchObject({ outcome: 'exceeded', promisedDays: 15, surplusDays: 8 });
    expect(found.surplusShare).toBeCloseTo(8 / 15, 12);
    expect(found.words.fr).toBe('Tenue au-delà : 8 jours d’avance');
  });

  it('is kept on the day, missed the day after; open on the day, overdue the day after', () => {
    const outcome = (keptOn: string | null, today: string) => judged({ ...terms, keptOn }, today).outcome;
    expect(outcome('2026-01-15', '2026-02-01')).toBe('exceeded');
    expect(outcome('2026-01-16', '2026-02-01')).toBe('kept');
    expect(outcome('2026-01-17', '2026-02-01')).toBe('missed');
    expect(outcome(null, '2026-01-16')).toBe('open');
    expect(outcome(null, '2026-01-17')).toBe('overdue');
    expect(judged(terms, '2026-01-19')).toMatchObject({ surplusDays: -3, surplusShare: -3 / 15 });
  });

  it('holds a quantity against what came: 12 of 10 is 20 % more, 9 is missed, in full but late is missed too', () => {
    const quantity = { ...terms, promised: 10, unit: 'leads', keptOn: '2026-01-16' };
    expect(judged({ ...quantity, actual: 12 }, '2026-02-01')).toMatchObject({
      outcome: 'exceeded',
      surplus: 2,
      surplusShare: 0.2,
    });
    expect(judged({ ...quantity, actual: 10 }, '2026-02-01').outcome).toBe('kept');
    expect(judged({ ...quantity, actual: 9 }, '2026-02-01').words.en).toBe('Missed: 1 leads less');
    expect(judged({ ...quantity, actual: 12, keptOn: '2026-01-17' }, '2026-02-01').outcome).toBe('missed');
  });

  it('counts days of the calendar over a night of 23 hours', () => {
    const spring = { ...terms, madeOn: '2026-03-28', dueOn: '2026-04-12', keptOn: '2026-04-04' };
    expect(judged(spring, '2026-05-01')).toMatchObject({ promisedDays: 15, surplusDays: 8 });
  });
});
