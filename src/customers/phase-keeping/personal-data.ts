import { inKeptQuestions, type Person, type PersonalData } from '#src/access/index.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';

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
  },
];
