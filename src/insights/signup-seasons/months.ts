import { DomainError } from '#src/basics/errors.ts';
import type { Words } from '#src/customers/frame/index.ts';
import { monthName, say } from '#src/customers/wording/index.ts';
import type { SignupSeasonsAsk } from './ask.ts';

/** A season of sign-ups, settled. */
export interface Months {
  readonly name: Words;
  /** 1 is January; in the order of the year, from the first month of the season on. */
  readonly months: readonly number[];
  readonly others: boolean;
}

const all = Array.from({ length: 12 }, (_, i) => i + 1);

/** The seasons asked for, and the rest of the year. @throws DomainError `signup-seasons.month_twice` */
export function seasonsAsked({ seasons }: Pick<SignupSeasonsAsk, 'seasons'>): Months[] {
  const taken = seasons.flatMap(({ months }) => [...new Set(months)]);
  const twice = taken.find((month, at) => taken.indexOf(month) !== at);
  if (twice !== undefined) {
    throw new DomainError('signup-seasons.month_twice', {
      field: 'seasons',
      expected: 'each month in one season at most',
      got: twice,
    });
  }
  const named = seasons.map(({ name, months }): Months => {
    const inOrder = fromFirst([...new Set(months)]);
    return { name: name === undefined ? nameOf(inOrder) : say(name, name), months: inOrder, others: false };
  });
  const rest = all.filter((month) => !taken.includes(month));
  if (rest.length === 0) return named;
  return [...named, { name: say('le reste de l’année', 'the rest of the year'), months: rest, others: true }];
}

/** Months from the one on whose predecessor is not among them: November, December, January. */
function fromFirst(months: readonly number[]): number[] {
  const first = all.find((month) => months.includes(month) && !months.includes(((month + 10) % 12) + 1)) ?? 1;
  return months.toSorted((a, b) => ((a - first + 12) % 12) - ((b - first + 12) % 12));
}

function nameOf(months: readonly number[]): Words {
  const [first = 1, last = first] = [months[0], months.at(-1)];
  const [from, to] = [monthName(first), monthName(last)];
  if (months.length === 1) return from;
  const inOneRun = (last - first + 12) % 12 === months.length - 1;
  if (inOneRun) return say(`${from.fr} à ${to.fr}`, `${from.en} to ${to.en}`);
  const listed = (language: 'fr' | 'en') => months.map((month) => monthName(month)[language]).join(', ');
  return say(listed('fr'), listed('en'));
}

/**
 * The year of a season that a month lies in: that of its first month, so that December and January are of one.
 *
 * @param row a month counted from January of year 0
 */
export function yearOf({ months, others }: Months, row: number): number {
  const year = Math.floor(row / 12);
  return !others && (row % 12) + 1 < (months[0] ?? 1) ? year - 1 : year;
}

/** The place of the season of a month. */
export const placeOf = (seasons: readonly Months[], row: number): number =>
  seasons.findIndex(({ months }) => months.includes((row % 12) + 1));
