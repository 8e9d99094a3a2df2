import { sql } from '#src/basics/sql.ts';
import { dateText, dayNumber } from '#src/customers/calendar/index.ts';
import type { Keeper, Kept } from '#src/customers/upkeep/index.ts';
import { openTaskOf, outcomeIs, type Row, rows, todayIn } from './register.ts';
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
    await openTasks(kept);
  },
};

async function openTasks(kept: Kept): Promise<void> {
  const { records, workspace, clock } = kept;
  const today = todayIn(kept);
  const since = dateText(dayNumber(today) - mendedWithinDays);
  const broken = await records.rows(sql<Row>`
    ${rows}
    where withdrawn_at is null
      and due_on >= ${since}::date
      and (kept_on is null and due_on < ${today}::date or kept_on is not null)
      and ${outcomeIs(today)} in ('missed', 'overdue')
      and not exists (
        select from tasks
        where tasks.workspace_id = promises.workspace_id
          and tasks.source = 'promise'
          and tasks.source_id = promises.id
      )
    order by due_on
    limit 1000`);
  for (const row of broken) {
    await records.transaction((tx) =>
      openTaskOf(tx, row, { workspace: workspace.number, at: clock.now(), today }),
    );
  }
}
