// The same questions as one would write them over raw events, in ClickHouse's SQL and in DuckDB's.

/** One question in both dialects; each answers rows (row, interval, people), ordered. */
export interface PlainQuestion {
  readonly clickhouse: string;
  readonly duckdb: string;
}

const raw = `(select customer, event, toDate(time, 'Europe/Paris') as day from events where workspace_id = 1 and traffic = 'customer')`;

/** First match of a name (or any) by week, back in later weeks. */
const firstMatch = (start: string, returned: string, filter = 'true', times = 1): PlainQuestion => ({
  clickhouse: `
    with firsts as (select customer, min(toMonday(day)) as cohort from ${raw} where event = '${start}' and ${filter} group by customer),
    weeks as (select customer, toMonday(day) as week from ${raw} where ${returned} group by customer, week having count() >= ${times})
    select toString(cohort) as row, intDiv(toInt32(week) - toInt32(cohort), 7) as nth, uniqExact(customer) as people
    from firsts inner join weeks using (customer) where week > cohort group by row, nth order by row, nth`,
  duckdb: `
    with firsts as (select customer, min(date_trunc('week', day))::date as cohort from events where event = '${start}' and ${filter} group by customer),
    weeks as (select customer, date_trunc('week', day)::date as week from events where ${returned} group by 1, 2 having count(*) >= ${times})
    select cohort::text as row, (week - cohort) // 7 as nth, count(distinct customer) as people
    from firsts join weeks using (customer) where week > cohort group by 1, 2 order by 1, 2`,
});

/** Every day's customers of a name, back on later days. */
const everyDay = (start: string, from: string, to: string): PlainQuestion => ({
  clickhouse: `
    with starts as (select distinct customer, day as cohort from ${raw} where event = '${start}' and day between '${from}' and '${to}'),
    days as (select distinct customer, day from ${raw})
    select toString(cohort) as row, toInt32(day) - toInt32(cohort) as nth, uniqExact(customer) as people
    from starts inner join days using (customer) where day > cohort and day <= cohort + 30 group by row, nth order by row, nth`,
  duckdb: `
    with starts as (select distinct customer, day as cohort from events where event = '${start}' and day between '${from}' and '${to}'),
    days as (select distinct customer, day from events)
    select cohort::text as row, day - cohort as nth, count(distinct customer) as people
    from starts join days using (customer) where day > cohort and day <= cohort + 30 group by 1, 2 order by 1, 2`,
});

const gold = {
  clickhouse: `customer in (select customer from trait_changes where workspace_id = 1 and trait = 'plan' and value = 'plan 3')`,
  duckdb: `customer in (select customer from plans where plan = 'plan 3')`,
};

const filtered = (): PlainQuestion => ({
  clickhouse: firstMatch('event 3', 'true', gold.clickhouse).clickhouse,
  duckdb: firstMatch('event 3', 'true', gold.duckdb).duckdb,
});

const byPlan = (): PlainQuestion => ({
  clickhouse: `
    with firsts as (select customer, min(toMonday(day)) as cohort from ${raw} where event = 'event 3' group by customer),
    plans as (select customer, argMax(value, time) as plan from trait_changes where workspace_id = 1 and trait = 'plan' group by customer),
    weeks as (select distinct customer, toMonday(day) as week from ${raw})
    select concat(plan, ' ', toString(cohort)) as row, intDiv(toInt32(week) - toInt32(cohort), 7) as nth, uniqExact(customer) as people
    from firsts inner join plans using (customer) inner join weeks using (customer) where week > cohort group by row, nth order by row, nth`,
  duckdb: `
    with firsts as (select customer, min(date_trunc('week', day))::date as cohort from events where event = 'event 3' group by customer),
    weeks as (select distinct customer, date_trunc('week', day)::date as week from events)
    select plan || ' ' || cohort::text as row, (week - cohort) // 7 as nth, count(distinct customer) as people
    from firsts join plans using (customer) join weeks using (customer) where week > cohort group by 1, 2 order by 1, 2`,
});

/** The plain form of each measured question, by its name. */
export const plainQuestions = {
  any: firstMatch('event 3', 'true'),
  pair: firstMatch('event 3', "event = 'event 7'"),
  daily: everyDay('event 3', '2024-06-01', '2024-06-30'),
  trait: filtered(),
  breakdown: byPlan(),
  atLeast: firstMatch('event 3', 'true', 'true', 3),
} as const;
