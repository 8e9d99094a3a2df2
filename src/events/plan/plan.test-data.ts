import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines, testNow } from '../../../test/engines.ts';
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

/** Engines of a test file, and a workspace for each test; asks the plan's own operations there. */
export function planBed() {
  let engines: TestEngines;
  let context: Context;
  /** Goes on in another workspace. */
  const anew = async () => {
    context = asking(engines, await createTestWorkspace(engines));
  };
  beforeAll(async () => {
    engines = await openTestEngines();
  });
  afterAll(() => engines.close());
  beforeEach(() => {
    engines.clock.set(testNow);
    return anew();
  });

  const ask = <T = Answer>(name: string, input: unknown = {}) => run<T>(operations, context, name, input);

  /** Saves a plan over the draft there is and approves it; answers the version. */
  const approved = async (plan: object, note = ''): Promise<number> => {
    const before = await ask<{ draft: { revision: number } | null }>('plan.get');
    const { draft } = await ask('plan.save-draft', { plan, revision: before.draft?.revision ?? null });
    return (await ask<{ version: number }>('plan.approve', { revision: draft.revision, note })).version;
  };

  return {
    ask,
    approved,
    anew,
    get engines() {
      return engines;
    },
    get context() {
      return context;
    },
  };
}
