import { say } from '#src/customers/wording/index.ts';
import { comparable, sharesBy } from '#src/insights/comparable/index.ts';
import { SeasonsAsk, type SeasonWhich } from './ask.ts';
import { judgedSeason } from './attendance.ts';
import { expectedYear, type PeopleWhich, readingOf, stands, whoCame } from './reading.ts';
import { definition } from './words.ts';

/** Of those of a season, those who came back in the next one that is over: the latest seasons, the last one first. */
export const comparableSeasons = comparable({
  of: 'seasons.returns',
  ask: SeasonsAsk,
  ranged: false,
  measure: async (context, ask) => {
    const { frame, found } = await readingOf(context, ask);
    if (found === null) return { unit: frame.unit, shares: [], definition: definition(null) };
    const { rule, today, groups } = found;
    const judged = judgedSeason(rule.season, today);
    const last = judged.last < today ? judged.year : judged.year - 1;
    const expected = expectedYear(rule.season, today);
    const count = (which: SeasonWhich) =>
      groups.reduce((sum, group) => sum + (stands(group, which, { expected }) ? group.people : 0), 0);
    const share = sharesBy('seasons.people', (people: PeopleWhich) => whoCame(context, people));
    const shares = Array.from({ length: ask.seasons }, (_, back) => last - back).map((year, back) => {
      const part = (name: 'returned' | 'eligible'): SeasonWhich => ({ kind: 'season', year, part: name });
      return share({
        key: `season_${year}`,
        name: say(`revenu à la saison ${year}`, `back in the season of ${year}`),
        place: { at: -back, date: null },
        hits: count(part('returned')),
        total: count(part('eligible')),
        hitsAsk: { ask, which: part('returned') },
        totalAsk: { ask, which: part('eligible') },
      });
    });
    return {
      unit: frame.unit,
      shares,
      definition: definition({ ...rule.season, declared: rule.declared, held: null }),
    };
  },
});
