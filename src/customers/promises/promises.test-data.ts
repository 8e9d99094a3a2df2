import { beforeEach } from 'vitest';
import { operations as ofTasks, type Task } from '#src/customers/tasks/index.ts';
import { everythingNew } from '#src/customers/upkeep/index.ts';
import { run } from '../../../test/asking.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { keptOf } from '../../../test/kept-bed.ts';
import { knownPeople, workspaceBed } from '../../../test/workspace-bed.ts';
import { keeper, operations, type Promised } from './index.ts';

export const at = (text: string): number => Date.parse(text);

/** Six people at noon of 15 January 2026, to whom things are promised. */
export function promisesBed() {
  const bed = workspaceBed(at('2026-01-15T12:00:00Z'));
  beforeEach(() => knownPeople(bed, [1, 2, 3, 4, 5, 6]));
  const ask = <T>(name: string, input: unknown, of = bed.context) => run<T>(operations, of, name, input);
  const asked = async (name: string, input: object) =>
    (await ask<{ promise: Promised }>(name, input)).promise;
  return {
    bed,
    ask,
    told: (events: readonly ToldEvent[]) => fill(bed.engines.warehouse, bed.workspace, events),
    record: (input: object) => asked('promises.record', { about: { customer: 1 }, what: 'Livrer', ...input }),
    keep: (input: object) => asked('promises.keep', input),
    promisesOf: async (customer: number) =>
      (await ask<{ promises: Promised[] }>('promises.of', { about: { customer } })).promises,
    tasks: async () =>
      (await run<{ tasks: Task[] }>(ofTasks, bed.context, 'tasks.list', { over: true })).tasks,
    finish: (input: object) => run(ofTasks, bed.context, 'tasks.done', input),
    upkeep: (news = everythingNew) =>
      keeper.keep(
        {
          ...keptOf(bed.engines, bed.workspace),
          announce: async () => {
            throw new Error('promises announce nothing');
          },
        },
        news,
      ),
  };
}
