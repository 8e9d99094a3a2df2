import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { type Onboarding, operations as steps } from '#src/insights/step-failure/index.ts';
import { asking, fill, run } from '#src/insights/testing/index.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import type { GroupsCompared } from './ask.ts';
import { operations } from './index.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines({ now: Date.parse('2025-06-01T10:00:00Z') });
});
afterAll(() => engines.close());

const day = 86_400_000;
const start = Date.parse('2025-03-03T09:00:00Z');

/** The same context, in which something happens as soon as the warehouse has been asked for the first time. */
function thenHappens(context: Context, what: () => Promise<unknown>): Context {
  let happened = false;
  const warehouse = new Proxy(context.warehouse, {
    get: (own, name) => {
      const part: unknown = Reflect.get(own, name);
      if (typeof part !== 'function') return part;
      return async (...asked: unknown[]) => {
        const told: unknown = await Reflect.apply(part, own, asked);
        if (name === 'rows' && !happened) {
          happened = true;
          await what();
        }
        return told;
      };
    },
  });
  return { ...context, warehouse };
}

it('counts every group by one version of the onboarding, though another is kept meanwhile', async () => {
  const context = asking(engines, await createTestWorkspace(engines));
  // 20 open in either week; every second one of them invites, and one alone imports.
  await fill(
    engines.warehouse,
    context.workspace,
    Array.from({ length: 40 }, (_, i) => {
      const did = (event: string, days: number) => ({
        customer: i + 1,
        at: start + (i < 20 ? days : days + 7) * day,
        event,
      });
      return [
        did('opened', 0),
        ...(i % 2 === 0 ? [did('invited', 1)] : []),
        ...(i === 0 ? [did('imported', 1)] : []),
      ];
    }).flat(),
  );
  const declared = (event: string) => ({
    start: { event: 'opened' },
    steps: [{ name: event, done: { event } }],
    windowDays: 3,
    departure: { kind: 'silence', from: 7, to: 14 },
  });
  const { onboarding } = await run<{ onboarding: Onboarding }>(steps, context, 'onboarding.create', {
    name: 'Opening',
    declared: declared('invited'),
  });
  const changing = thenHappens(context, () =>
    run(steps, context, 'onboarding.change', { id: onboarding.id, declared: declared('imported') }),
  );
  const compared = await run<GroupsCompared>(operations, changing, 'compare.groups', {
    question: {
      of: 'step-failure.ranking',
      ask: { of: { onboarding: onboarding.id }, from: '2025-03-03', to: '2025-03-16' },
    },
    arms: [
      { kind: 'range', from: '2025-03-03', to: '2025-03-09' },
      { kind: 'range', from: '2025-03-10', to: '2025-03-16' },
    ],
  });
  expect(compared.figures[0]?.groups.map(({ hits, total }) => [hits, total])).toEqual([
    [10, 20],
    [10, 20], // by the later version it would be 20 of 20
  ]);
  const { onboardings } = await run<{ onboardings: Onboarding[] }>(steps, context, 'onboarding.list', {});
  expect(onboardings[0]?.current.version).toBe(2);
});
