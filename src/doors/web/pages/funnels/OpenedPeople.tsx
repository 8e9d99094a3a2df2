import { ask } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { periodLabel } from '../../ui/dates.ts';
import { PeopleDrawer } from '../../ui/PeopleDrawer.tsx';
import { useWords, type Word } from '../../words/index.ts';
import type { PartProps } from './props.ts';
import type { OpenPeople } from './search.ts';
import { binSaid, seriesName, stepName } from './shape.ts';

/** The people behind one number of the funnel. */
export function OpenedPeople(props: PartProps & { open: OpenPeople; onClose: () => void }) {
  const { grid, series, asked, saying, open, onClose, onLook } = props;
  const { t } = useWords();
  const { slug } = useSeat();
  const { which, period = null, onlyOver = false } = open;
  const input = {
    ask: asked,
    series: { kind: series.kind, value: series.value },
    period,
    which,
    onlyOver,
  };
  const last = grid.steps.length;
  const ways =
    which.kind === 'waited' || which.step === last ? [] : (['reached', 'dropped', 'open'] as const);
  return (
    <PeopleDrawer
      title={[
        whichSaid(props),
        ...(grid.series.length > 1 ? [seriesName(series, saying.words)] : []),
        ...(period === null
          ? []
          : [periodLabel(period, asked.trend ?? 'week', saying.words, saying.figures)]),
      ].join(', ')}
      of={['funnels.people', input]}
      load={(page, signal) => ask(slug, 'funnels.people', { ...input, ...page }, signal)}
      from={{ of: 'funnels.people', ask: input }}
      unit={grid.unit}
      ways={
        which.kind === 'waited'
          ? undefined
          : {
              value: which.kind,
              data: ways.map((kind) => ({ value: kind, label: t(partWords[kind]) })),
              onChange: (next) => {
                const kind = ways.find((one) => one === next);
                if (kind) onLook({ open: { ...open, which: { kind, step: which.step } } });
              },
            }
      }
      onClose={onClose}
    />
  );
}

const partWords = {
  reached: 'funnels.reached',
  dropped: 'funnels.dropped',
  open: 'funnels.open',
} as const satisfies Record<string, Word>;

function whichSaid({ grid, saying, open: { which } }: PartProps & { open: OpenPeople }): string {
  const { words } = saying;
  if (which.kind === 'waited') {
    const [from, to] = [
      stepName(grid, saying.asked, which.from, words),
      stepName(grid, saying.asked, which.to, words),
    ];
    return `${words.t('funnels.wait', { from, to })}, ${binSaid(which.fromMs, which.belowMs, saying)}`;
  }
  return `${stepName(grid, saying.asked, which.step, words)}, ${words.t(partWords[which.kind]).toLowerCase()}`;
}
