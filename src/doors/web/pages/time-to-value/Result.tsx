import { Select } from '@mantine/core';
import type { CurveAnswer } from '#src/insights/time-to-value/index.ts';
import { Definition, Folds, Verdict } from '../../ui/Answered.tsx';
import { Sides } from '../../ui/Sides.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { Chart, shownHorizon } from './Chart.tsx';
import { Differences } from './Differences.tsx';
import { Numbers } from './Numbers.tsx';
import styles from './Result.module.css';
import { drawnGroups, peopledGroups, type Saying } from './saying.ts';
import type { CurveAsked, Opened } from './search.ts';

export interface ResultProps {
  readonly answer: CurveAnswer;
  readonly asked: CurveAsked;
  readonly saying: Saying;
  readonly horizon: number | undefined;
  readonly onHorizon: (days: number) => void;
  readonly onOpen: (open: Opened) => void;
}

/** Verdict, curves with those who still wait, the same numbers beside, how the groups differ. */
export function Result(props: ResultProps) {
  const { answer, asked, saying, onOpen } = props;
  const { t, said } = saying.words;
  if (answer.everyone.customers === 0) return <Teach title={t('ttv.nobody_title')}>{t('ttv.nobody')}</Teach>;
  return (
    <>
      <Verdict>{said(answer.verdict)}</Verdict>
      <Sides
        stacked={answer.groups.length > 0}
        chartTitle={t('ttv.chart')}
        chart={<Drawn {...props} />}
        tableTitle={t('ttv.table')}
        table={<Numbers answer={answer} asked={asked} saying={saying} onOpen={onOpen} />}
      />
      {answer.difference && <Differences difference={answer.difference} asked={asked} saying={saying} />}
      <Folds>
        <Definition of={answer}>
          {tooFine(answer) && <p>{said(answer.naive.words)}</p>}
          {answer.unknownHolders > 0 && <p>{t('ttv.unknown_holders', { count: answer.unknownHolders })}</p>}
        </Definition>
      </Folds>
    </>
  );
}

/** Whether the median of those who got it alone is finer than the median of all. */
const tooFine = ({ naive, everyone: { median } }: CurveAnswer): boolean =>
  naive.median.known && (!median.known || naive.median.value < median.value.days);

function Drawn({ answer, asked, saying, horizon, onHorizon }: ResultProps) {
  const { t } = saying.words;
  const { choices, chosen } = shownHorizon(answer, horizon);
  const [drawn, peopled] = [drawnGroups(answer), peopledGroups(answer)];
  return (
    <>
      <div className={styles.tools}>
        <Select
          size="xs"
          aria-label={t('ttv.horizon')}
          allowDeselect={false}
          data={choices.map((days) => ({
            value: String(days),
            label: days === 0 ? t('ttv.horizon_all') : t('ttv.horizon_days', { days }),
          }))}
          value={String(chosen)}
          onChange={(next) => next !== null && onHorizon(Number(next))}
        />
      </div>
      <Chart answer={answer} asked={asked} saying={saying} horizon={chosen} height={380} />
      <p className={styles.note}>
        {drawn.length < peopled.length
          ? t('ttv.chart_note_some', { count: drawn.length })
          : t('ttv.chart_note')}
      </p>
    </>
  );
}
