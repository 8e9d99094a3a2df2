import { type ContractRow, type DemoPlace, dateText, monthsLater } from '../making/index.ts';
import type { Account } from './accounts.ts';

/** Cents a month: of a seat, and of an option. */
const seatPrice = { team: 1_200, business: 1_900 } as const;
const optionPrice = { automations: 6_000, portal: 4_000 } as const;

/** What an account pays for: its seats, and each option. */
export function contractsOf(account: Account, { words, today }: DemoPlace): ContractRow[] {
  const end = monthsLater(account.opened, account.months);
  const common = {
    holder: { kind: 'account', id: account.id },
    start: dateText(account.opened),
    end: end > today ? null : dateText(end),
    period: 'month',
    currency: 'EUR',
  } as const;
  const { seats } = account;
  const base = { offer: words[account.plan], amount: seats * seatPrice[account.plan], seats };
  return [
    { id: `b2b-contract-${account.id}`, ...common, ...base },
    ...account.options.map((option) => ({
      id: `b2b-contract-${account.id}-${option}`,
      ...common,
      offer: words[option],
      amount: optionPrice[option],
    })),
  ];
}
