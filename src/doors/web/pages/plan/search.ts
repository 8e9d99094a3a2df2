import { addressOf, isName, isOneOf } from '../../ui/address.ts';

/** The parts of the page, in the order of its tabs; `complete` is reached from the events. */
export const parts = ['events', 'arriving', 'rules', 'questions', 'versions', 'code'] as const;

/** What of the plan is looked at. */
export interface PlanSearch {
  readonly part?: (typeof parts)[number] | 'complete';
  /** approved: the plan in force, where a draft is worked on too. */
  readonly which?: 'approved';
  /** The event that is opened. */
  readonly event?: string;
}

/** The parts of an address that a page can draw. */
export const readPlanSearch = addressOf<PlanSearch>({
  part: isOneOf(...parts, 'complete'),
  which: isOneOf('approved'),
  event: isName,
});
