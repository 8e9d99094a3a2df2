import { beforeAll, beforeEach } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { recordContracts } from '#src/customers/contracts/index.ts';
import { operations as goals } from '#src/customers/goals/index.ts';
import { operations as offers } from '#src/customers/offers/index.ts';
import { operations as promises } from '#src/customers/promises/index.ts';
import { operations as tasks } from '#src/customers/tasks/index.ts';
import { run } from '../../../test/asking.ts';
import { testNow } from '../../../test/engines.ts';
import { knownPeople, type WorkspaceBed, workspaceBed } from '../../../test/workspace-bed.ts';
import { operations, type Reason, type Row, type Worklist } from './index.ts';

export const day = 86_400_000;
const all = [...operations, ...offers, ...promises, ...tasks, ...goals, recordContracts];

export const ids = ({ rows }: Worklist) => rows.map(({ holder }) => holder.id);
export const causesOf = (row: Row | undefined) =>
  (row?.causes ?? []).map(({ reason, occurrence }) => ({ reason, occurrence }));
const date = (days: number) => new Date(testNow + days * day).toISOString();
/** The day so many days from now. */
export const localDate = (days: number) => date(days).slice(0, 10);
export const id = (customer: number) => ({ id: `user-${customer}` });

/** A headline life as the keeper of phases writes it. */
interface Life {
  readonly customer: number;
  readonly phase?: string;
  readonly status?: string;
  readonly reason?: string;
  /** Days since it came into its phase. */
  readonly ago: number;
  readonly bought?: number;
}
/** Nine people, Julie who edits, and a list of who needs attention. */
export function worklistBed() {
  const bed = workspaceBed();
  beforeAll(() =>
    bed.engines.records.run(
      sql`insert into users (id, name, email) values ('usr_julie', 'Julie', 'julie@example.com')`,
    ),
  );
  beforeEach(async () => {
    await bed.engines.records.run(
      sql`insert into members (workspace_id, user_id, role) values (${bed.workspace.number}, 'usr_julie', 'editor')`,
    );
    await knownPeople(bed, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
  const ask = <T>(name: string, input: unknown, of = bed.context) => run<T>(all, of, name, input);
  const list = (input: object = {}, of = bed.context) => ask<Worklist>('worklist.list', input, of);
  /** Asks an hour before now: what is told at an instant is known after it. */
  const earlier = async (name: string, input: unknown) => {
    bed.engines.clock.set(testNow - 3_600_000);
    await ask(name, input);
    bed.engines.clock.set(testNow);
  };
  return {
    bed,
    ask,
    list,
    earlier,
    who: async (reason: Reason, more: object = {}) => ids(await list({ reasons: [reason], ...more })),
    lives: (told: readonly Life[]) => lives(bed, told),
    /** Records contracts, in euros a year unless told. */
    sells: (...told: readonly (readonly [holder: string, more?: object])[]) =>
      earlier('contracts.record', {
        contracts: told.map(([holder, more], at) => ({
          contract: `c${at}-${holder}`,
          ...(holder.startsWith('user') ? { customer: holder } : { account: holder }),
          offer: 'Pro',
          startsAt: localDate(-400),
          price: 12_000,
          period: 'year',
          ...more,
        })),
      }),
  };
}

const lives = ({ engines, workspace }: WorkspaceBed, told: readonly Life[]) => {
  const time = (ago: number) =>
    new Date(testNow - ago * day).toISOString().replace('T', ' ').replace('Z', '');
  const rows = told.map(
    ({ customer, phase = 'loyalty', status = 'none', reason = 'out_of_rhythm', ago, bought }) => ({
      workspace_id: workspace.number,
      customer,
      offer: '',
      known: true,
      headline: true,
      phase,
      status,
      since: time(ago),
      last_visit: time(ago + 20),
      bought: bought === undefined ? [] : [String(bought * 1_000_000)],
      bought_in: bought === undefined ? [] : ['EUR'],
      moves_at: [time(ago + 300), time(ago)],
      moves_phase: ['conversion', phase],
      moves_status: ['none', status],
      moves_rule: [0, 0],
      moves_reason: ['purchase', reason],
      moves_facts: ['{}', '{"lastDay":20000,"limit":9}'],
      stamp: '1',
    }),
  );
  const body = new TextEncoder().encode(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return engines.warehouse.insert('phase_lives', body, { format: 'JSONEachRow' });
};
