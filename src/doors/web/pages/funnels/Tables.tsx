import type { FunnelSeries } from '#src/insights/funnels/index.ts';
import { FiguresTable, Opens, ShareFigure } from '../../ui/Figure.tsx';
import { useWords } from '../../words/index.ts';
import type { PartProps } from './props.ts';
import { seriesKey, seriesName, stepName } from './shape.ts';

/** Each step: who got there, of how many, who is gone, who may still go on, how long it took. */
export function StepsTable({ grid, series, saying, onLook }: PartProps) {
  const { t } = useWords();
  const { figures, words } = saying;
  const last = series.steps.length;
  return (
    <FiguresTable
      caption={t('funnels.table')}
      heads={[
        t('funnels.step'),
        t('funnels.reached'),
        t('funnels.of_first'),
        t('funnels.of_before'),
        t('funnels.dropped'),
        t('funnels.open'),
      ]}
      rows={series.steps.map((figure, at) => {
        const name = stepName(grid, saying.asked, figure.step, words);
        const wait = series.waits.find(({ from, to }) => from === at && to === at + 1);
        const opens = (kind: 'reached' | 'open' | 'dropped') => (
          <Opens
            key={kind}
            count={figure[kind]}
            label={`${name}, ${t(`funnels.${kind}`)}`}
            onOpen={() => onLook({ open: { which: { kind, step: figure.step } } })}
          />
        );
        return {
          id: String(figure.step),
          label: `${figure.step}. ${name}`,
          cells: [
            opens('reached'),
            <ShareFigure
              key="share"
              {...figure}
              aside={
                series.over < series.entered
                  ? t('funnels.of_over', {
                      hits: figures.count(figure.over),
                      over: figures.count(series.over),
                    })
                  : undefined
              }
            />,
            at === 0 ? null : (
              <ShareFigure
                key="before"
                {...figure.fromBefore}
                aside={wait?.medianMs.known ? figures.duration(wait.medianMs.value / 1000) : undefined}
              />
            ),
            figure.step === last ? null : opens('dropped'),
            figure.step === last ? null : opens('open'),
          ],
        };
      })}
    />
  );
}

/** The values side by side: how many entered, how many got to the end. */
export function SeriesTable({ grid, series, saying, onLook }: PartProps) {
  const { t } = useWords();
  const last = grid.steps.length;
  const end = (one: FunnelSeries) => one.steps[last - 1];
  const opens = (one: FunnelSeries, step: number, count: number, word: string) => (
    <Opens
      key={step}
      count={count}
      label={`${seriesName(one, saying.words)}, ${word}`}
      onOpen={() => onLook({ series: seriesKey(one), open: { which: { kind: 'reached', step } } })}
    />
  );
  return (
    <FiguresTable
      caption={t('funnels.values')}
      heads={[
        t('funnels.value'),
        t('funnels.entered'),
        t('funnels.converted'),
        t('funnels.of_first'),
        t('funnels.open'),
      ]}
      rows={grid.series.map((one) => ({
        id: seriesKey(one),
        label: seriesName(one, saying.words),
        strong: one === series,
        cells: [
          opens(one, 1, one.entered, t('funnels.entered')),
          opens(one, last, one.converted, t('funnels.converted')),
          <ShareFigure
            key="share"
            share={end(one)?.share ?? { known: false, why: 'no_events' }}
            low={end(one)?.low ?? null}
            high={end(one)?.high ?? null}
          />,
          saying.figures.count(one.open),
        ],
      }))}
    />
  );
}
