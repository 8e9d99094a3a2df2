export { Comparator, ListFilter, PeopleFilter, SegmentFilter, TraitFilter, ValueTest } from './ask.ts';
export { isWanted, onlyWanted, peopleSets, type WantedPeople, wantedPeople } from './people.ts';
export { allOf, comparesNumbers, type PlainTest, passes, plainTest } from './value-tests.ts';
