import { calledExactly, type DayNumber, type DemoPlace, Random, weekday } from '../making/index.ts';
import type { Member } from './crowd.ts';
import { type Ending, tellMessage, tellSignUp, tellVisit } from './member.ts';
import { gymTruths } from './truths.ts';

/** A member whose every visit is told. */
export interface NamedMember extends Member {
  readonly visits: readonly DayNumber[];
  /** The day on which somebody acted against their silence. */
  readonly actedOn?: DayNumber;
}

/** Julie, Marc, Sophie, Nadia, Paul and Léa; Hugo, Inès and Sami, against whose silence something was done. */
export const namedMembers = (place: DemoPlace): NamedMember[] => {
  const { today } = place;
  const silence = julieFallsSilent(today);
  const sophieBegins = today - weekday(today) + 1 - 12 * 7;
  return [
    {
      ...named(gymTruths.julie.userId, 'Julie', 'Moreau', silence - 17 * 7),
      trial: { day: silence - 17 * 7 - 2, attended: true },
      cart: silence - 17 * 7 - 5,
      visits: weekly(silence - 17 * 7, 17, [2, 4, 6]),
    },
    {
      ...named(gymTruths.marc.userId, 'Marc', 'Lefebvre', today - 311),
      visits: before(today, [10, 40, 70, 100, 130, 160, 190, 220, 250, 280, 310]),
    },
    {
      ...named(gymTruths.sophie.userId, 'Sophie', 'Girard', sophieBegins),
      visits: weekly(sophieBegins, 12, [2, 4]),
    },
    {
      ...named(gymTruths.nadia.userId, 'Nadia', 'Benali', today - 402),
      visits: before(today, [4, 19, 33, 61, 80, 104, 131, 150, 171, 205, 222, 260, 281, 318, 340, 371, 390]),
    },
    {
      ...named(gymTruths.paul.userId, 'Paul', 'Mercier', today - 200),
      visits: [...weekly(today - 200, 14, [1, 4]), ...before(today, [70, 45])],
    },
    {
      ...named(gymTruths.hugo.userId, 'Hugo', 'Rousseau', today - 300),
      visits: [...weekly(today - 300, 24, [1, 4]), ...weekly(today - 62, 8, [1, 4])],
      actedOn: today - gymTruths.hugo.actedAgo,
    },
    {
      ...named(gymTruths.ines.userId, 'Inès', 'Fabre', today - 330),
      visits: weekly(today - 330, 20, [2, 5]),
      actedOn: today - gymTruths.ines.actedAgo,
    },
    {
      ...named(gymTruths.sami.userId, 'Sami', 'Haddad', today - 210),
      visits: weekly(today - 210, 25, [3, 6]),
      actedOn: today - gymTruths.sami.actedAgo,
    },
    { ...named(gymTruths.lea.userId, 'Léa', 'Fontaine', today - 20), visits: before(today, [18]) },
  ];
};

/** Tells what is known of somebody, and nothing by chance. */
export function tellNamed(place: DemoPlace, member: NamedMember): Ending {
  const { words, time } = place;
  if (member.trial !== null) {
    tellMessage(place, { userId: member.id }, time.at(member.cart, 1_190), words.doubt, true);
  }
  tellSignUp(place, member);
  for (const day of member.visits) tellVisit(place, member, day);
  if (member.actedOn !== undefined) tellAction(place, member, member.actedOn);
  return { lastVisit: null };
}

/** Somebody called, supposing that the opening hours were the matter. */
function tellAction({ feed, words, time }: DemoPlace, { id }: NamedMember, day: DayNumber): void {
  const properties = { action: words.winBack, cause: words.hours };
  feed.track({ userId: id }, time.at(day, 660), 'perdure.action_opened', properties);
}

/**
 * The Monday on which Julie does not come for the first time: two weeks before the demo's last day, so that her silence shows and is news.
 *
 * Her last visit is the Saturday before.
 */
export const julieFallsSilent = (today: DayNumber): DayNumber => today - 14 - weekday(today) + 1;

/** `weeks` weeks from a day on, on these days of the week (1 Monday). */
const weekly = (from: DayNumber, weeks: number, weekdays: readonly number[]): DayNumber[] =>
  Array.from({ length: weeks * 7 }, (_, i) => from + i).filter((day) => weekdays.includes(weekday(day)));

const before = (today: DayNumber, ago: readonly number[]): DayNumber[] =>
  ago.map((days) => today - days).toSorted((a, b) => a - b);

function named(id: string, firstName: string, lastName: string, signUp: DayNumber): NamedMember {
  return {
    number: 100_000 + signUp,
    id,
    called: calledExactly(firstName, lastName),
    city: 'Lyon',
    channel: 'Instagram',
    cart: signUp,
    trial: null,
    random: new Random(`gym/${id}`),
    signUp,
    reaches: true,
    stays: true,
    plan: id === gymTruths.julie.userId ? 'yearly' : 'monthly',
    club: 'Lyon Part-Dieu',
    visits: [],
  };
}
