import { say } from '#src/customers/wording/index.ts';
import { comparable, sharesBy } from '#src/insights/comparable/index.ts';
import { signupSeasons } from './answer.ts';
import { SignupSeasonsAsk } from './ask.ts';
import { type PeopleWhich, whoSignedUp } from './reading.ts';

/** Of those who signed up in a season and whose days are over, those active at the day that is compared. */
export const comparableSignups = comparable({
  of: 'signup-seasons.cohorts',
  ask: SignupSeasonsAsk,
  measure: async (context, ask) => {
    const { seasons, unit, definition } = await signupSeasons(context, ask);
    const share = sharesBy('signup-seasons.people', (people: PeopleWhich) => whoSignedUp(context, people));
    const shares = seasons.flatMap(({ name, points }, season) => {
      const point = points.find(({ day }) => day === ask.at);
      if (point === undefined) return [];
      const behind = { ask, season, year: null, day: null };
      return [
        share({
          key: `season_${season}`,
          name: say(
            `inscrits de « ${name.fr} » encore actifs à ${ask.at} jours`,
            `sign-ups of “${name.en}” still active at ${ask.at} days`,
          ),
          hits: point.returned,
          total: point.eligible,
          hitsAsk: { ...behind, which: 'returned' },
          totalAsk: { ...behind, which: 'eligible' },
        }),
      ];
    });
    return { unit, shares, definition };
  },
});
