import { z } from 'zod';
import { type Context, operation } from '#src/access/index.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { aboutField, holderIs, subjectOf } from '#src/customers/about/index.ts';
import { dayNumber } from '#src/customers/calendar/index.ts';
import { PeoplePage } from '#src/customers/frame/index.ts';
import {
  EventNames,
  KeepAsk,
  ListAsk,
  Listed,
  type Outcome,
  Promised,
  RecordAsk,
  Retention,
  RetentionAsk,
  RetentionPeoplePageAsk,
} from './ask.ts';
import { keep as keepPromise, record as recordPromise, withdraw as withdrawPromise } from './recording.ts';
import { outcomeIs, type Row, rows, shown, todayIn } from './register.ts';
import { retentionBy, retentionPeople } from './retention.ts';
import { eventNamesOf, takeEvents } from './told.ts';

const id = z.string().min(1).max(40);
const one = z.object({ promise: Promised });

const record = operation({
  name: 'promises.record',
  asks: { fr: 'Noter une promesse faite à un client', en: 'Record a promise made to a customer' },
  needs: 'customers:write',
  writes: true,
  input: RecordAsk,
  output: one,
  run: async (context, ask) => traced(context, await recordPromise(context, ask)),
});

const keep = operation({
  name: 'promises.keep',
  asks: { fr: 'Dire qu’une promesse a été tenue', en: 'Say that a promise was kept' },
  needs: 'customers:write',
  writes: true,
  input: KeepAsk,
  output: one,
  run: async (context, ask) => traced(context, await keepPromise(context, ask)),
});

const withdraw = operation({
  name: 'promises.withdraw',
  asks: { fr: 'Retirer une promesse notée par erreur', en: 'Take out a promise recorded by mistake' },
  needs: 'customers:write',
  writes: true,
  input: z.object({ id }),
  output: one,
  run: async (context, ask) => traced(context, await withdrawPromise(context, ask.id, true)),
});

const restore = operation({
  name: 'promises.restore',
  asks: { fr: 'Remettre une promesse retirée', en: 'Put a promise back' },
  needs: 'customers:write',
  writes: true,
  input: z.object({ id }),
  output: one,
  run: async (context, ask) => traced(context, await withdrawPromise(context, ask.id, false)),
});

const list = operation({
  name: 'promises.list',
  asks: {
    fr: 'Qu’avons-nous promis, et l’avons-nous tenu ?',
    en: 'What did we promise, and did we keep it?',
  },
  needs: 'customers:read',
  input: ListAsk,
  output: Listed,
  run: async (context, { outcome, from, to, limit, skip }) => {
    const today = todayIn(context);
    for (const [field, day] of Object.entries({ from, to })) if (day !== undefined) dayNumber(day, field);
    const within = sql`withdrawn_at is null
      and ${from === undefined ? sql`true` : sql`due_on >= ${from}::date`}
      and ${to === undefined ? sql`true` : sql`due_on <= ${to}::date`}`;
    const counted = await context.records.rows(sql<{ outcome: Outcome; there: number }>`
      select ${outcomeIs(today)} as outcome, count(*)::integer as there
      from promises
      where ${within}
      group by 1`);
    const count = (of: Outcome) => counted.find((row) => row.outcome === of)?.there ?? 0;
    const counts = {
      open: count('open'),
      exceeded: count('exceeded'),
      kept: count('kept'),
      missed: count('missed'),
      overdue: count('overdue'),
    };
    const found = await context.records.rows(
      latest(
        outcome === undefined ? within : sql`${within} and ${outcomeIs(today)} = ${outcome}`,
        limit,
        skip,
      ),
    );
    return {
      total: outcome === undefined ? Object.values(counts).reduce((sum, n) => sum + n, 0) : counts[outcome],
      counts,
      promises: await shown(context, found, today),
    };
  },
});

const of = operation({
  name: 'promises.of',
  asks: { fr: 'Qu’avons-nous promis à ce client ?', en: 'What did we promise this customer?' },
  needs: 'customers:read',
  input: z.object(aboutField),
  output: z.object({
    promises: z.array(Promised).describe('By the day they are promised for, latest first'),
  }),
  run: async (context, { about }) => {
    const subject = await subjectOf(context.records, about);
    const found = await context.records.rows(
      latest(sql`withdrawn_at is null and ${holderIs(subject)}`, 500, 0),
    );
    return { promises: await shown(context, found, todayIn(context)) };
  },
});

const events = operation({
  name: 'promises.events',
  asks: { fr: 'Par quels événements les promesses se racontent-elles ?', en: 'Which events tell promises?' },
  needs: 'customers:read',
  input: z.object({}),
  output: z.object({ names: EventNames }),
  run: async ({ records }) => ({ names: await eventNamesOf(records) }),
});

const listen = operation({
  name: 'promises.listen',
  asks: {
    fr: 'Choisir les événements qui racontent les promesses',
    en: 'Choose the events that tell promises',
  },
  needs: 'data:write',
  writes: true,
  input: EventNames,
  output: z.object({ names: EventNames }),
  run: async (context, names) => {
    const { records, workspace, actor, clock } = context;
    await records.run(sql`
      insert into promise_events (workspace_id, names, changed_at, changed_by)
      values (
        ${workspace.number}, ${JSON.stringify(names)}::jsonb, ${new Date(clock.now())}, ${`${actor.kind}:${actor.id}`}
      )
      on conflict (workspace_id) do update
      set names = excluded.names, changed_at = excluded.changed_at, changed_by = excluded.changed_by`);
    await takeEvents(context);
    return { names };
  },
});

const retention = operation({
  name: 'promises.retention',
  asks: {
    fr: 'Reste-t-on plus quand les promesses sont tenues ?',
    en: 'Do customers stay more where promises were kept?',
  },
  needs: 'insights:read',
  input: RetentionAsk,
  output: Retention,
  run: (context, ask) => retentionBy(context, ask),
});

const people = operation({
  name: 'promises.retention-people',
  asks: {
    fr: 'Qui est resté, selon ce qu’est devenue la promesse ?',
    en: 'Who stayed, by what became of the promise?',
  },
  needs: 'customers:read',
  input: RetentionPeoplePageAsk,
  output: PeoplePage,
  run: (context, ask) => retentionPeople.page(context, ask),
});

/** Grain: a promise. */
const latest = (where: Sql, limit: number, skip: number): Sql<Row> => sql<Row>`
  ${rows}
  where ${where}
  order by due_on desc, made_on desc, id
  limit ${limit}::integer offset ${skip}::integer`;

/** The log keeps which promise it was and its days: what was promised is about somebody. */
async function traced(context: Context, row: Row): Promise<{ promise: Promised }> {
  const [promise] = await shown(context, [row], todayIn(context));
  if (promise === undefined) throw new Error('a promise without anybody');
  const { madeOn, dueOn, keptOn, withdrawn } = promise;
  context.note?.({ subject: promise.id, after: { madeOn, dueOn, keptOn, withdrawn } });
  return { promise };
}

/** What can be asked of promises. */
export const operations = [
  record,
  keep,
  withdraw,
  restore,
  list,
  of,
  events,
  listen,
  retention,
  people,
] as const;
