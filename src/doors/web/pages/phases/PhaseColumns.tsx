import type { PhaseBoard } from '#src/insights/phase-board/index.ts';
import { Columns } from '../../charts/Columns.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { phaseColumns } from './shape.ts';

/** How many stand in each phase, side by side. */
export function PhaseColumns({ board, height }: { readonly board: PhaseBoard; readonly height: number }) {
  const words = useWords();
  const figures = useFigures();
  return (
    <Columns
      columns={phaseColumns(board, words, figures)}
      format={figures.count}
      axis=""
      said={words.said(board.verdict)}
      height={height}
    />
  );
}
