import { Select } from '@mantine/core';
import { useMemo } from 'react';
import type { CurveAnswer, Waits } from '#src/insights/time-to-value/index.ts';
import { LateCurves } from '../../charts/LateCurves.tsx';
import { Definition, Folds, Verdict } from '../../ui/Answered.tsx';
import { Sides } from '../../ui/Sides.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { axisOf, horizonsOf, longestOf, ownHorizon, stairs } from './curves.ts';
import { Differences } from './Differences.tsx';
import { Numbers } from './Numbers.tsx';
import styles from './Result.module.css';
import { daysOf, drawnGroups, groupKey, groupName, lengthSaid, type Saying } from './saying.ts';
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
  const { words, figures } = saying;
  const { t } = words;
  const drawn = useMemo(() => drawnGroups(answer), [answer]);
  const longest = longestOf(drawn.map(({ steps }) => steps));
  const choices = horizonsOf(longest);
  const chosen = choices.find((days) => days === horizon) ?? ownHorizon(answer.everyone.steps);
  const { lines, columns, labelEvery } = useMemo(
    () =>
      stairs(
        drawn.map((waits, kind) => ({
          id: groupKey(waits.group),
          name: groupName(waits.group, asked, saying),
          kind,
          steps: waits.steps,
          noteOf: ({ waiting }: Waits['steps'][number]) =>
            `, ${saying.words.t('ttv.still', { count: saying.figures.count(waiting) })}`,
        })),
        axisOf(chosen === 0 ? Math.max(1, longest) : chosen),
        { begin: 0, written: (value) => figures.decimal(value, 1) },
      ),
    [drawn, asked, saying, chosen, longest, figures],
  );
  const unit = axisOf(chosen === 0 ? Math.max(1, longest) : chosen).unit;
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
      <LateCurves
        lines={lines}
        columns={columns}
        axis={t(unit === 'hour' ? 'ttv.axis_hours' : 'ttv.axis')}
        percent={figures.share}
        said={drawn.map((waits) => curveSaid(waits, asked, saying)).join(' ')}
        height={380}
        labelEvery={labelEvery}
        step
        picture
      />
      <p className={styles.note}>
        {drawn.length < answer.groups.filter(({ customers }) => customers > 0).length
          ? t('ttv.chart_note_some', { count: drawn.length })
          : t('ttv.chart_note')}
      </p>
    </>
  );
}

function curveSaid(waits: Waits, asked: CurveAsked, saying: Saying): string {
  const median = daysOf(waits.median);
  return saying.words.t('ttv.chart_said', {
    group: groupName(waits.group, asked, saying),
    median: median.known ? lengthSaid(median.value, saying) : '–',
    reached: saying.figures.count(waits.reached),
    waiting: saying.figures.count(waits.waiting),
  });
}
