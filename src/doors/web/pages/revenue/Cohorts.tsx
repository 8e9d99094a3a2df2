import type { Cohorts as Found } from '#src/insights/revenue-retention/index.ts';
import { type CellFace, HeatMap, type HeatRow } from '../../charts/HeatMap.tsx';
import { Answered, useAnswer, Verdict } from '../../ui/Answered.tsx';
import { SecondQuestion } from '../../ui/SecondQuestion.tsx';
import { type BelowProps, monthsAsked } from './below.ts';
import { mainKind } from './Movements.tsx';
import { moneyAlike, moneyText, type Saying, type Writing } from './shape.ts';

/** What is left, month after month, of the revenue of those who began together. */
export function Cohorts(props: BelowProps) {
  const { t, said } = props.saying.words;
  const answer = useAnswer('revenue.cohorts', monthsAsked(props));
  return (
    <SecondQuestion label={t('revenue.cohorts_title')} sentence={t('revenue.cohorts_sentence')}>
      <Answered answer={answer} height={320}>
        {(found) => (
          <>
            <Verdict>{said(found.verdict)}</Verdict>
            {found.books.map((book) => (
              <Grid key={book.currency} {...props} book={book} />
            ))}
          </>
        )}
      </Answered>
    </SecondQuestion>
  );
}

type Book = Found['books'][number];

function Grid({ saying, book, onOpen }: BelowProps & { book: Book }) {
  const { t } = saying.words;
  const { figures } = saying;
  const amounts = book.rows.flatMap(({ cells }) => cells.map(({ amount }) => amount));
  const write = moneyAlike(amounts, book.currency, figures);
  const most = Math.max(...book.rows.map(({ cells }) => cells.length));
  const open = (opens: string) => {
    const [month = '', at = '0'] = opens.split('/');
    const cell = book.rows.find((row) => row.month === month)?.cells[Number(at)];
    if (cell)
      onOpen({ of: 'cohort', currency: book.currency, month, at: cell.at, holders: mainKind(cell.holders) });
  };
  return (
    <HeatMap
      caption={t('shell.pair', { name: t('revenue.cohorts_title'), value: book.currency })}
      corner={t('revenue.began')}
      sizeTitle={t('revenue.first_amount')}
      axis={t('revenue.cohorts_axis')}
      more={t('revenue.cohorts_more')}
      columns={Array.from({ length: Math.max(0, most - 1) }, (_, i) => ({
        id: String(i + 1),
        label: figures.count(i + 1),
        said: t('revenue.after_months', { count: i + 1 }),
      }))}
      rows={book.rows.map((row) => heatRow(row, write, saying))}
      onOpen={open}
    />
  );
}

const empty: CellFace = { face: 'empty', weight: null, few: false, text: '', said: '', opens: null };

function heatRow(row: Book['rows'][number], write: Writing, saying: Saying): HeatRow {
  const { figures, words } = saying;
  const name = figures.day(row.month, 'month');
  const face = (cell: Book['rows'][number]['cells'][number]): CellFace => {
    const people = cell.holders.customer + cell.holders.account;
    const amount = moneyText(cell.amount, write);
    const share = cell.share.known ? figures.share(cell.share.value) : '–';
    return {
      face: cell.share.known ? (cell.state === 'running' ? 'running' : 'full') : 'unknown',
      weight: cell.share.known ? Math.min(1, Math.max(0, cell.share.value)) : null,
      few: people > 0 && people < 5,
      text: cell.at === 0 ? amount : share,
      said: words.t('revenue.cell_said', { month: name, at: cell.at, share, amount, count: people }),
      opens: people > 0 ? `${row.month}/${cell.at}` : null,
    };
  };
  const [first, ...later] = row.cells;
  return {
    id: row.month,
    label: figures.day(row.month, 'tiny-month'),
    note: null,
    size: first ? { ...face(first), weight: null } : empty,
    cells: later.map(face),
    summary: false,
  };
}
