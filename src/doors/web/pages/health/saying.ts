import type { Board, DimensionTold, Row } from '#src/insights/health/index.ts';
import type { Dimension, Figure, MeasureKind } from '#src/insights/health-measures/index.ts';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';

/** What is needed to say an answer. */
export interface Saying {
  readonly words: Words;
  readonly figures: Figures;
}

export type Colour = Row['colour'];

/** A dimension as far as its name and its figures are told. */
interface Named {
  readonly name: string | null;
  readonly measure: { readonly kind: MeasureKind };
}
type Figured = Pick<Named, 'measure'> & Pick<Dimension, 'judges'>;

/** What a dimension is called. */
export const nameOf = ({ name, measure }: Named, { t }: Words): string =>
  name ?? t(`health.measure.${measure.kind}`);

/** The dimensions of a board by their names, with how many are of each colour. */
export const talliesOf = ({ dimensions, template }: Pick<Board, 'dimensions' | 'template'>, words: Words) =>
  dimensions.map(({ key, tally }, i) => {
    const dimension = template.template.dimensions[i];
    return { key, name: dimension === undefined ? key : nameOf(dimension, words), tally };
  });

/** Measures that are shares. */
export const isShare = ({ measure, judges }: Figured): boolean =>
  judges === 'change' || measure.kind === 'depth' || measure.kind === 'breadth';

/** The figure a dimension is judged by. */
export const judgedOf = (
  { judges }: Pick<Dimension, 'judges'>,
  { now, change }: Pick<DimensionTold, 'now' | 'change'>,
): Figure => (judges === 'change' ? change : now);

/** A figure as a dimension tells it, or why it is not known. */
export function figureSaid(dimension: Figured, figure: Figure, { words: { t }, figures }: Saying): string {
  if (!figure.known) return t(`health.lack.${figure.why}`);
  if (dimension.judges === 'change') return figures.change(figure.value);
  return isShare(dimension) ? figures.share(figure.value) : figures.decimal(figure.value, 2);
}

export const colourSaid = (colour: Colour, { t }: Words): string => t(`health.colour.${colour ?? 'unknown'}`);

/** What is paid a month, or why it is not known. */
export const priceSaid = (price: Row['price'], { words: { t }, figures }: Saying): string =>
  price.known ? figures.money(price.amount, price.currency, 0) : t(`health.price.${price.why}`);

/** How a holder is called. */
export const holderName = ({ name, email, id }: Row['holder']): string => name ?? email ?? id;
