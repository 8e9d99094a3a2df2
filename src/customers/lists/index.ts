export { keepList, List, mostMembers } from './keeping.ts';
export { operations } from './operations.ts';
export { personalData } from './personal-data.ts';
export { type Members, membersOf } from './records.ts';
