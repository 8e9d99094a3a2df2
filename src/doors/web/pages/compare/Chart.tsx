import { useMemo } from 'react';
import type { GroupsCompared } from '#src/insights/groups/index.ts';
import { LateCurves } from '../../charts/LateCurves.tsx';
import { ShareRows } from '../../charts/ShareRows.tsx';
import type { ComparedQuestion } from '../../ui/comparable.ts';
import { useFigures, useWords } from '../../words/index.ts';
import { useMarks } from '../notes/useMarks.ts';
import { axisOf, barsOf, columnsOf, datesOf, figuresInLine, linesOf, periodOf } from './shape.ts';

interface ChartProps {
  readonly compared: GroupsCompared;
  readonly question: ComparedQuestion;
  readonly height: number;
  /** Opens the people of a group, by its place. */
  readonly onOpen?: (arm: number, figure: string) => void;
  /** Whether the page's picture is made of it. */
  readonly picture?: boolean;
}

/** Shares of each group: a line a group where figures follow one another, else the headline figure with its doubt. */
export function Chart({ compared, question, height, onOpen, picture = false }: ChartProps) {
  const words = useWords();
  const figures = useFigures();
  const inLine = useMemo(() => figuresInLine(compared), [compared]);
  const lines = useMemo(
    () => linesOf(compared, inLine, { words, figures }),
    [compared, inLine, words, figures],
  );
  const columns = useMemo(() => columnsOf(inLine, question, figures), [inLine, question, figures]);
  const marks = useMarks(
    useMemo(() => datesOf(inLine), [inLine]),
    periodOf(question),
  );
  if (inLine.length > 0) {
    return (
      <LateCurves
        lines={lines}
        columns={columns}
        axis={words.t(axisOf(question.of, inLine))}
        percent={figures.share}
        said={words.said(compared.verdict)}
        height={height}
        marks={marks}
        picture={picture}
      />
    );
  }
  const figure = compared.figures.find(({ key }) => key === compared.figure);
  return (
    figure && (
      <ShareRows
        rows={barsOf(compared, figure, { words, figures })}
        {...(onOpen === undefined ? {} : { onOpen: (arm: string) => onOpen(Number(arm), figure.key) })}
      />
    )
  );
}
