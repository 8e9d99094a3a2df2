import { useQuery } from '@tanstack/react-query';
import type { HolderMovements } from '#src/insights/revenue/index.ts';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { Fold } from '../../ui/Answered.tsx';
import { cents } from '../../ui/cents.ts';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { useFigures, useWords } from '../../words/index.ts';

type Book = HolderMovements['books'][number];

/** Whose money: a customer, or an account. */
export type Holder =
  | { readonly kind: 'customer'; readonly customer: number }
  | { readonly kind: 'account'; readonly account: string };

/** How what they pay a month moved, the latest first; each currency by itself. */
export function MovesPart({ holder }: { holder: Holder }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const found = useQuery(question(slug, 'revenue.movements-of', { holder }));
  if (found.isError) return <Refused error={found.error} again={() => found.refetch()} />;
  const books = found.data?.books.filter(({ movements }) => movements.length > 0) ?? [];
  if (books.length === 0) return null;
  return (
    <Fold title={t('life.moves')}>
      {books.map((book) => (
        <Moves key={book.currency} book={book} />
      ))}
    </Fold>
  );
}

/** So many are read at once. */
const most = 24;

function Moves({ book: { currency, movements, earlier } }: { book: Book }) {
  const { t } = useWords();
  const figures = useFigures();
  const left = earlier + Math.max(0, movements.length - most);
  return (
    <>
      <Rows
        rows={movements
          .slice(-most)
          .reverse()
          .map(({ day, move, amount }) => ({
            id: `${day}${move}`,
            title: t('life.moved', {
              move,
              amount: amount.known ? cents(amount.value, currency, figures) : t('life.moved_no_rate'),
            }),
            detail: figures.day(day),
          }))}
      />
      {left > 0 && <p>{t('life.moves_more', { count: left })}</p>}
    </>
  );
}
