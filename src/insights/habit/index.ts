export { HabitPeopleAsk } from './ask.ts';
export { operations } from './operations.ts';
export { everyoneHabitual } from './people.ts';
