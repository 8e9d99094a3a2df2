import { z } from 'zod';
import type { Context, Operation } from '#src/access/index.ts';
import { operations as accounts } from '#src/customers/accounts/index.ts';
import { operations as goals } from '#src/customers/goals/index.ts';
import { operations as milestones } from '#src/customers/milestones/index.ts';
import { operations as offers } from '#src/customers/offers/index.ts';
import { operations as promises } from '#src/customers/promises/index.ts';
import { operations as remarks } from '#src/customers/remarks/index.ts';
import { operations as segments } from '#src/customers/segments/index.ts';
import { operations as tasks } from '#src/customers/tasks/index.ts';
import { fixedClock } from '#src/engines/clock/index.ts';
import type { Jobs } from '#src/engines/jobs/port.ts';
import { operations as health } from '#src/insights/health/index.ts';
import { operations as value } from '#src/insights/value/index.ts';
import type { Demo, Language, Saying } from '../making/index.ts';
import type { DemoParts } from './state.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What a team may say to set its workspace up. */
const operations = [
  ...[accounts, goals, milestones, offers, promises, remarks, segments, tasks, health, value],
].flat() as unknown as readonly Operation[]; // each is checked where it is declared

const dayMs = 86_400_000;

/**
 * Has the team of a demo set its workspace up, by the operations a user would use, each said at its own moment.
 *
 * Cut anywhere and done again, everything is said once: what is there already is passed over.
 */
export async function setUp(
  { workspaces, loading: { warehouse, records } }: DemoParts,
  { sayings, setUpAt }: Demo,
  place: { readonly workspace: number; readonly endsAt: number; readonly language: Language },
): Promise<void> {
  const workspace = await workspaces.byNumber(place.workspace);
  if (workspace === undefined) return; // removed meanwhile
  const at = (moment: number): Context => ({
    workspace,
    actor: { kind: 'system', id: 'demo', permissions: new Set(), language: place.language },
    warehouse: warehouse.of(workspace.number),
    records: records.of(workspace.number),
    jobs: noJobs,
    clock: fixedClock(moment),
  });
  const ago = (days: number) => at(place.endsAt - days * dayMs);
  for (const { daysAgo, after, ...said } of sayings) {
    const answer = await say(daysAgo === undefined ? at(setUpAt) : ago(daysAgo), said);
    if (after !== undefined && answer !== null)
      await asked(ago(after.daysAgo), after.operation, { ...after.ask, ...idIn(answer) });
  }
}

const noJobs: Jobs = {
  add: async (name) => {
    throw new Error(`setting a demo up leaves no chore such as ${name}`);
  },
};

/** Says it and gives the answer, or null where it was said before. */
async function say(
  context: Context,
  { operation, ask }: Pick<Saying, 'operation' | 'ask'>,
): Promise<unknown> {
  const known = there[operation];
  if (known !== undefined && (await known((name, input) => asked(context, name, input), ask))) return null;
  return asked(context, operation, ask);
}

type Asking = (operation: string, ask: Fields) => Promise<unknown>;

/** As a door asks: the question held against its schema first. */
async function asked(context: Context, name: string, input: Fields): Promise<unknown> {
  const found = operations.find((one) => one.name === name);
  if (found === undefined) throw new Error(`nothing in setting a demo up is called ${name}`);
  return found.run(context, found.input.parse(input));
}

const Made = z.record(z.string(), z.object({ id: z.string() }));
/** The id of the one thing that was made. */
const idIn = (answer: unknown): Fields => ({ id: Object.values(Made.parse(answer))[0]?.id });

/** Whether what an operation would make is there already; those that are not named bear being said again. */
const there: Readonly<Record<string, (ask: Asking, wish: Fields) => Promise<boolean>>> = {
  'value.create': async (ask, { name }) => lists(await ask('value.list', {}), 'definitions', { name }),
  'offers.create': async (ask, { name }) =>
    lists(await ask('offers.list', {}), 'offers', { name, declared: true }),
  'segments.create': async (ask, { name }) => lists(await ask('segments.list', {}), 'segments', { name }),
  'milestones.create': async (ask, { name }) =>
    lists(await ask('milestones.list', {}), 'milestones', { name }),
  'goals.create': async (ask, { name }) => lists(await ask('goals.list', {}), 'goals', { name }),
  'health.adopt': async (ask) => !lists({ all: [await ask('health.template', {})] }, 'all', { versions: [] }),
  'tasks.create': async (ask, { about, title }) =>
    lists(await ask('tasks.list', { about, over: true }), 'tasks', { title }),
  'remarks.add': async (ask, { about, text }) =>
    lists(await ask('remarks.list', { about }), 'remarks', { text }),
};

const Rows = z.array(z.record(z.string(), z.unknown()));

/** Whether one of the listed reads so. */
const lists = (answer: unknown, part: string, wanted: Fields): boolean =>
  Rows.parse(z.record(z.string(), z.unknown()).parse(answer)[part]).some((row) =>
    Object.entries(wanted).every(([name, value]) => JSON.stringify(row[name]) === JSON.stringify(value)),
  );
