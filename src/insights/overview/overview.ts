import { z } from 'zod';
import { type Context, operation } from '#src/access/index.ts';
import { scoped, sql, typed } from '#src/basics/sql.ts';
import { dateText, dayNumber, knownDays } from '#src/customers/calendar/index.ts';
import { askedName, requireKnown } from '#src/customers/event-match/index.ts';
import { requireFewPeriods } from '#src/customers/frame/index.ts';
import { eventCounts } from './counts.ts';
import { newcomersIn, peopleByDay, peopleIn } from './people.ts';

const LocalDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const Stretch = z.object({
  from: LocalDate,
  to: LocalDate,
  customers: z.int().describe('Customers who did anything'),
  newCustomers: z.int().describe('Of them, those whose first event ever lies in the stretch'),
  events: z.int(),
});

const overview = operation({
  name: 'events.overview',
  asks: { fr: 'Comment se porte la base, en un coup d’œil ?', en: 'How does the base stand, at a glance?' },
  needs: 'insights:read',
  input: z.object({ days: z.int().min(1).max(366).default(28) }),
  output: z.object({
    customers: z.int().describe('Customers who ever did anything'),
    lastEventAt: z.string().nullable(),
    current: Stretch.describe('The last days, today included'),
    previous: Stretch.describe('As many days before them'),
    byDay: z
      .array(z.object({ day: LocalDate, customers: z.int(), events: z.int() }))
      .describe('Current days, those of nobody too'),
  }),
  run: async (context, { days }) => {
    const { lastBegun: today } = knownDays(context.clock.now(), context.workspace.timezone);
    const [current, previous, byDay, everyone, last] = await Promise.all([
      stretch(context, today - days + 1, today),
      stretch(context, today - 2 * days + 1, today - days),
      dailyCounts(context, today - days + 1, today),
      context.warehouse.rows(
        peopleIn({ layout: context.workspace.layout, event: null, from: -700_000, to: today }),
      ),
      context.warehouse.rows(lastEvent(context)),
    ]);
    const lastAt = last[0]?.at;
    return {
      customers: Number(everyone[0]?.people ?? 0),
      lastEventAt: lastAt === undefined ? null : `${lastAt.replace(' ', 'T')}Z`,
      current,
      previous,
      byDay,
    };
  },
});

type Engines = Pick<Context, 'warehouse' | 'workspace' | 'clock'>;

async function stretch(context: Engines, from: number, to: number): Promise<z.output<typeof Stretch>> {
  const span = { layout: context.workspace.layout, event: null, from, to };
  const [people, newcomers, counts] = await Promise.all([
    context.warehouse.rows(peopleIn(span)),
    context.warehouse.rows(newcomersIn(span)),
    eventCounts(context, { from, to, events: [] }),
  ]);
  return {
    from: dateText(from),
    to: dateText(to),
    customers: Number(people[0]?.people ?? 0),
    newCustomers: Number(newcomers[0]?.people ?? 0),
    events: counts.reduce((sum, { count }) => sum + count, 0),
  };
}

async function dailyCounts(context: Engines, from: number, to: number) {
  const [people, counts] = await Promise.all([
    context.warehouse.rows(peopleByDay({ layout: context.workspace.layout, event: null, from, to })),
    eventCounts(context, { from, to, events: [] }),
  ]);
  const customersOn = new Map(people.map((row) => [row.on_day, Number(row.people)]));
  const countsOn = Map.groupBy(counts, ({ day }) => day);
  return Array.from({ length: to - from + 1 }, (_, i) => {
    const day = dateText(from + i);
    const events = (countsOn.get(day) ?? []).reduce((sum, { count }) => sum + count, 0);
    return { day, customers: customersOn.get(day) ?? 0, events };
  });
}

/** Grain: one row where anything is stored. */
const lastEvent = ({ workspace, clock }: Engines) => sql<{ at: string }>`
  select max(last_time) as at
  from ${scoped('event_counts')}
  where layout = ${typed('UInt32', workspace.layout)}
    and last_time < ${new Date(clock.now())}
  having count() > 0`;

const count = operation({
  name: 'events.count',
  asks: {
    fr: 'Combien d’événements et de clients, jour par jour ?',
    en: 'How many events and customers, day by day?',
  },
  needs: 'insights:read',
  input: z.object({
    events: z
      .array(z.string().min(1).max(200))
      .max(50)
      .default([])
      .describe('Names, each told once; any event where empty'),
    from: LocalDate,
    to: LocalDate,
  }),
  output: z.object({
    series: z.array(
      z.object({
        event: z.string().nullable(),
        days: z
          .array(z.object({ day: LocalDate, events: z.int(), customers: z.int() }))
          .describe('Days of nobody too'),
        events: z.int(),
        customers: z.int().describe('Over all days, each customer once'),
      }),
    ),
  }),
  run: async (context, ask) => {
    const { lastBegun } = knownDays(context.clock.now(), context.workspace.timezone);
    const from = dayNumber(ask.from, 'from');
    const to = Math.min(dayNumber(ask.to, 'to'), lastBegun);
    requireFewPeriods(to - from + 1, 'to');
    const events = [...new Set(ask.events)];
    // Beside the answer, of which it decides nothing else: a misspelt name would be counted as nobody's.
    const [counts] = await Promise.all([
      eventCounts(context, { from, to, events }),
      requireKnown(
        context,
        ask.events.map((event, i) => askedName(`events[${i}]`, event)),
      ),
    ]);
    const names: readonly (string | null)[] = events.length === 0 ? [null] : events;
    return { series: await Promise.all(names.map((event) => counted(context, { event, from, to }, counts))) };
  },
});

async function counted(
  { warehouse, workspace }: Engines,
  span: { event: string | null; from: number; to: number },
  counts: Awaited<ReturnType<typeof eventCounts>>,
) {
  const people = { layout: workspace.layout, ...span };
  const [daily, all] = await Promise.all([
    warehouse.rows(peopleByDay(people)),
    warehouse.rows(peopleIn(people)),
  ]);
  const customersOn = new Map(daily.map((row) => [row.on_day, Number(row.people)]));
  const own = counts.filter(({ event }) => span.event === null || event === span.event);
  const eventsOn = Map.groupBy(own, ({ day }) => day);
  const sum = (rows: typeof own) => rows.reduce((total, row) => total + row.count, 0);
  return {
    event: span.event,
    days: Array.from({ length: Math.max(0, span.to - span.from + 1) }, (_, i) => {
      const day = dateText(span.from + i);
      return { day, events: sum(eventsOn.get(day) ?? []), customers: customersOn.get(day) ?? 0 };
    }),
    events: sum(own),
    customers: Number(all[0]?.people ?? 0),
  };
}

/** How a workspace stands, and its counts by day. */
export const operations = [overview, count];
