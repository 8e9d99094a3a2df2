import type { MissionsAnswer } from '#src/insights/missions/index.ts';
import { Columns } from '../../charts/Columns.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { type OpenedMissions, outcomes } from './search.ts';

interface ChartProps {
  readonly found: Pick<MissionsAnswer, 'offers'>;
  readonly onOpen?: ((open: OpenedMissions) => void) | undefined;
  readonly height?: number;
}

/** Offer by offer: missions renewed, and those still undecided, above the line; those that were not, below it. */
export function Chart({ found: { offers }, onOpen, height = 240 }: ChartProps) {
  const { t } = useWords();
  const figures = useFigures();
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
        parts: [
          { id: 'renewed', tone: 'kept', value: one.outcomes.renewed.missions },
          { id: 'in_grace', tone: 'plain', value: one.outcomes.in_grace.missions, running: true },
          { id: 'running', tone: 'kept', value: one.outcomes.running.missions, running: true },
          { id: 'not_renewed', tone: 'lost', value: -one.outcomes.not_renewed.missions },
          { id: 'cancelled_early', tone: 'gone', value: -one.outcomes.cancelled_early.missions },
        ],
      }))}
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
