import { dateText } from '#src/customers/calendar/index.ts';
import { say } from '#src/customers/wording/index.ts';
import { comparable, sharesBy, whichPeriod } from '#src/insights/comparable/index.ts';
import { ContractsAsk } from './ask.ts';
import { countsOf } from './counting.ts';
import { holdersOf, type PeopleWhich, readingOf, whoHeld } from './reading.ts';
import { definition } from './words.ts';

/** So many periods are compared: each is a test of its own. */
const mostCompared = 12;

/** Of those under contract at the start of a period, those who were all through it; of those whose term came up, those renewed. */
export const comparableContracts = comparable({
  of: 'contract-retention.periods',
  ask: ContractsAsk,
  measure: async (context, ask, { dated }) => {
    const reading = await readingOf(context, ask);
    const facts = holdersOf(reading).filter(({ key }) => key !== null);
    const share = sharesBy('contract-retention.people', (people: PeopleWhich) => whoHeld(context, people));
    const over = reading.periods.filter(({ complete }) => complete).slice(-mostCompared);
    const shares = over.toReversed().flatMap((period, fromLast) => {
      const counts = countsOf(facts, period);
      const date = dateText(period.first);
      const when = whichPeriod(date, ask.period, { dated, fromLast });
      const place = { at: -fromLast, date: dated ? date : null };
      const behind = (which: PeopleWhich['which']): PeopleWhich => ({ ask, period: date, which });
      return [
        share({
          key: `kept_${fromLast}`,
          name: say(`resté sous contrat ${when.fr}`, `still under contract ${when.en}`),
          place,
          hits: counts.kept,
          total: counts.at_start,
          hitsAsk: behind('kept'),
          totalAsk: behind('at_start'),
        }),
      ];
    });
    return { unit: reading.frame.unit, shares, definition: definition(ask.leaving) };
  },
});
