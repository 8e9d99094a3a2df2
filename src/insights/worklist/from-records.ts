import { type Sql, sql } from '#src/basics/sql.ts';
import { numbersOf } from '#src/customers/about/index.ts';
import { dateText, dayNumber } from '#src/customers/calendar/index.ts';
import type { Words } from '#src/customers/frame/index.ts';
import { say } from '#src/customers/wording/index.ts';
import { dayWords, type Finding, type Looking } from './finding.ts';
import { freshDays } from './reasons.ts';

interface Kept {
  readonly id: string;
  readonly kind: 'customer' | 'account';
  readonly holder: string;
  readonly what: string;
  readonly dueOn: string;
}

/**
 * Tasks whose day has come, and promises that were not kept. A broken promise stands for the task that it opened: it is
 * told once. Whoever left no event any more is left out.
 */
export async function fromRecords(looking: Looking): Promise<Finding[]> {
  const { records } = looking.context;
  const today = dateText(looking.today);
  const [tasks, promises] = await Promise.all([
    records.rows(tasksDue(today)),
    records.rows(promisesBroken(today)),
  ]);
  const broken = new Set(promises.map(({ id }) => id));
  const numbers = await numbersOf(
    records,
    [...tasks, ...promises].flatMap(({ kind, holder }) => (kind === 'customer' ? [holder] : [])),
  );
  const found = (reason: Finding['reason'], rows: readonly Kept[], wordsOf: (row: Kept) => Words) =>
    rows.flatMap((row): Finding[] => {
      const key = row.kind === 'account' ? row.holder : numbers.get(row.holder)?.toString();
      if (key === undefined) return [];
      const due = dayNumber(row.dueOn);
      return [{ kind: row.kind, key, reason, occurrence: row.id, since: due, due, words: wordsOf(row) }];
    });
  return [
    ...found(
      'task_due',
      tasks.filter(({ promise }) => promise === null || !broken.has(promise)),
      ({ what, dueOn }) => {
        const day = dayWords(dayNumber(dueOn));
        return dueOn < today
          ? say(`Tâche en retard depuis le ${day.fr} : ${what}`, `Task overdue since ${day.en}: ${what}`)
          : say(`À faire aujourd’hui : ${what}`, `To do today: ${what}`);
      },
    ),
    ...found('promise_broken', promises, ({ what, dueOn }) => {
      const day = dayWords(dayNumber(dueOn));
      return say(`Promis pour le ${day.fr}, non tenu : ${what}`, `Promised for ${day.en}, not kept: ${what}`);
    }),
  ];
}

interface KeptTask extends Kept {
  /** The promise that opened it. */
  readonly promise: string | null;
}

/** Grain: a task in hand that is about somebody, its day today or over. */
const tasksDue = (today: string): Sql<KeptTask> => sql<KeptTask>`
  select id, holder_kind as kind, holder, title as what, due_on as "dueOn",
    case when source = 'promise' then source_id end as promise
  from tasks
  where state in ('open', 'doing')
    and holder is not null
    and due_on <= ${today}::date
  order by id`;

/** Grain: a promise that is overdue, or was missed in the last days. */
const promisesBroken = (today: string): Sql<Kept> => sql<Kept>`
  select id, holder_kind as kind, holder, what, due_on as "dueOn"
  from promises
  where withdrawn_at is null
    and (
      (kept_on is null and due_on < ${today}::date)
      or ((kept_on > due_on or coalesce(actual, 0) < promised) and kept_on >= ${today}::date - ${freshDays.promise_broken}::integer)
    )
  order by id`;
