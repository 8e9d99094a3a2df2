import { sql } from '#src/basics/sql.ts';
import { dateText, dayNumber } from '#src/customers/calendar/index.ts';
import type { Keeper, Kept } from '#src/customers/upkeep/index.ts';
import { outcomeIs, type Row, rows, settleTaskOf, todayIn } from './register.ts';
import { eventNamesOf, takeEvents } from './told.ts';

/** A promise that broke longer ago is history: nothing is to be done about it. */
const mendedWithinDays = 90;

/** Takes up promises that events tell, and opens the task of each that was missed or whose day is over. */
export const keeper: Keeper = {
  name: 'promises',
  keep: async (kept, news) => {
    const names = await eventNamesOf(kept.records);
    const told = news.events.has(names.made) || news.events.has(names.kept);
    if (news.everything) await takeEvents(kept);
    else if (told) await takeEvents(kept, news.customers);
    await settleTasks(kept);
  },
};

/** Promises whose task is to be opened, and those whose task has lost its cause. */
async function settleTasks({ records, workspace, clock }: Kept): Promise<void> {
  const today = todayIn({ workspace, clock });
  const since = dateText(dayNumber(today) - mendedWithinDays);
  const isBroken = sql`(withdrawn_at is null and ${outcomeIs(today)} in ('missed', 'overdue'))`;
  const theirs = sql`
        from tasks
        where tasks.workspace_id = promises.workspace_id
          and tasks.source = 'promise'
          and tasks.source_id = promises.id`;
  const found = await records.rows(sql<Row>`
    ${rows}
    where ${isBroken}
      and due_on >= ${since}::date
      and not exists (select ${theirs} and (tasks.state <> 'dropped' or tasks.changed_by <> 'system:promises'))
    or not ${isBroken}
      and exists (select ${theirs} and tasks.state = 'open' and tasks.changed_by = 'system:promises')
    order by due_on
    limit 1000`);
  for (const row of found) {
    await records.transaction((tx) =>
      settleTaskOf(tx, row, { workspace: workspace.number, at: clock.now(), today }),
    );
  }
}
