import { operation } from '#src/access/index.ts';
import { PeoplePage } from '#src/customers/frame/index.ts';
import { CurveAnswer, CurveAsk, WaitPeopleAsk } from './ask.ts';
import { curveOf } from './curve.ts';
import { waitPeople } from './people.ts';
import { retakingOf, retakingOfOne, retakingPeople } from './retaking.ts';
import { RetakingAnswer, RetakingAsk, RetakingOf, RetakingOfAsk, RetakingPeopleAsk } from './retaking-ask.ts';

const curve = operation({
  name: 'time-to-value.curve',
  asks: {
    fr: 'Combien de temps un nouveau client attend-il la première valeur ?',
    en: 'How long does a new customer wait for the first value?',
  },
  needs: 'insights:read',
  input: CurveAsk,
  output: CurveAnswer,
  run: (context, ask) => curveOf(context, ask),
});

const people = operation({
  name: 'time-to-value.people',
  asks: { fr: 'Qui l’a reçue, et qui attend encore ?', en: 'Who has received it, and who still waits?' },
  needs: 'customers:read',
  input: WaitPeopleAsk,
  output: PeoplePage,
  run: (context, ask) => waitPeople(context, ask),
});

const retaking = operation({
  name: 'time-to-value.retaking',
  asks: {
    fr: 'À quelle vitesse, à quelle fréquence et pendant combien de temps reprend-on la valeur ?',
    en: 'How fast, how often and for how long do customers come back for the value?',
  },
  needs: 'insights:read',
  input: RetakingAsk,
  output: RetakingAnswer,
  run: (context, ask) => retakingOf(context, ask),
});

const retakers = operation({
  name: 'time-to-value.retaking-people',
  asks: { fr: 'Qui reprend la valeur ainsi ?', en: 'Who takes the value again in this way?' },
  needs: 'customers:read',
  input: RetakingPeopleAsk,
  output: PeoplePage,
  run: (context, ask) => retakingPeople(context, ask),
});

const retakingOfPerson = operation({
  name: 'time-to-value.retaking-of',
  asks: {
    fr: 'Comment cette personne reprend-elle la valeur ?',
    en: 'How does this person take the value again?',
  },
  needs: 'customers:read',
  input: RetakingOfAsk,
  output: RetakingOf,
  run: (context, ask) => retakingOfOne(context, ask),
});

/** What can be asked of the time to value and of its re-taking. */
export const operations = [curve, people, retaking, retakers, retakingOfPerson];
