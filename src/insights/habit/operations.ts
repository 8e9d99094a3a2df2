import { operation } from '#src/access/index.ts';
import { HabitAsk, HabitGrid, HabitPeople, HabitPeopleAsk, HabitPerson, HabitPersonAsk } from './ask.ts';
import { habitGrid } from './grid.ts';
import { habitPeople, habitPerson } from './people.ts';

const grid = operation({
  name: 'habit.grid',
  asks: {
    fr: 'Quelle part des clients en a pris l’habitude, et à quelle fréquence y revient-on par nature ?',
    en: 'What share of the customers has made it a habit, and how often does one come back by nature?',
  },
  needs: 'insights:read',
  input: HabitAsk,
  output: HabitGrid,
  run: (context, ask) => habitGrid(context, ask),
});

const people = operation({
  name: 'habit.people',
  asks: { fr: 'Qui en a pris l’habitude, et laquelle ?', en: 'Who has made it a habit, and which?' },
  needs: 'customers:read',
  input: HabitPeopleAsk,
  output: HabitPeople,
  run: (context, ask) => habitPeople(context, ask),
});

const person = operation({
  name: 'habit.person',
  asks: { fr: 'Cette personne en a-t-elle pris l’habitude ?', en: 'Has this person made it a habit?' },
  needs: 'customers:read',
  input: HabitPersonAsk,
  output: HabitPerson,
  run: (context, ask) => habitPerson(context, ask),
});

/** What can be asked of habits. */
export const operations = [grid, people, person];
