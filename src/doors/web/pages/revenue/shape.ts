import type { Movements, MovementsRow } from '#src/insights/revenue/index.ts';
import type { Column, Tone } from '../../charts/columns.ts';
import type { CsvCell } from '../../charts/csv.ts';
import { cents, unitsOf } from '../../ui/cents.ts';
import { type PeriodName, periodLabel } from '../../ui/dates.ts';
import type { Told } from '../../ui/Figure.tsx';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';

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

/** How a book is called beside others. */
export const bookName = (
  { currency, offer }: Pick<ToldBook, 'currency' | 'offer'>,
  { t }: Pick<Words, 't'>,
): string => (offer === null ? currency : t('shell.pair', { name: offer, value: currency }));

const label = (row: MovementsRow, { figures, period }: Saying): string =>
  figures.day(row.period, period === 'month' ? 'tiny-month' : 'tiny');

const named = (row: MovementsRow, { words, figures, period }: Saying): string => {
  const name = periodLabel(row.period, period, words, figures);
  return row.state === 'running' ? `${name}, ${words.t('ask.running')}` : name;
};

/** Smallest units as text; a dash where unknown. */
export const moneyText = (figure: Told, currency: string, figures: Pick<Figures, 'money'>): string =>
  figure.known ? cents(figure.value, currency, figures) : '–';

/** The movements of a book as columns around a line, in whole units of its currency. */
export const columnsOf = ({ currency, rows }: ToldBook, saying: Saying): Column[] =>
  rows.map((row) => ({
    id: row.period,
    label: label(row, saying),
    running: row.state === 'running',
    note: [
      named(row, saying),
      ...parts.map(({ id }) =>
        saying.words.t('shell.pair', {
          name: saying.words.t(`revenue.${id}`),
          value: moneyText(row[id].amount, currency, saying.figures),
        }),
      ),
    ],
    parts: [
      ...parts.map(({ id, tone }) => ({ id, tone, value: unitsOf(amountIn(row[id].amount), currency) })),
      { id: 'rates', tone: 'plain', value: unitsOf(amountIn(row.rates), currency) },
    ],
  }));

/** What is there at the end of each period, as columns. */
export const endsOf = ({ currency, rows }: ToldBook, saying: Saying): Column[] =>
  rows.map((row) => ({
    id: row.period,
    label: label(row, saying),
    running: row.state === 'running',
    note: [
      named(row, saying),
      saying.words.t('shell.pair', {
        name: saying.words.t('revenue.end'),
        value: moneyText(row.end, currency, saying.figures),
      }),
    ],
    parts: [{ id: 'end', tone: 'plain', value: unitsOf(amountIn(row.end), currency) }],
  }));

/** The chart in words. */
export const chartSaid = ({ currency, rows }: ToldBook, saying: Saying): string =>
  rows
    .map((row) => {
      const told = (figure: Told) => moneyText(figure, currency, saying.figures);
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

const order = ['new', 'expansion', 'reactivation', 'contraction', 'churn'] as const;

/** The answer as rows of a file, amounts in whole units. */
export function movementsCsv({ books }: Pick<Movements, 'books'>, { words: { t } }: Saying): CsvCell[][] {
  const head = [
    t('revenue.currency'),
    t('survival.offer'),
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
    ...books.flatMap(({ currency, offer, rows }) => {
      const cell = (figure: Told): CsvCell => (figure.known ? unitsOf(figure.value, currency) : null);
      return rows.map((row): CsvCell[] => [
        currency,
        offer,
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
