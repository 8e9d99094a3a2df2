export { type Members, membersOf } from './records.ts';
