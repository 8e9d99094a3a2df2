import { addressOf, frameChecks, isFlag, isListOf, isOneOf, isText } from '../../ui/address.ts';
import type { Filters } from '../../ui/conditions.ts';
import { keptAt } from '../../ui/kept-at.ts';

/** Why somebody is on the list, the most pressing first. */
export const reasonNames = [
  'past_due',
  'task_due',
  'promise_broken',
  'early_warning',
  'health_red',
  'missed_season',
  'mission_grace',
  'renewal',
  'attrition',
  'mission_ending',
  'unused',
  'health_falling',
  'goal_stuck',
] as const;
export type ReasonName = (typeof reasonNames)[number];

/** What the address bar of Today holds. */
export interface TodaySearch {
  reasons?: ReasonName[];
  kind?: 'customer' | 'account';
  /** Conditions on people, or on accounts as `kind` says. */
  people?: Filters;
  mine?: boolean;
  show?: 'open' | 'aside';
  /** The view that was opened. */
  saved?: string;
}

/** Reads an address; what cannot be understood is left out. */
export const readTodaySearch = addressOf<TodaySearch>({
  reasons: isListOf(isOneOf(...reasonNames)),
  kind: isOneOf('customer', 'account'),
  people: frameChecks.people,
  mine: isFlag,
  show: isOneOf('open', 'aside'),
  saved: isText,
});

/** The question of the list, as the address tells it. */
export const askedOf = ({ saved: _, ...asked }: TodaySearch): Omit<TodaySearch, 'saved'> => asked;

/** Where a kept view of the list is shown. */
export const worklistLink = keptAt('/w/$slug', readTodaySearch);
