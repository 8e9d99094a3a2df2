import { operation } from '#src/access/index.ts';
import { PeoplePage } from '#src/customers/frame/index.ts';
import { seasonsAnswer } from './answer.ts';
import { SeasonPeopleAsk, SeasonsAnswer, SeasonsAsk } from './ask.ts';
import { seasonPeople } from './reading.ts';

const returns = operation({
  name: 'seasons.returns',
  asks: {
    fr: 'Qui revient à la saison, qui l’a manquée, et est-ce mieux que l’an dernier ?',
    en: 'Who comes back in the season, who missed it, and is it better than last year?',
  },
  needs: 'insights:read',
  input: SeasonsAsk,
  output: SeasonsAnswer,
  run: (context, ask) => seasonsAnswer(context, ask),
});

const people = operation({
  name: 'seasons.people',
  asks: {
    fr: 'Qui est attendu, hors saison ou a manqué la saison ?',
    en: 'Who is awaited, out of season or has missed the season?',
  },
  needs: 'customers:read',
  input: SeasonPeopleAsk,
  output: PeoplePage,
  run: (context, asked) => seasonPeople(context, asked),
});

/** What can be asked of offers of seasons. */
export const operations = [returns, people];
