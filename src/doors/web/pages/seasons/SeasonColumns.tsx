import type { SeasonsAnswer, SeasonWhich } from '#src/insights/seasons/index.ts';
import { Columns, Key } from '../../charts/Columns.tsx';
import { useFigures, useWords } from '../../words/index.ts';

type Row = SeasonsAnswer['rows'][number];

/** A season by its first and last day. */
export function useSeasonName(): (row: Pick<Row, 'from' | 'to'>) => string {
  const { t } = useWords();
  const figures = useFigures();
  return ({ from, to }) =>
    t('seasons.from_to', { from: figures.day(from, 'short'), to: figures.day(to, 'short') });
}

interface SeasonColumnsProps {
  readonly found: Pick<SeasonsAnswer, 'rows'>;
  readonly onOpen?: ((open: SeasonWhich) => void) | undefined;
  readonly height?: number;
}

const opened = ['returned', 'back', 'fresh', 'missed'] as const;

/** Season by season who came, above the line, and who of the season before did not, below it. */
export function SeasonColumns({ found: { rows }, onOpen, height = 280 }: SeasonColumnsProps) {
  const { t } = useWords();
  const figures = useFigures();
  const name = useSeasonName();
  const lines = (row: Row) =>
    (['came', 'returned', 'missed', 'back'] as const).map((part) =>
      t('shell.pair', { name: t(`seasons.part.${part}`), value: figures.count(row[part]) }),
    );
  return (
    <>
      <Key
        items={drawnIn(rows).map((id) => ({
          tone: tones[id],
          label: t(id === 'came' ? 'seasons.came_unsaid' : `seasons.part.${id}`),
        }))}
      />
      <Columns
        columns={rows.map((row) => ({
          id: String(row.year),
          label: name(row),
          running: row.state === 'running',
          note: [name(row), ...lines(row)],
          parts: partsOf(row),
        }))}
        format={figures.count}
        axis={t('seasons.axis')}
        said={rows.map((row) => `${name(row)}: ${lines(row).join(', ')}.`).join(' ')}
        height={height}
        onOpen={
          onOpen &&
          ((year, id) => {
            const part = opened.find((one) => one === id);
            if (part) onOpen({ kind: 'season', year: Number(year), part });
          })
        }
      />
    </>
  );
}

const tones = { returned: 'kept', back: 'back', fresh: 'first', came: 'unsaid', missed: 'lost' } as const;
const legend = ['fresh', 'came', 'back', 'returned', 'missed'] as const;

/** The parts that are drawn in any season, from the top of a column down. */
function drawnIn(rows: readonly Row[]): (typeof legend)[number][] {
  const drawn = new Set(rows.flatMap(partsOf).flatMap(({ id, value }) => (value === 0 ? [] : [id])));
  return legend.filter((id) => drawn.has(id));
}

/** Where nobody can tell who is new, as in the first season of all, the rest of those who came is one part. */
function partsOf({ came, returned, back, fresh, missed }: Row) {
  const joined = came - returned - back;
  const newcomers = fresh.known ? 'fresh' : 'came';
  return [
    { id: 'returned', tone: tones.returned, value: returned },
    { id: 'back', tone: tones.back, value: back },
    { id: newcomers, tone: tones[newcomers], value: joined },
    { id: 'missed', tone: tones.missed, value: -missed },
  ] as const;
}
