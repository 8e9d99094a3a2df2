export { Comparator, ListFilter, PeopleFilter, TraitFilter, ValueTest } from './ask.ts';
export { isWanted, onlyWanted, type WantedPeople, wantedPeople } from './people.ts';
export { allOf, comparesNumbers, type PlainTest, passes, plainTest } from './value-tests.ts';
