import {
  type ContractRow,
  type DayNumber,
  type DemoPlace,
  dateText,
  dayNumber,
  Quota,
  yearAndMonth,
} from '../making/index.ts';
import { gymTruths } from './truths.ts';

/** When the pool is open. */
export const poolSeason = { from: '06-15', to: '09-15' } as const;

/** Cents, paid once. */
const prices = { pool: 4_900, coaching: 18_000 } as const;

const { threeKinds } = gymTruths;

/**
 * Memberships, and what some who still have one bought beside it: the pass of the summer pool, which some take again the next
 * summer, and Nadia, who took it last summer for the first time, a programme of coaching that has ended.
 */
export function withBesides(memberships: readonly ContractRow[], place: DemoPlace): ContractRow[] {
  const again = new Quota(threeKinds.back);
  const running = memberships.filter(({ end }) => end === null);
  const isNadia = ({ holder }: ContractRow) => holder.id === threeKinds.userId;
  const swimmers = running.filter((membership, at) => at % 3 === 1 && !isNadia(membership));
  return [
    ...memberships,
    ...swimmers.flatMap((membership) => {
      const [first, next] = summersOf(membership, place);
      const taken = [first, ...(next !== undefined && again.next() ? [next] : [])];
      return taken.flatMap((opens) => (opens === undefined ? [] : [pass(membership, opens, place)]));
    }),
    ...running.filter(isNadia).flatMap((membership) => [
      ...summersOf(membership, place)
        .slice(-1)
        .map((opens) => pass(membership, opens, place)),
      coaching(membership, place),
    ]),
  ];
}

/** The first days of the summers that began since they have been members. */
function summersOf({ start }: ContractRow, { today }: DemoPlace): DayNumber[] {
  const begun = dayNumberOf(start);
  const { year } = yearAndMonth(begun);
  return [year, year + 1, year + 2, year + 3]
    .map((one) => dayNumberOf(`${one}-${poolSeason.from}`))
    .filter((opens) => opens >= begun && opens <= today);
}

const dayNumberOf = (date: string): DayNumber => {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return dayNumber(year, month, day);
};

/** A pass is of one summer: it ends with it, on the day after the pool closes. */
function pass({ holder }: ContractRow, opens: DayNumber, { words, today }: DemoPlace): ContractRow {
  const { year } = yearAndMonth(opens);
  const closes = dayNumberOf(`${year}-${poolSeason.to}`) + 1;
  return bought({ id: `gym-pool-${year}-${holder.id}`, holder, offer: words.pool }, opens, closes, today);
}

function coaching({ holder }: ContractRow, { words, today }: DemoPlace): ContractRow {
  const { from, to } = threeKinds.coaching;
  const told = { id: `gym-coaching-${holder.id}`, holder, offer: words.coaching };
  return { ...bought(told, today - from, today - to, today), amount: prices.coaching };
}

/** Something paid once, whose end is known from the start. */
const bought = (
  told: Pick<ContractRow, 'id' | 'holder' | 'offer'>,
  from: DayNumber,
  until: DayNumber,
  today: DayNumber,
): ContractRow => ({
  ...told,
  start: dateText(from),
  end: until <= today ? dateText(until) : null,
  endsOn: dateText(until),
  amount: prices.pool,
  period: null,
  currency: 'EUR',
});
