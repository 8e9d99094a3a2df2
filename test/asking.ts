import type { Context, Operation, Workspace } from '#src/access/index.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Records } from '#src/engines/records/port.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';

/** A workspace that stands in no table: for questions that read only the warehouse. */
export const paperWorkspace = (number: number, wishes: Partial<Workspace> = {}): Workspace => ({
  number,
  id: `ws_${number}`,
  slug: `paper-${number}`,
  name: 'Paper',
  timezone: 'Europe/Paris',
  weekStart: 'monday',
  currency: 'EUR',
  countingUnit: 'customer',
  voice: 'vous',
  smallestDifference: 0.05,
  layout: 1,
  demo: null,
  ...wishes,
});

/** A context in which somebody allowed everything asks. */
export const asking = (
  { warehouse, records, clock }: { warehouse: Warehouse; records: Records; clock: Clock },
  workspace: Workspace,
): Context => ({
  workspace,
  actor: { kind: 'user', id: 'tester', permissions: new Set(), language: 'fr' },
  warehouse: warehouse.of(workspace.number),
  records: records.of(workspace.number),
  jobs: {
    add: async () => {
      throw new Error('no chore is expected here');
    },
  },
  clock,
});

/** Asks one of some operations as a door does: the input parsed, the answer held against its schema. */
export async function run<T>(
  operations: readonly unknown[],
  context: Context,
  name: string,
  input: unknown,
): Promise<T> {
  const found = (operations as readonly Operation[]).find((one) => one.name === name); // each is checked where it is declared
  if (found === undefined) throw new Error(`no operation ${name}`);
  const answer = await found.run(context, found.input.parse(input));
  return found.output.parse(answer) as T; // the test says what it expects
}
