import { useMemo } from 'react';
import type { Holders, Movements, MovementsRow } from '#src/insights/revenue/index.ts';
import { Columns, Key } from '../../charts/Columns.tsx';
import { useSeat } from '../../seat.ts';
import { Definition, Folds, Verdict } from '../../ui/Answered.tsx';
import { periodLabel } from '../../ui/dates.ts';
import { type FiguresRow, FiguresTable, Known, Opens, Small, type Told } from '../../ui/Figure.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Sides } from '../../ui/Sides.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { useMarks } from '../notes/useMarks.ts';
import { NotCounted } from './NotCounted.tsx';
import type { Opened } from './search.ts';
import {
  amountsOf,
  bookName,
  chartSaid,
  columnsOf,
  endsOf,
  gutterOf,
  hasRates,
  moneyAlike,
  partName,
  parts,
  type Saying,
  type ToldBook,
} from './shape.ts';

/** As many books as a page has room for: the largest. */
const mostBooks = 6;

export interface ResultProps {
  readonly found: Movements;
  readonly saying: Saying;
  readonly onOpen: (open: Opened) => void;
}

/** Verdict, then of each currency (and offer) the movements, what is there at the end, and the same numbers. */
export function Result({ found, saying, onOpen }: ResultProps) {
  const { t, said } = saying.words;
  const { slug } = useSeat();
  const { books } = found;
  if (books.length === 0)
    return (
      <Teach
        title={t('revenue.none_title')}
        action={
          <ButtonLink to="/w/$slug/imports" params={{ slug }}>
            {t('ask.nothing_import')}
          </ButtonLink>
        }
      >
        {t('revenue.none')}
      </Teach>
    );
  return (
    <>
      <Verdict>{said(found.verdict)}</Verdict>
      {found.whole.map((book) => (
        <Book
          key={book.currency}
          book={book}
          several={found.whole.length > 1}
          saying={saying}
          onOpen={onOpen}
          parts={books.filter(({ currency }) => currency === book.currency)}
        />
      ))}
      {books.slice(0, mostBooks).map((book) => (
        <Book
          key={bookName(book, saying.words)}
          book={book}
          several={books.length > 1}
          saying={saying}
          onOpen={onOpen}
        />
      ))}
      {books.length > mostBooks && <p>{t('revenue.more_books', { count: books.length - mostBooks })}</p>}
      <NotCounted of={found.notCounted} />
      <Folds>
        <Definition of={found}>
          <p>{t('revenue.quick_note')}</p>
        </Definition>
      </Folds>
    </>
  );
}

interface BookProps {
  readonly book: ToldBook;
  readonly several: boolean;
  readonly saying: Saying;
  readonly onOpen: (open: Opened) => void;
  /** What the book is told apart into: their figures come to its own. */
  readonly parts?: readonly ToldBook[];
}

function Book({ book, several, saying, onOpen, parts: apart = [] }: BookProps) {
  const { t } = saying.words;
  const name = several ? bookName(book, saying.words) : undefined;
  const title = (word: string) => (name === undefined ? word : t('shell.pair', { name: word, value: name }));
  return (
    <>
      <Sides
        chart={<Chart book={book} saying={saying} height={300} onOpen={onOpen} withEnds />}
        chartTitle={title(t('revenue.chart'))}
        table={<Numbers book={book} saying={saying} onOpen={onOpen} />}
        tableTitle={title(t('revenue.table'))}
        stacked
      />
      {apart.length > 0 && <SideBySide {...{ book, saying, onOpen, apart }} />}
    </>
  );
}

export interface ChartProps {
  readonly book: ToldBook;
  readonly saying: Saying;
  readonly height: number;
  readonly onOpen?: ((open: Opened) => void) | undefined;
  /** What is there at the end, above. */
  readonly withEnds?: boolean;
}

/** What is there at the end as a line; below it what came and what went, as columns around another. */
export function Chart({ book, saying, height, onOpen, withEnds = false }: ChartProps) {
  const { t } = saying.words;
  const { currency, offer, group, rows } = book;
  const columns = useMemo(() => columnsOf(book, saying), [book, saying]);
  const marks = useMarks(rows, saying.period);
  const format = (value: number) => saying.figures.money(value, currency, 0);
  const gutter = gutterOf(book, format);
  const open = (period: string, part: string) => {
    const which = ([...parts.map(({ id }) => id), 'end'] as const).find((one) => one === part);
    const row = rows.find((one) => one.period === period);
    if (which === undefined || row === undefined) return;
    const held = which === 'end' ? row.holders : row[which].holders;
    if (held !== null)
      onOpen?.({ of: 'movements', currency, offer, group, period, which, holders: mainKind(held) });
  };
  const labels = [
    ...parts.map(({ id, tone }) => ({ id, tone, label: t(`revenue.${id}`) })),
    ...(hasRates(book) ? [{ id: 'rates', tone: 'plain' as const, label: t('revenue.rates') }] : []),
  ];
  return (
    <>
      {rows.some(({ state }) => state === 'running') && (
        <Key items={[{ tone: 'running', label: t('ask.running') }]} />
      )}
      {withEnds && <Ends {...{ book, saying, format, gutter }} onOpen={onOpen && open} />}
      <Columns
        columns={columns}
        labels={labels}
        gutter={gutter}
        format={format}
        axis={t('revenue.axis', { period: saying.period })}
        said={chartSaid(book, saying)}
        height={height}
        marks={marks}
        onOpen={onOpen && open}
      />
    </>
  );
}

interface EndsProps extends Pick<BookProps, 'book' | 'saying'> {
  readonly format: (value: number) => string;
  readonly gutter: number;
  readonly onOpen: ((period: string, part: string) => void) | undefined;
}

/** Recurring revenue at the end of each period, over the movements that made it: its own scale, the same places. */
function Ends({ book, saying, format, gutter, onOpen }: EndsProps) {
  const { t } = saying.words;
  const { columns, values } = useMemo(() => endsOf(book, saying), [book, saying]);
  const line = useMemo(() => ({ values, part: 'end' }), [values]);
  return (
    <Columns
      columns={columns}
      line={line}
      gutter={gutter}
      labels={[{ id: 'line', tone: 'line', label: format(values.at(-1) ?? 0) }]}
      format={format}
      axis={t('revenue.ends_axis')}
      said={t('revenue.ends_axis')}
      height={190}
      onOpen={onOpen}
    />
  );
}

/** The kind of which there are more: shown first. */
export const mainKind = ({ customer, account }: Holders): 'customer' | 'account' =>
  account > customer ? 'account' : 'customer';

const order = ['new', 'expansion', 'reactivation', 'contraction', 'churn'] as const;

/** One line of a table of movements. */
interface Line extends Pick<FiguresRow, 'id' | 'label' | 'aside' | 'running' | 'strong'> {
  readonly book: ToldBook;
  readonly row: MovementsRow;
}

function Numbers({ book, saying, onOpen }: Omit<BookProps, 'several'>) {
  const { words, figures, period } = saying;
  const lines = book.rows.toReversed().map((row) => ({
    id: row.period,
    label: figures.day(row.period, period === 'month' ? 'tiny-month' : 'short'),
    aside: row.state === 'running' ? words.t('ask.running') : undefined,
    running: row.state === 'running',
    book,
    row,
  }));
  return (
    <Lines
      caption={words.t('revenue.table')}
      first={words.t('lifecycle.period')}
      lines={lines}
      saying={saying}
      onOpen={onOpen}
    />
  );
}

/** The last period that is over, part by part, and their sum. */
function SideBySide({
  book,
  saying,
  onOpen,
  apart,
}: Omit<BookProps, 'several'> & { apart: readonly ToldBook[] }) {
  const { words, figures, period } = saying;
  const last = book.rows.findLast(({ state }) => state === 'complete') ?? book.rows.at(-1);
  if (last === undefined) return null;
  const lines = [book, ...apart].flatMap((one) => {
    const row = one.rows.find((told) => told.period === last.period);
    if (row === undefined) return [];
    const label = partName(one, words) ?? words.t('revenue.whole');
    return [{ id: bookName(one, words), label, strong: one === book, book: one, row }];
  });
  return (
    <Lines
      caption={words.t('revenue.parts', { period: periodLabel(last.period, period, words, figures) })}
      first={words.t('revenue.part_head')}
      lines={lines}
      saying={saying}
      onOpen={onOpen}
    />
  );
}

interface LinesProps extends Pick<BookProps, 'saying' | 'onOpen'> {
  readonly caption: string;
  readonly first: string;
  readonly lines: readonly Line[];
}

function Lines({ caption, first, lines, saying, onOpen }: LinesProps) {
  const { words, figures, period } = saying;
  const { t } = words;
  const currency = lines[0]?.book.currency ?? '';
  const withRates = lines.some(({ row }) => !row.rates.known || row.rates.value !== 0);
  const write = useMemo(
    () =>
      moneyAlike(
        lines.flatMap(({ row }) => amountsOf({ rows: [row] })),
        currency,
        figures,
      ),
    [lines, currency, figures],
  );
  const money = (figure: Told) => <Known figure={figure}>{write}</Known>;
  const opens = ({ row, book }: Line, which: (typeof order)[number] | 'end') => {
    const held = which === 'end' ? row.holders : row[which].holders;
    const count = held === null ? 0 : held.customer + held.account;
    const { offer, group } = book;
    const named = periodLabel(row.period, period, words, figures);
    return (
      <>
        {which !== 'end' && money(row[which].amount)}
        {count > 0 && held !== null && (
          <Small>
            <Opens
              count={count}
              label={[partName(book, words), named, t(`revenue.${which}`)].filter(Boolean).join(', ')}
              onOpen={() =>
                onOpen({
                  of: 'movements',
                  currency,
                  offer,
                  group,
                  period: row.period,
                  which,
                  holders: mainKind(held),
                })
              }
            />
          </Small>
        )}
      </>
    );
  };
  return (
    <FiguresTable
      caption={caption}
      heads={[
        first,
        t('revenue.start'),
        ...order.map((move) => t(`revenue.${move}`)),
        ...(withRates ? [t('revenue.rates')] : []),
        t('revenue.end'),
        t('revenue.holders'),
        <abbr key="quick" title={t('revenue.quick_help')}>
          {t('revenue.quick')}
        </abbr>,
      ]}
      rows={lines.map((line) => ({
        ...line,
        cells: [
          money(line.row.start),
          ...order.map((move) => <span key={move}>{opens(line, move)}</span>),
          ...(withRates ? [money(line.row.rates)] : []),
          money(line.row.end),
          <span key="end">{opens(line, 'end')}</span>,
          <Known key="quick" figure={line.row.quickRatio}>
            {(ratio) => figures.decimal(ratio, 2)}
          </Known>,
        ],
      }))}
    />
  );
}
