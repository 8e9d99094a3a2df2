import type { Situation } from '#src/insights/paths/index.ts';
import type { Order } from './search.ts';

type Figures = Pick<Situation, 'people' | 'money' | 'retained'>;

const figureOf = ({ people, money, retained }: Figures, order: Order): number => {
  if (order === 'people') return people;
  const figure = order === 'money' ? money.amount : retained.share;
  return figure.known ? figure.value : Number.NEGATIVE_INFINITY;
};

/** Situations by what is asked for, the greatest first; the unknown last, of equals the larger first. */
export const ordered = <One extends Figures>(situations: readonly One[], order: Order): One[] =>
  situations.toSorted(
    (one, other) =>
      compare(figureOf(other, order), figureOf(one, order)) || compare(other.people, one.people),
  );

const compare = (one: number, other: number): number => (one === other ? 0 : one - other);
