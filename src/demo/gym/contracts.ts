import {
  type ContractChange,
  type ContractRow,
  type DayNumber,
  type DemoPlace,
  dateText,
  monthsLater,
} from '../making/index.ts';
import { type Member, pauseOf } from './crowd.ts';
import type { Ending } from './member.ts';

export const prices = {
  monthly: { amount: 2_990, period: 'month', months: 1 },
  yearly: { amount: 29_900, period: 'year', months: 12 },
  student: { amount: 1_990, period: 'month', months: 1 },
} as const;

/** Cents a month off in the first three, for some of those who pay by the month. */
const welcome = 1_000;

/** The membership as the till knows it: it runs to the end of the paid period after the last visit and a month. */
export function contractOf(
  member: Member,
  { lastVisit }: Ending,
  { words, today }: DemoPlace,
): ContractRow | null {
  const { plan, signUp, number } = member;
  if (signUp >= today) return null; // the till tells it at night
  const { amount, period, months } = prices[plan];
  const end = lastVisit === null ? null : endOf(signUp, lastVisit, months);
  const welcomed = plan === 'monthly' && number % 7 === 2;
  return {
    id: `gym-contract-${member.id}`,
    holder: { kind: 'customer', id: member.id },
    offer: words[plan],
    start: dateText(signUp),
    end: end === null || end > today ? null : dateText(end),
    amount,
    period,
    currency: 'EUR',
    ...(welcomed ? { discount: welcome, discountEnd: dateText(monthsLater(signUp, 3)) } : {}),
    changes: [
      ...pausing(member, today),
      ...(end === null ? movingUp(member, words, today) : cancelling(member, { end, lastVisit })),
    ],
  };
}

function endOf(signUp: DayNumber, lastVisit: DayNumber, months: number): DayNumber {
  let paid = months;
  while (monthsLater(signUp, paid) < lastVisit + 30) paid += months;
  return monthsLater(signUp, paid);
}

function pausing(member: Member, today: DayNumber): ContractChange[] {
  const pause = pauseOf(member);
  if (pause === null || member.signUp + pause.from > today) return [];
  const paused = dateText(member.signUp + pause.from);
  return [{ on: paused, paused, resumes: dateText(member.signUp + pause.to) }];
}

/** After half a year, some who pay by the month take the year. */
function movingUp(
  { plan, signUp, number }: Member,
  words: DemoPlace['words'],
  today: DayNumber,
): ContractChange[] {
  const on = monthsLater(signUp, 6);
  if (plan !== 'monthly' || number % 11 !== 5 || on > today) return [];
  const { amount, period } = prices.yearly;
  return [{ on: dateText(on), offer: words.yearly, amount, period }];
}

/** A month after the last visit they leave, or their payment fails; what is paid they keep. */
function cancelling(
  { number }: Member,
  { end, lastVisit }: { readonly end: DayNumber; readonly lastVisit: DayNumber | null },
): ContractChange[] {
  const on = dateText(Math.min(end, (lastVisit ?? end) + 31));
  return [
    {
      on,
      cancelled: on,
      cancelKind: number % 6 === 0 ? 'delinquent' : 'voluntary',
      endsOn: dateText(end),
    },
  ];
}
