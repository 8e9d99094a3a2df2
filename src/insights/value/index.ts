export { comparableSought } from './comparable.ts';
export { operations } from './operations.ts';
export { Preview, PreviewAsk } from './preview.ts';
export { Sought, SoughtAsk, SoughtPeople, SoughtPeopleAsk } from './sought-ask.ts';
export { everyoneBehind } from './sought-people.ts';
