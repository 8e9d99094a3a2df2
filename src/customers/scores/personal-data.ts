import { inKeptQuestions, type Person, type PersonalData, type Told, toldAtOnce } from '#src/access/index.ts';
import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';

const own = ({ workspace, numbers }: Person): Sql => sql`
  workspace_id = ${typed('UInt32', workspace)} and unit = 'customer' and key in ${typed('Array(UInt64)', numbers)}`;

/** Scores are judged from what is stored; of whom nothing is stored none is judged again. An account's are not a person's. */
export const personalData: readonly PersonalData[] = [
  inKeptQuestions('names of scores'),
  {
    holds: 'scores',
    erase: async ({ warehouse }, person) => {
      await warehouse.run(sql`
        alter table scores
        delete where ${own(person)}
        settings mutations_sync = 2`);
    },
    count: async ({ warehouse }, person) => {
      const [row] = await warehouse.rows(sql<{ held: string }>`
        select count() as held
        from scores
        where ${own(person)}`);
      return Number(row?.held ?? 0);
    },
    // Grain: a change of a score; some hundreds.
    tells: [
      toldAtOnce('scores', async ({ warehouse }, { numbers }): Promise<Told[]> => {
        const rows = await warehouse.rows(sql<{
          score: string;
          at: string;
          value: number | null;
          colour: string;
        }>`
          select toString(score) as score, at, value, toString(colour) as colour
          from ${scoped('scores')}
          where unit = 'customer'
            and key in ${typed('Array(UInt64)', numbers)}
          order by at, score
          settings final = 1`);
        return rows.map(({ score, at, value, colour }) => ({
          score,
          at: `${at.replace(' ', 'T')}Z`,
          value,
          colour: colour === '' ? null : colour,
        }));
      }),
    ],
  },
];
