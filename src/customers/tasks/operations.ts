import { z } from 'zod';
import { type Bound, type Context, operation, requireAtMost } from '#src/access/index.ts';
import { dayOf } from '#src/basics/calendar.ts';
import { DomainError } from '#src/basics/errors.ts';
import { join, type Sql, sql } from '#src/basics/sql.ts';
import { About, holderIs, subjectOf } from '#src/customers/about/index.ts';
import { dayNumber } from '#src/customers/calendar/index.ts';
import { LocalDate } from '#src/customers/frame/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { isInHand, isOverdue, openTask, Task, TaskState, taskNamed, tasksOf, unknownTask } from './tasks.ts';

/** More that are to be done at once is a worklist nobody reads. */
const mostInHand = 50_000;

const id = z.string().min(1).max(40);
const title = z.string().trim().min(1).max(200);
const outcome = z.string().trim().max(2_000);
const assignee = z.string().min(1).max(40).nullable().describe('usr_…; null: nobody yet');

const Filter = z.object({
  about: About.optional().describe('Only those about this person or account'),
  mine: z.boolean().default(false).describe('Only those of whoever asks'),
  overdue: z.boolean().default(false).describe('Only those whose day is over'),
  over: z.boolean().default(false).describe('Those done or dropped too'),
});

const list = operation({
  name: 'tasks.list',
  asks: {
    fr: 'Qu’y a-t-il à faire, pour qui et pour quand ?',
    en: 'What is to be done, about whom and by when?',
  },
  needs: 'customers:read',
  input: Filter.extend({
    limit: z.int().min(1).max(1000).default(100),
    from: z.int().min(0).max(1_000_000).default(0).describe('How many to skip'),
  }),
  output: z.object({
    total: z.int(),
    overdue: z.int().describe('How many of them are overdue'),
    tasks: z.array(Task).describe('In the order in which they are due; those over last'),
  }),
  run: async (context, ask) => {
    const { records } = context;
    const today = todayIn(context);
    const where = await wanted(context, ask, today);
    const counts = await records.row(sql<{ total: number; overdue: number }>`
      select count(*)::integer as total, (count(*) filter (where ${isOverdue(today)}))::integer as overdue
      from tasks
      where ${where}`);
    return {
      total: counts?.total ?? 0,
      overdue: counts?.overdue ?? 0,
      tasks: await tasksOf(context, { where, limit: ask.limit, from: ask.from }, today),
    };
  },
});

const create = operation({
  name: 'tasks.create',
  asks: { fr: 'Créer une tâche', en: 'Create a task' },
  needs: 'customers:write',
  writes: true,
  input: z.object({
    about: About.optional(),
    title,
    due: LocalDate.nullable().default(null),
    assignee: assignee.default(null),
  }),
  output: z.object({ task: Task }),
  run: async (context, ask) => {
    const { records, workspace, actor, clock } = context;
    if (ask.due !== null) dayNumber(ask.due, 'due');
    const subject = ask.about === undefined ? null : await subjectOf(records, ask.about);
    const made = await records.transaction(async (tx) => {
      await requireAssignee(tx, ask.assignee);
      const opened = await openTask(tx, {
        workspace: workspace.number,
        at: clock.now(),
        by: `${actor.kind}:${actor.id}`,
        about: subject,
        title: ask.title,
        due: ask.due,
        assignee: ask.assignee,
        source: null,
      });
      await requireAtMost(tx, workspace.number, bound);
      return opened;
    });
    return { task: await traced(context, made ?? '') };
  },
});

const change = operation({
  name: 'tasks.change',
  asks: { fr: 'Modifier une tâche', en: 'Change a task' },
  needs: 'customers:write',
  writes: true,
  input: z.object({
    id,
    title: title.optional(),
    due: LocalDate.nullable().optional(),
    assignee: assignee.optional(),
    state: TaskState.optional(),
    outcome: outcome.optional(),
  }),
  output: z.object({ task: Task }),
  run: async (context, ask) => ({ task: await changed(context, ask) }),
});

const done = operation({
  name: 'tasks.done',
  asks: {
    fr: 'Dire qu’une tâche est faite, et ce qu’il en est sorti',
    en: 'Say that a task is done, and what came of it',
  },
  needs: 'customers:write',
  writes: true,
  input: z.object({ id, outcome: outcome.optional() }),
  output: z.object({ task: Task }),
  run: async (context, ask) => ({ task: await changed(context, { ...ask, state: 'done' }) }),
});

const assignees = operation({
  name: 'tasks.assignees',
  asks: { fr: 'À qui peut-on confier une tâche ?', en: 'Whom can a task be given to?' },
  needs: 'customers:read',
  input: z.object({}),
  output: z.object({ people: z.array(z.object({ id: z.string(), name: z.string() })) }),
  run: async ({ records }) => ({ people: await records.rows(assignable()) }),
});

interface Change {
  readonly id: string;
  readonly title?: string | undefined;
  readonly due?: string | null | undefined;
  readonly assignee?: string | null | undefined;
  readonly state?: TaskState | undefined;
  readonly outcome?: string | undefined;
}

async function changed(context: Context, { id: of, ...wish }: Change): Promise<Task> {
  const { records, actor, clock } = context;
  if (typeof wish.due === 'string') dayNumber(wish.due, 'due');
  await records.transaction(async (tx) => {
    const before = await tx.row(sql<Omit<Required<Change>, 'id'>>`
      select title, due_on as due, assignee, state, outcome from tasks where id = ${of} for update`);
    if (before === undefined) throw unknownTask(of);
    const after = {
      ...before,
      ...Object.fromEntries(Object.entries(wish).filter(([, to]) => to !== undefined)),
    };
    if (after.assignee !== before.assignee) await requireAssignee(tx, after.assignee ?? null);
    const now = new Date(clock.now());
    await tx.run(sql`
      update tasks
      set title = ${after.title ?? ''}, due_on = ${after.due ?? null}::date, assignee = ${after.assignee ?? null},
        state = ${after.state ?? 'open'}, outcome = ${after.outcome ?? ''}, changed_at = ${now}::timestamptz,
        changed_by = ${`${actor.kind}:${actor.id}`},
        ended_at = case when ${after.state ?? 'open'} in ('done', 'dropped') then coalesce(ended_at, ${now}::timestamptz) end
      where id = ${of}`);
  });
  return traced(context, of);
}

/** The log keeps which task it was and its state: titles and outcomes are about somebody. */
async function traced(context: Context, of: string): Promise<Task> {
  const task = await taskNamed(context, of, todayIn(context));
  context.note?.({ subject: task.id, after: { state: task.state, due: task.due, source: task.source } });
  return task;
}

async function wanted(context: Context, ask: z.output<typeof Filter>, today: string): Promise<Sql> {
  const { records, actor } = context;
  const subject = ask.about === undefined ? undefined : await subjectOf(records, ask.about);
  return join(
    [
      subject === undefined ? sql`true` : holderIs(subject),
      ask.over ? sql`true` : isInHand,
      ask.mine ? sql`assignee = ${actor.id}` : sql`true`,
      ask.overdue ? isOverdue(today) : sql`true`,
    ],
    ' and ',
  );
}

async function requireAssignee(tx: Transaction, of: string | null): Promise<void> {
  if (of === null || (await tx.row(assignable(of))) !== undefined) return;
  throw new DomainError('tasks.unknown_assignee', {
    field: 'assignee',
    expected: 'the id of somebody who may open this workspace',
    got: of,
  });
}

const todayIn = ({ workspace, clock }: Pick<Context, 'workspace' | 'clock'>): string =>
  dayOf(workspace.timezone)(clock.now());

/** Who may open the workspace, by name. Grain: a person; some dozens. */
const assignable = (only?: string): Sql<{ id: string; name: string }> => sql`
  select users.id, users.name
  from users
  left join members on members.user_id = users.id
  where (members.user_id is not null or users.installation_admin)
    and ${only === undefined ? sql`true` : sql`users.id = ${only}`}
  order by users.name, users.id`;

const bound: Bound = {
  lock: 'tasks',
  most: mostInHand,
  counted: sql`select count(*)::integer as there from tasks where ${isInHand}`,
  refusal: () =>
    new DomainError('tasks.too_many', { kind: 'conflict', expected: `at most ${mostInHand} tasks in hand` }),
};

/** What can be asked of tasks. */
export const operations = [list, create, change, done, assignees] as const;
