import type { Split, Ways } from './entries.ts';
import type { Plan } from './plan.ts';

/** A question with all that decides how it is read. */
export interface Reading {
  readonly plan: Plan;
  readonly split: Split;
  readonly ways: Ways;
}
