import { inKeptQuestions, type Person, type PersonalData, type Told, toldAtOnce } from '#src/access/index.ts';
import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import type { WorkspaceWarehouse } from '#src/engines/warehouse/port.ts';
import { movesIn, type StoredMoves } from './rows.ts';

const own = ({ workspace, numbers }: Person): Sql => sql`
  workspace_id = ${typed('UInt32', workspace)} and customer in ${typed('Array(UInt32)', numbers)}`;

/** Lives are computed from events and contracts; without those none is computed again. Events that a rule means may name a person. */
export const personalData: readonly PersonalData[] = [
  inKeptQuestions('rules of phases'),
  {
    holds: 'phases of life',
    erase: async ({ warehouse }, person) => {
      await warehouse.run(sql`
        alter table phase_lives
        delete where ${own(person)}
        settings mutations_sync = 2`);
    },
    count: async ({ warehouse }, person) => {
      const [row] = await warehouse.rows(sql<{ held: string }>`
        select count() as held
        from phase_lives
        where ${own(person)}`);
      return Number(row?.held ?? 0);
    },
    tells: [toldAtOnce('phases', ({ warehouse }, person) => livesOf(warehouse, person))],
  },
];

interface LifeRow extends StoredMoves {
  readonly offer: string;
  readonly phase: string;
  readonly status: string;
  readonly since: string;
  readonly warned: readonly string[];
}

/** Grain: a life, of which there is one per offer; its history is told whole. */
async function livesOf(warehouse: WorkspaceWarehouse, { numbers }: Person): Promise<Told[]> {
  const lives = await warehouse.rows(sql<LifeRow>`
    select offer, phase, status, since, arrayMap(day -> toString(toDate32(day)), warned_on) as warned,
      moves_at, moves_phase, moves_status, moves_rule, moves_reason, moves_facts
    from ${scoped('phase_lives')}
    where customer in ${typed('Array(UInt32)', numbers)}
      and known
    order by customer, offer
    settings final = 1`);
  return lives.map(({ offer, phase, status, since, warned, ...moves }) => ({
    offer,
    phase,
    status,
    since: iso(since),
    warnedOn: warned,
    history: movesIn(moves).map(({ at, ...move }) => ({ at: new Date(at).toISOString(), ...move })),
  }));
}

const iso = (time: string): string => `${time.replace(' ', 'T')}Z`;
