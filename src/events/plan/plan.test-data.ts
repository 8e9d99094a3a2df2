import type { Context } from '#src/access/index.ts';
import { run } from '../../../test/asking.ts';
import { operations, type Plan } from './index.ts';

/** What most operations of the plan answer. */
export interface Answer {
  readonly plan: Plan;
  readonly approved: number | null;
  readonly draft: { readonly revision: number };
  readonly missing: readonly { readonly field: string; readonly lacks: string; readonly event: string }[];
}

/** An event that may be collected, with one property, and the question it answers. */
export const said = { purpose: 'Which plan is abandoned?', owner: 'Léa', metric: 'Abandon rate' };
export const planId = { name: 'plan_id', type: 'text', required: true, ...said, active: true };
export const click = { name: 'checkout_click', ...said, active: true, properties: [planId] };
export const question = {
  id: 'abandoned',
  question: 'Which plan is abandoned?',
  needs: [{ event: 'checkout_click', properties: ['plan_id'] }],
};

type Ask = <T = Answer>(name: string, input?: unknown) => Promise<T>;

/** Asks the plan's own operations. @param context read at each question */
export const planAsker =
  (context: () => Context): Ask =>
  <T = Answer>(name: string, input: unknown = {}) =>
    run<T>(operations, context(), name, input);

/** Saves a plan over the draft there is and approves it; answers the version. */
export const approver =
  (ask: Ask) =>
  async (plan: object, note = ''): Promise<number> => {
    const before = await ask<{ draft: { revision: number } | null }>('plan.get');
    const { draft } = await ask('plan.save-draft', { plan, revision: before.draft?.revision ?? null });
    return (await ask<{ version: number }>('plan.approve', { revision: draft.revision, note })).version;
  };
