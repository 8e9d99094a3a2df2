import { FiguresTable, Known, Opens, ShareFigure } from '../../ui/Figure.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { stepAt } from './edit.ts';
import type { MapProps } from './props.ts';
import { stepName } from './saying.ts';

/** The measured steps as a table: the same numbers, and the way to the people by keyboard. */
export function Numbers({ figures: told, draft, onOpen }: Pick<MapProps, 'figures' | 'draft' | 'onOpen'>) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  if (told === undefined) return null;
  return (
    <FiguresTable
      caption={t('journey.table')}
      heads={[
        t('journey.step'),
        t('journey.figure.did'),
        t('journey.use_head'),
        t('journey.figure.went_on'),
        t('journey.lost_head'),
        t('journey.lost_share'),
        t('journey.open_head'),
        t('journey.delay_head'),
      ]}
      rows={told.steps.map((one) => {
        const step = stepAt(draft.drawn, one.step)?.step;
        const name = step === undefined ? one.step : stepName(step, words);
        const opens = (kind: 'did' | 'went_on' | 'dropped' | 'open', count: number) => (
          <Opens
            key={kind}
            count={count}
            label={`${name}, ${t(`journey.figure.${kind}`)}`}
            onOpen={() => onOpen({ kind, step: one.step })}
          />
        );
        return {
          id: one.step,
          label: name,
          cells: [
            opens('did', one.people),
            <ShareFigure key="use" {...one.use} />,
            ...(one.dropOff === null || one.wait === null
              ? ['', '', '', '', '']
              : [
                  opens('went_on', one.wentOn),
                  opens('dropped', one.dropped),
                  <ShareFigure key="lost" {...one.dropOff} />,
                  opens('open', one.open),
                  <Known key="wait" figure={one.wait.medianMs}>
                    {(value) => figures.duration(value / 1000)}
                  </Known>,
                ]),
          ],
        };
      })}
    />
  );
}
