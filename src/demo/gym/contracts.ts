import { type ContractRow, type DemoPlace, dateText, monthsLater } from '../making/index.ts';
import type { Member } from './crowd.ts';
import type { Ending } from './member.ts';

const prices = {
  monthly: { amount: 2_990, period: 'month', months: 1 },
  yearly: { amount: 29_900, period: 'year', months: 12 },
  student: { amount: 1_990, period: 'month', months: 1 },
} as const;

/** The membership as the till knows it: it runs to the end of the paid period after the last visit and a month. */
export function contractOf(
  member: Member,
  { lastVisit }: Ending,
  { words, today }: DemoPlace,
): ContractRow | null {
  if (member.signUp > today) return null;
  const { amount, period, months } = prices[member.plan];
  return {
    id: `gym-contract-${member.id}`,
    holder: { kind: 'customer', id: member.id },
    offer: words[member.plan],
    start: dateText(member.signUp),
    end: endOf(member, lastVisit, months, today),
    amount,
    period,
    currency: 'EUR',
  };
}

function endOf({ signUp }: Member, lastVisit: number | null, months: number, today: number): string | null {
  if (lastVisit === null) return null;
  let paid = months;
  while (monthsLater(signUp, paid) < lastVisit + 30) paid += months;
  const end = monthsLater(signUp, paid);
  return end > today ? null : dateText(end);
}
