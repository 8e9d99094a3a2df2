import type { Board, Row } from '#src/insights/health/index.ts';
import type { CsvCell } from '../../charts/csv.ts';
import type { Words } from '../../words/index.ts';
import { colourSaid, holderName, judgedOf, nameOf } from './saying.ts';

/** A board as rows of a file, one each holder: shares as 0–1, empty where it is not known. */
export function boardCsv(
  { unit, template }: Pick<Board, 'unit' | 'template'>,
  rows: readonly Row[],
  words: Words,
): CsvCell[][] {
  const { t } = words;
  const { dimensions } = template.template;
  const heads = dimensions.flatMap((dimension) => {
    const name = nameOf(dimension, words);
    return [name, t('health.csv.colour', { name }), t('health.csv.per_euro', { name })];
  });
  return [
    [
      t('health.holder', { unit }),
      t('worklist.csv.id'),
      t('health.score'),
      t('health.csv.colour', { name: t('health.score') }),
      t('health.coverage'),
      ...heads,
      t('health.stake'),
      t('worklist.csv.currency'),
    ],
    ...rows.map((row): CsvCell[] => [
      holderName(row.holder),
      row.holder.id,
      row.score,
      colourSaid(row.colour, words),
      row.coverage,
      ...dimensions.flatMap((dimension, i): CsvCell[] => {
        const told = row.dimensions[i];
        if (told === undefined) return [null, null, null];
        const figure = judgedOf(dimension, told);
        const { perEuro } = told;
        return [
          figure.known ? figure.value : null,
          colourSaid(told.colour, words),
          perEuro.known && perEuro.value.percentile.known ? perEuro.value.percentile.value : null,
        ];
      }),
      row.price.known ? row.price.amount : null,
      row.price.known ? row.price.currency : null,
    ]),
  ];
}
