import { type DayNumber, type DemoPlace, traitsOf, type Who } from '../making/index.ts';
import { type Member, pauseOf } from './crowd.ts';
import { tellTrial, tellWayIn } from './prospect.ts';
import { gymTruths } from './truths.ts';

const { aha } = gymTruths;

/** Visits of the first days, below the aha and from it on: so many of a hundred people. */
const few = new Map([
  [0, 4],
  [1, 12],
  [2, 20],
  [3, 28],
  [4, 36],
]);
const many = new Map([
  [5, 34],
  [6, 26],
  [7, 18],
  [8, 12],
  [9, 6],
  [10, 4],
]);
/** Until here everybody comes alike, so that only the first days tell who will stay. */
const alikeUntil = 31;
const alikeRate = 0.3; // visits a day

/** What they come for, dealt round. */
const goals = ['muscle', 'weight', 'rest'] as const;

/** What became of a member. */
export interface Ending {
  /** Last day on which they came; null while they still come. */
  readonly lastVisit: DayNumber | null;
}

/** Tells a member's life. */
export function tellMember(place: DemoPlace, member: Member): Ending {
  tellSignUp(place, member);
  const days = visitDays(place, member);
  for (const day of days) tellVisit(place, member, member.signUp + day);
  tellNoise(place, member, days);
  const last = days.at(-1);
  const lastVisit = last === undefined ? member.signUp : member.signUp + last;
  const gone = place.today - lastVisit > 45;
  if (gone) tellSilence(place, member, lastVisit);
  return { lastVisit: gone ? lastVisit : null };
}

/** The way in, the order, the welcome. */
export function tellSignUp(place: DemoPlace, member: Member): void {
  const { feed, words, time } = place;
  tellWayIn(place, member);
  if (member.trial !== null) tellTrial(place, member, member.trial);
  const who = { userId: member.id };
  const at = time.at(member.signUp, member.random.whole(1_130, 1_250));
  const revenue = { monthly: 29.9, yearly: 299, student: 19.9 }[member.plan];
  const plan = words[member.plan];
  feed.identify(who, at, {
    ...traitsOf(member.called),
    ...told(place, member),
    [words.goal]: words[goals[member.number % goals.length] ?? 'rest'],
    [words.plan]: plan,
    [words.club]: member.club,
  });
  feed.track(who, at + 30_000, 'Order Completed', {
    orderId: `G${member.number}`,
    revenue,
    currency: 'EUR',
    offer: plan,
    [words.plan]: plan,
  });
  feed.track(who, at + 45_000, words.signUp, { [words.plan]: plan, [words.club]: member.club });
  tellMessage(place, who, at + 600_000, words.welcome, member.random.happens(0.6));
}

/** Where they came from and where they live. */
export const told = ({ words }: DemoPlace, { channel, city }: Pick<Member, 'channel' | 'city'>) => ({
  [words.channel]: channel,
  [words.city]: city,
});

/** Days since the sign-up on which they come, in order. */
function visitDays({ today }: DemoPlace, member: Member): number[] {
  const { random } = member;
  const times = random.weighted(member.reaches ? many : few);
  const days = random.shuffled(Array.from({ length: aha.days }, (_, day) => day)).slice(0, times);
  const until = member.stays ? aha.to + 1 + random.wait(330) : random.whole(alikeUntil + 1, aha.from - 2);
  const rhythm = member.stays ? (0.7 + 2 * random.share()) / 7 : alikeRate;
  const known = today - member.signUp;
  for (let day = aha.days; day <= Math.min(until, known); day += 1) {
    if (random.happens(day <= alikeUntil ? alikeRate : rhythm)) days.push(day);
  }
  if (member.stays && !days.some((day) => day > aha.from && day < aha.to))
    days.push(aha.from + random.whole(1, 24));
  if (random.happens(0.1))
    days.push(...comeback(Math.floor(until) + random.whole(100, 190), random.whole(3, 8)));
  const pause = pauseOf(member);
  const comes = (day: number) => pause === null || day < pause.from || day >= pause.to;
  return days.filter((day) => day <= known && comes(day)).sort((a, b) => a - b);
}

/** Some come back for a while, once a week. */
const comeback = (from: number, weeks: number): number[] =>
  Array.from({ length: weeks }, (_, week) => from + 7 * week);

/** A visit, at an hour at which people train. */
export function tellVisit(place: DemoPlace, member: Member, day: DayNumber): void {
  const { random } = member;
  const { words } = place;
  const hour = random.pick([420, 450, 735, 750, 1_080, 1_110, 1_140, 1_170, 1_200]);
  // The first day's visit follows the sign-up.
  const at = place.time.at(
    day,
    day === member.signUp ? 1_280 + random.share() * 60 : hour + random.share() * 40,
  );
  const activity = random.pick([words.weights, words.weights, words.cardio, words.yoga, words.swimming]);
  place.feed.track({ userId: member.id }, at, words.visit, {
    [words.club]: member.club,
    [words.activity]: activity,
    [words.minutes]: Math.round(random.around(60, 14)),
  });
  if (random.happens(0.006))
    place.feed.track({ userId: member.id }, at + 60_000, 'Guest Checked In', { [words.club]: member.club });
}

/** What tells nothing: the application is opened and classes are booked whether one stays or not. */
function tellNoise(place: DemoPlace, member: Member, days: readonly number[]): void {
  const { random } = member;
  const { feed, words, time } = place;
  const who = { userId: member.id };
  const until = Math.max(alikeUntil, days.at(-1) ?? 0);
  for (let week = 0; week * 7 <= Math.min(until, place.today - member.signUp); week += 1) {
    const moment = () => time.at(member.signUp + week * 7 + random.whole(0, 6), random.whole(1_290, 1_380));
    for (let i = random.count(0.3); i > 0; i -= 1) feed.track(who, moment(), words.appOpened);
    for (let i = random.count(0.15); i > 0; i -= 1)
      feed.track(who, moment(), words.classBooked, { [words.activity]: words.yoga });
    if (week % 13 === 12) tellMessage(place, who, moment(), words.newsletter, random.happens(0.35));
  }
}

/** A message a month after the last visit, and the end of the contract. */
function tellSilence(place: DemoPlace, member: Member, lastVisit: DayNumber): void {
  const { random } = member;
  const { feed, words, time } = place;
  tellMessage(
    place,
    { userId: member.id },
    time.at(lastVisit + 30, 600),
    words.winBack,
    random.happens(0.25),
  );
  if (random.happens(0.7))
    feed.track({ userId: member.id }, time.at(lastVisit + random.whole(31, 44), 660), words.cancelled);
}

/** A mail of the gym, and whether it was opened. */
export function tellMessage(
  { feed }: DemoPlace,
  who: Who,
  at: number,
  subject: string,
  opened: boolean,
): void {
  feed.track(who, at, 'Email Delivered', { subject });
  if (opened) feed.track(who, at + 5_400_000, 'Email Opened', { subject });
}
