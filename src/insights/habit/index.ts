export { HabitAsk, HabitGrid, HabitPeople, HabitPeopleAsk, Kind } from './ask.ts';
export { comparableHabit } from './comparable.ts';
export { operations } from './operations.ts';
export { everyoneHabitual } from './people.ts';
