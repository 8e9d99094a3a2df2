// Phases of life of 500 thousand customers over 20 million events: everyone told anew after a change of rule, those of one loaded
// batch, and the board beside plain SQL that knows windows but no history.
// node bench/run.ts phases [--events 20m] [--repeats 7]   results: bench/results/phases.md

import { sql } from '#src/basics/sql.ts';
import { phaseKeeper } from '#src/customers/phase-keeping/index.ts';
import { adoptRule } from '#src/customers/phase-rules/index.ts';
import { defaultRule, PhaseRule } from '#src/customers/phases/index.ts';
import { everythingNew, type Kept, type News, noNews } from '#src/customers/upkeep/index.ts';
import { type Counted, createDefinition } from '#src/customers/value/index.ts';
import { operations, type PhaseBoard } from '#src/insights/phase-board/index.ts';
import { run } from '../test/asking.ts';
import { customers } from './generated-events.ts';
import { type Benchmark, onStage, type Stage } from './stage.ts';

const now = '2025-01-01T12:00:00Z';
const range = { from: '2024-10-01', to: '2025-01-01' };

/** Any purchase and any visit: the two most frequent events, so that nearly everybody has a life. */
const meant = { ...defaultRule.meant, purchase: [{ event: 'event 0', where: [] }] };
const visit: Counted = {
  match: { event: 'event 1', where: [] },
  rule: { kind: 'times', times: 1 },
  period: 'day',
};

/**
 * Who stands in attrition, as one knows it without a history: bought 90 days ago or more, at most two visits in the last 90 days. Nobody is ever
 * regular here for whom it would differ: 9 visits are more than two.
 */
const plainAttrition = `
  with toDate('2025-01-01') as today
  select count() as size
  from (
    select customer,
      minIf(toDate(time, 'Europe/Paris'), event = 'event 0') as began,
      countIf(event = 'event 0') as bought,
      countIf(event = 'event 1' and toDate(time, 'Europe/Paris') > today - 90) as visits
    from events
    where workspace_id = 1 and traffic = 'customer' and event in ('event 0', 'event 1') and time < '2025-01-01 12:00:00'
    group by customer
    having bought > 0 and today - began >= 90 and visits <= 2
  )`;

export const benchmark: Benchmark = {
  name: 'phases',
  title: 'Phases of life',
  said: 'A plain statement counts one window; the phases have a history, rhythms and reasons beside. Both find the same people in attrition.',
  peers: ['plain SQL'],
  run: async (stage) => {
    const context = stage.at(now);
    await stage.records.run(sql`delete from phase_rules where workspace_id = 1`);
    await stage.records.run(sql`delete from phase_learned where workspace_id = 1`);
    await stage.records.run(sql`delete from phase_keeping where workspace_id = 1`);
    await stage.records.run(sql`delete from value_definitions where workspace_id = 1`);
    await stage.warehouse.run(sql`truncate table phase_lives`);
    await stage.records.run(sql`
      insert into customer_numbers (workspace_id, next) values (1, ${customers + 1})
      on conflict (workspace_id) do update set next = excluded.next`);
    await createDefinition(context, { name: 'Visit', offer: null }, visit);
    await adoptRule(context, { offer: '', rule: PhaseRule.parse({ meant }), holds: 'always' });
    const first = await kept(stage, everythingNew);
    await adoptRule(context, { offer: '', rule: PhaseRule.parse({ meant, tenureDays: 80 }), holds: 'now' });
    const changed = await kept(stage, noNews);
    await adoptRule(context, { offer: '', rule: PhaseRule.parse({ meant }), holds: 'always' });
    await kept(stage, noNews);
    const some = await kept(stage, {
      ...noNews,
      customers: Array.from({ length: 5_000 }, (_, i) => 1 + i * 97),
    });
    stage.note(
      `Everyone for the first time ${first} ms, after a change of rule ${changed} ms; the 5,000 customers of one loaded batch ${some} ms.`,
    );
    await stage.beside('board: those in attrition', {
      ours: async () => {
        const board = await run<PhaseBoard>(operations, context, 'phases.board', range);
        return board.rows.find(({ phase }) => phase === 'attrition')?.people;
      },
      'plain SQL': async () => Number((await stage.plain(plainAttrition))[0]?.size),
    });
    await stage.beside('a hundred of them by name', {
      ours: async () => {
        const which = { kind: 'phase', phase: 'attrition' };
        await run(operations, context, 'phases.people', { ask: range, which, limit: 100 });
      },
    });
  },
};

/** Turns until everything is kept; how long they took, in milliseconds. */
async function kept(stage: Stage, news: News): Promise<number> {
  const context = stage.at(now);
  const keeping: Kept = {
    workspace: context.workspace,
    warehouse: context.warehouse,
    store: stage.warehouse,
    records: context.records,
    clock: context.clock,
    signal: new AbortController().signal,
    announce: async () => {},
  };
  const since = performance.now();
  await phaseKeeper.keep(keeping, news);
  return Math.round(performance.now() - since);
}

if (import.meta.main) await onStage([benchmark]);
