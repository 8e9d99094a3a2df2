import { decimalsOf } from '#src/basics/currency.ts';
import type { Holders, Movements, MovementsRow } from '#src/insights/revenue/index.ts';
import type { Column, Tone } from '../../charts/columns.ts';
import type { CsvCell } from '../../charts/csv.ts';
import { unitsOf } from '../../ui/cents.ts';
import { type PeriodName, periodLabel } from '../../ui/dates.ts';
import type { Told } from '../../ui/Figure.tsx';
import { valueSaid } from '../../ui/in-segment.ts';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';
import type { ToldPart } from './search.ts';

/** What is needed to say an answer. */
export interface Saying {
  readonly words: Words;
  readonly figures: Figures;
  readonly period: PeriodName;
}

export type ToldBook = Movements['books'][number];

/** What a column is made of, from the line upwards, then downwards. */
export const parts = [
  { id: 'new', tone: 'first' },
  { id: 'expansion', tone: 'kept' },
  { id: 'reactivation', tone: 'back' },
  { id: 'churn', tone: 'lost' },
  { id: 'contraction', tone: 'gone' },
] as const satisfies readonly { id: string; tone: Tone }[];

export const amountIn = (figure: Told): number => (figure.known ? figure.value : 0);

/** Whether what rates made is anything: only then it has a column. */
export const hasRates = ({ rows }: ToldBook): boolean =>
  rows.some(({ rates }) => !rates.known || rates.value !== 0);

/** How a part is called: an offer, a phase, a value; undefined for all there is. */
export function partName(
  { offer = null, group = null }: ToldPart,
  words: Pick<Words, 't' | 'knows'>,
): string | undefined {
  if (group === null) return offer ?? undefined;
  if (group.kind === 'others') return words.t('ask.others');
  if (group.kind === 'missing') return words.t('ask.missing');
  const phase = `phases.phase.${group.value}`;
  return words.knows(phase) ? words.t(phase) : valueSaid(group.value, words);
}

/** How a book is called beside others. */
export function bookName(
  { currency, ...part }: Pick<ToldBook, 'currency' | 'offer' | 'group'>,
  words: Words,
): string {
  const name = partName(part, words);
  return name === undefined ? currency : words.t('shell.pair', { name, value: currency });
}

const label = (row: MovementsRow, { figures, period }: Saying): string =>
  figures.day(row.period, period === 'month' ? 'tiny-month' : 'tiny');

const named = (row: MovementsRow, { words, figures, period }: Saying): string => {
  const name = periodLabel(row.period, period, words, figures);
  return row.state === 'running' ? `${name}, ${words.t('ask.running')}` : name;
};

/** Writes amounts in smallest units. */
export type Writing = (amount: number) => string;

/** Amounts that stand together are written alike: with cents where any of them has some, whole where none has. */
export function moneyAlike(
  amounts: readonly Told[],
  currency: string,
  figures: Pick<Figures, 'money'>,
): Writing {
  const isWhole = amounts.every((one) => !one.known || Number.isInteger(unitsOf(one.value, currency)));
  const digits = isWhole ? 0 : decimalsOf(currency);
  return (amount) => figures.money(unitsOf(amount, currency), currency, digits);
}

/** All amounts of a book's movements. */
export const amountsOf = ({ rows }: Pick<ToldBook, 'rows'>): Told[] =>
  rows.flatMap((row) => [row.start, row.end, row.rates, ...parts.map(({ id }) => row[id].amount)]);

/** The same as text; a dash where unknown. */
export const moneyText = (figure: Told, write: Writing): string => (figure.known ? write(figure.value) : '–');

/** An amount with how many it is of. */
const ofHolders = (amount: string, holders: Holders | null, { words }: Saying): string => {
  const count = holders === null ? 0 : holders.customer + holders.account;
  return count === 0 ? amount : words.t('revenue.of_holders', { amount, count });
};

/** The movements of a book as columns around a line, in whole units of its currency. */
export function columnsOf(book: ToldBook, saying: Saying): Column[] {
  const { currency, rows } = book;
  const write = moneyAlike(amountsOf(book), currency, saying.figures);
  return rows.map((row) => ({
    id: row.period,
    label: label(row, saying),
    running: row.state === 'running',
    note: [
      named(row, saying),
      ...parts.map(({ id }) =>
        saying.words.t('shell.pair', {
          name: saying.words.t(`revenue.${id}`),
          value: ofHolders(moneyText(row[id].amount, write), row[id].holders, saying),
        }),
      ),
    ],
    parts: [
      ...parts.map(({ id, tone }) => ({ id, tone, value: unitsOf(amountIn(row[id].amount), currency) })),
      { id: 'rates', tone: 'plain', value: unitsOf(amountIn(row.rates), currency) },
    ],
  }));
}

/** What is there at the end of each period, as places of a line and its values. */
export function endsOf(book: ToldBook, saying: Saying): { columns: Column[]; values: (number | null)[] } {
  const { currency, rows } = book;
  const write = moneyAlike(amountsOf(book), currency, saying.figures);
  return {
    columns: rows.map((row) => ({
      id: row.period,
      label: label(row, saying),
      running: row.state === 'running',
      note: [
        named(row, saying),
        saying.words.t('shell.pair', {
          name: saying.words.t('revenue.end'),
          value: ofHolders(moneyText(row.end, write), row.holders, saying),
        }),
      ],
      parts: [],
    })),
    values: rows.map(({ end }) => (end.known ? unitsOf(end.value, currency) : null)),
  };
}

/** The chart in words. */
export function chartSaid(book: ToldBook, saying: Saying): string {
  const write = moneyAlike(amountsOf(book), book.currency, saying.figures);
  return book.rows
    .map((row) => {
      const told = (figure: Told) => moneyText(figure, write);
      return saying.words.t('revenue.chart_said', {
        period: named(row, saying),
        end: told(row.end),
        new: told(row.new.amount),
        expansion: told(row.expansion.amount),
        reactivation: told(row.reactivation.amount),
        contraction: told(row.contraction.amount),
        churn: told(row.churn.amount),
      });
    })
    .join(' ');
}

const order = ['new', 'expansion', 'reactivation', 'contraction', 'churn'] as const;

/** The answer as rows of a file, amounts in whole units. */
export function movementsCsv(
  { books, whole }: Pick<Movements, 'books' | 'whole'>,
  { words }: Saying,
): CsvCell[][] {
  const { t } = words;
  const head = [
    t('revenue.currency'),
    t('revenue.part_head'),
    t('lifecycle.period'),
    t('csv.state'),
    t('revenue.start'),
    ...order.map((move) => t(`revenue.${move}`)),
    t('revenue.rates'),
    t('revenue.end'),
    t('revenue.quick'),
  ];
  return [
    head,
    ...[...whole, ...books].flatMap(({ currency, rows, ...part }) => {
      const cell = (figure: Told): CsvCell => (figure.known ? unitsOf(figure.value, currency) : null);
      return rows.map((row): CsvCell[] => [
        currency,
        partName(part, words) ?? null,
        row.period,
        t(`csv.state.${row.state}`),
        cell(row.start),
        ...order.map((move) => cell(row[move].amount)),
        cell(row.rates),
        cell(row.end),
        row.quickRatio.known ? row.quickRatio.value : null,
      ]);
    }),
  ];
}

/** What is kept free at the left of both charts for the longest amount of either, in pixels. */
export function gutterOf({ currency, rows }: ToldBook, format: (value: number) => string): number {
  const most = rows.map((row) => {
    const gained = parts.reduce((sum, { id }) => sum + Math.abs(amountIn(row[id].amount)), 0);
    return Math.max(amountIn(row.end), gained);
  });
  return format(-unitsOf(Math.max(0, ...most), currency)).length * 6.8 + 14;
}
