import {
  type ContractChange,
  type ContractRow,
  type DayNumber,
  type DemoPlace,
  dateText,
  monthsLater,
} from '../making/index.ts';
import { type Account, type Mission, optionSince } from './accounts.ts';
import { softwareTruths } from './truths.ts';

/** Cents a month: of a seat, and of an option. */
export const seatPrice = { team: 1_200, business: 1_900 } as const;
export const optionPrice = { automations: 6_000, portal: 4_000 } as const;
/** Cents, paid once. */
const missionPrice = 180_000;
const { missions } = softwareTruths;

/** What an account pays for: its seats, each option, and help with the roll-out. */
export function contractsOf(account: Account, place: DemoPlace): ContractRow[] {
  const { words, today } = place;
  const end = monthsLater(account.opened, account.months);
  const common = {
    holder: { kind: 'account', id: account.id },
    end: end > today ? null : dateText(end),
    period: 'month',
    currency: 'EUR',
  } as const;
  const { seats } = account;
  const base = { offer: words[account.plan], amount: seats * seatPrice[account.plan], seats };
  const changes = changesOf(account, { end, today, words });
  return [
    { id: `b2b-contract-${account.id}`, ...common, start: dateText(account.opened), ...base, changes },
    ...account.options
      .filter((option) => optionSince(account, option) <= today)
      .map((option) => ({
        id: `b2b-contract-${account.id}-${option}`,
        ...common,
        start: dateText(optionSince(account, option)),
        offer: words[option],
        amount: optionPrice[option],
      })),
    ...(account.mission === null ? [] : missionsOf(account, account.mission, place)),
  ];
}

/** Two seats more, one less, or the larger plan: once, some months after the opening. */
function changesOf(
  { course, opened, seats, plan }: Account,
  { end, today, words }: { readonly end: DayNumber } & Pick<DemoPlace, 'today' | 'words'>,
): ContractChange[] {
  const change = (months: number, terms: Omit<ContractChange, 'on'>): ContractChange[] => {
    const on = monthsLater(opened, months);
    return on <= today && on < end ? [{ on: dateText(on), ...terms }] : [];
  };
  const sized = (some: number) => ({ seats: some, amount: some * seatPrice[plan] });
  if (course === 'grows') return change(6, sized(seats + 2));
  if (course === 'shrinks') return change(9, sized(seats - 1));
  if (course !== 'moves_up' || plan === 'business') return [];
  return change(7, { offer: words.business, amount: seats * seatPrice.business });
}

/** A mission of so many days, and where it was renewed the one that goes on. */
function missionsOf({ id }: Account, mission: Mission, { words, today }: DemoPlace): ContractRow[] {
  const { endedAgo, renewedAgo } = missions.days[mission];
  const row = (part: number, start: DayNumber): ContractRow => {
    const end = start + missions.term;
    return {
      id: `b2b-mission-${id}-${part}`,
      holder: { kind: 'account', id },
      offer: words.rollOut,
      start: dateText(start),
      endsOn: dateText(end),
      end: end > today ? null : dateText(end),
      amount: missionPrice,
      period: null,
      currency: 'EUR',
    };
  };
  const first = row(1, today - endedAgo - missions.term);
  return renewedAgo === null ? [first] : [first, row(2, today - renewedAgo)];
}
