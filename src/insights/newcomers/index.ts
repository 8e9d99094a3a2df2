export { newcomerFields, TellApart } from './ask.ts';
export {
  type Group,
  type Grouping,
  type GroupKind,
  GroupRef,
  groupIn,
  groupingOf,
  groupsIn,
  keyOf,
  keysOf,
  matchKey,
} from './groups.ts';
export { type Newcomers, newcomersAsked, startsOf } from './starts.ts';
