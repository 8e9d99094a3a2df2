import { operation } from '#src/access/index.ts';
import { PeoplePage } from '#src/customers/frame/index.ts';
import { signupSeasons } from './answer.ts';
import { SignupPeopleAsk, SignupSeasonsAnswer, SignupSeasonsAsk } from './ask.ts';
import { signupPeople } from './reading.ts';

const cohorts = operation({
  name: 'signup-seasons.cohorts',
  asks: {
    fr: 'Ceux qui s’inscrivent en janvier ou avant l’été partent-ils plus vite que les autres ?',
    en: 'Do those who sign up in January or before summer leave sooner than others?',
  },
  needs: 'insights:read',
  input: SignupSeasonsAsk,
  output: SignupSeasonsAnswer,
  run: (context, ask) => signupSeasons(context, ask),
});

const people = operation({
  name: 'signup-seasons.people',
  asks: {
    fr: 'Qui s’est inscrit à cette saison, et qui est encore actif ?',
    en: 'Who signed up in this season, and who is still active?',
  },
  needs: 'customers:read',
  input: SignupPeopleAsk,
  output: PeoplePage,
  run: (context, asked) => signupPeople(context, asked),
});

/** What can be asked of seasons of sign-ups. */
export const operations = [cohorts, people];
