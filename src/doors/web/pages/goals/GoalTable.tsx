import type { Board } from '#src/customers/goals/index.ts';
import type { Asked } from '../../asked.ts';
import { FiguresTable, Opens } from '../../ui/Figure.tsx';
import { useFigures, useWords } from '../../words/index.ts';

type Row = Board['goals'][number];
type Which = Asked['goals.people']['input']['which'];

/** A number of the board that was opened. */
export interface Behind {
  readonly title: string;
  readonly goal: string;
  readonly which: Which;
}

interface GoalTableProps {
  readonly row: Row;
  readonly unit: 'customer' | 'account';
  readonly onOpen: (behind: Behind) => void;
}

/** One goal: how many have it, how far they are, and for each action who did it, whose next it is, and who is late. */
export function GoalTable({ row, unit, onOpen }: GoalTableProps) {
  const { t } = useWords();
  const figures = useFigures();
  const cell = (count: number, label: string, which: Which) => (
    <Opens
      count={count}
      label={label}
      onOpen={() => onOpen({ title: `${row.name} · ${label}`, goal: row.goal, which })}
    />
  );
  if (row.share === null) return <p>{t('goals.nobody', { unit })}</p>;
  return (
    <>
      <p>
        {t('goals.summary', {
          count: row.people,
          figure: figures.count(row.people),
          share: figures.share(row.share),
          unit,
        })}
      </p>
      <FiguresTable
        caption={t('goals.actions', { name: row.name })}
        heads={[t('goals.action'), t('goals.did'), t('goals.next'), t('goals.late')]}
        rows={row.actions.map((action, at) => ({
          id: `${at}`,
          label: action.name,
          cells: [
            cell(action.done, t('goals.did_of', { action: action.name }), { kind: 'done', place: at + 1 }),
            cell(action.next, t('goals.next_of', { action: action.name }), { kind: 'next', place: at + 1 }),
            cell(action.late, t('goals.late_of', { action: action.name }), { kind: 'late', place: at + 1 }),
          ],
        }))}
      />
      <FiguresTable
        caption={t('goals.distribution', { name: row.name })}
        heads={[t('goals.actions_done'), t('goals.how_many', { unit })]}
        rows={row.byDone.map(({ done, people }) => ({
          id: `${done}`,
          label: t('goals.done_of', { done, of: row.actions.length }),
          cells: [
            cell(people, t('goals.done_of', { done, of: row.actions.length }), { kind: 'done_count', done }),
          ],
        }))}
      />
    </>
  );
}
