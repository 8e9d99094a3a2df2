import type { MissionsAnswer } from '#src/insights/missions/index.ts';
import { Columns } from '../../charts/Columns.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { type OpenedMissions, outcomes } from './search.ts';

interface ChartProps {
  readonly found: Pick<MissionsAnswer, 'offers'>;
  readonly onOpen?: ((open: OpenedMissions) => void) | undefined;
  readonly height?: number;
}

/** From the line on: above it what is renewed or still undecided, below it what was not renewed. */
const parts = [
  { id: 'renewed', tone: 'kept', way: 1, running: false },
  { id: 'in_grace', tone: 'plain', way: 1, running: true },
  { id: 'running', tone: 'kept', way: 1, running: true },
  { id: 'not_renewed', tone: 'lost', way: -1, running: false },
  { id: 'cancelled_early', tone: 'gone', way: -1, running: false },
] as const;

/** Offer by offer: missions renewed, and those still undecided, above the line; those that were not, below it. */
export function Chart({ found: { offers }, onOpen, height = 240 }: ChartProps) {
  const { t } = useWords();
  const figures = useFigures();
  const drawn = parts.filter(({ id }) => offers.some((one) => one.outcomes[id].missions > 0));
  const labelOf = (id: (typeof parts)[number]['id'], running: boolean) => {
    const name = t(`missions.which.${id}`);
    return running ? t('missions.hatched', { name }) : name;
  };
  const lines = ({ outcomes: told }: MissionsAnswer['offers'][number]) =>
    outcomes.map((outcome) =>
      t('shell.pair', {
        name: t(`missions.which.${outcome}`),
        value: figures.count(told[outcome].missions),
      }),
    );
  return (
    <Columns
      columns={offers.map((one) => ({
        id: one.offer,
        label: one.offer,
        note: [one.offer, ...lines(one)],
        parts: drawn.map(({ id, tone, way, running }) => ({
          id,
          tone,
          running,
          value: way * one.outcomes[id].missions,
        })),
      }))}
      labels={drawn.map(({ id, tone, running }) => ({ id, tone, label: labelOf(id, running) }))}
      format={figures.count}
      axis={t('missions.axis')}
      said={offers.map((one) => `${one.offer}: ${lines(one).join(', ')}.`).join(' ')}
      height={height}
      onOpen={
        onOpen &&
        ((offer, part) => {
          const which = outcomes.find((one) => one === part);
          if (which) onOpen({ which, offer });
        })
      }
    />
  );
}
