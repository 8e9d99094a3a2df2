import { run } from '../../../test/asking.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { knownPeople, workspaceBed } from '../../../test/workspace-bed.ts';
import { type Goal, operations, type Progress } from './index.ts';

export const at = (text: string): number => Date.parse(text);

export const action = (event: string, more: object = {}) => ({ name: event, match: { event }, ...more });

/** People who have goals, and what is asked about them. */
export function goalsBed() {
  const bed = workspaceBed();
  const ask = <T>(name: string, input: unknown, of = bed.context) => run<T>(operations, of, name, input);
  const told = (events: readonly ToldEvent[]) => fill(bed.engines.warehouse, bed.workspace, events);
  const people = (customers: readonly number[]) => knownPeople(bed, customers);
  const create = async (input: object) => (await ask<{ goal: Goal }>('goals.create', input)).goal;
  return {
    bed,
    ask,
    told,
    people,
    create,
    progress: async (about: object, more: object = {}) =>
      (await ask<{ progress: Progress | null }>('goals.of', { about, ...more })).progress,
    /** « Réduire les délais » with three actions, of which customers 1, 2 and 3 have done one each. */
    fewerDelays: async (more: object = {}) => {
      await people([1, 2, 3]);
      await told([
        { customer: 1, at: at('2026-01-02T09:00:00Z'), event: 'Audit booked' },
        { customer: 2, at: at('2026-01-03T09:00:00Z'), event: 'Plan agreed' },
        { customer: 3, at: at('2026-01-03T10:00:00Z'), event: 'Team trained' },
      ]);
      return create({
        name: 'Réduire les délais',
        actions: ['Audit booked', 'Plan agreed', 'Team trained'].map((event) => action(event)),
        ...more,
      });
    },
  };
}
