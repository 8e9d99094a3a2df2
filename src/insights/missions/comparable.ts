import { say } from '#src/customers/wording/index.ts';
import { comparable, sharesBy } from '#src/insights/comparable/index.ts';
import { MissionsAsk } from './ask.ts';
import { chosen, type PeopleWhich, readingOf, whoHas } from './reading.ts';
import { definition } from './words.ts';

/** Of those with a decided mission, those whose last one was renewed. */
export const comparableMissions = comparable({
  of: 'missions.outcomes',
  ask: MissionsAsk,
  measure: async (context, ask) => {
    const { frame, missions } = await readingOf(context, ask);
    const listed = missions.filter(({ key }) => key !== null);
    const share = sharesBy('missions.people', (people: PeopleWhich) => whoHas(context, people));
    const behind = (which: PeopleWhich['which']): PeopleWhich => ({ ask, offer: null, which });
    return {
      unit: frame.unit,
      shares: [
        share({
          key: 'renewed',
          name: say('dernière mission décidée renouvelée', 'last decided mission renewed'),
          hits: chosen(listed, 'last_renewed').length,
          total: chosen(listed, 'last_decided').length,
          hitsAsk: behind('last_renewed'),
          totalAsk: behind('last_decided'),
        }),
      ],
      definition,
    };
  },
});
