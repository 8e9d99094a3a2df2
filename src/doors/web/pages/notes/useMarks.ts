import { useQuery } from '@tanstack/react-query';
import { useContext, useMemo } from 'react';
import { question } from '../../ask.ts';
import type { Mark } from '../../charts/marks.ts';
import { SeatContext } from '../../seat.ts';
import type { PeriodName } from '../../ui/dates.ts';
import { useFigures, useWords } from '../../words/index.ts';
import { marksOf } from './marks.ts';

/**
 * The workspace's notes as marks over a chart's periods. None where there is no workspace above, as on a shared
 * dashboard: its readers were not shown the notes.
 *
 * @param periods in their order, each by its first local day
 */
export function useMarks(
  periods: readonly { readonly period: string }[],
  period: PeriodName,
): readonly Mark[] {
  const seat = useContext(SeatContext);
  const words = useWords();
  const figures = useFigures();
  const kept = useQuery({ ...question(seat?.slug ?? '', 'notes.list', {}), enabled: seat !== null });
  const notes = kept.data?.notes;
  return useMemo(
    () =>
      notes === undefined
        ? []
        : marksOf(
            notes,
            periods.map((one) => one.period),
            period,
            { words, figures },
          ),
    [notes, periods, period, words, figures],
  );
}
