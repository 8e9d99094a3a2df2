import {
  type Called,
  called,
  type DayNumber,
  type DemoPlace,
  monthsLater,
  traitsOf,
  weekday,
  yearAndMonth,
} from '../making/index.ts';
import { type Account, optionSince } from './accounts.ts';
import { softwareTruths } from './truths.ts';

const { regions, fading } = softwareTruths;

interface Colleague {
  readonly id: string;
  readonly called: Called;
  readonly joined: DayNumber;
  /** Makes the schedules; the others read them. */
  readonly plans: boolean;
}

/** Chance that somebody signs in on a working day. */
const signInRate = 0.15;
/** Before this many days ago the silent ones were loud. */
const silenceDays = 60;

/** Tells an account's life, from its opening to the end of its contract. */
export function tellAccount(place: DemoPlace, account: Account): void {
  const people = colleagues(account);
  const end = monthsLater(account.opened, account.months);
  tellOpening(place, account, people);
  for (const one of people) tellColleague(place, account, { one, end });
  tellTickets(place, account, { people, end });
  tellContract(place, account, { people, end });
}

function colleagues(account: Account): Colleague[] {
  const { random, opened } = account;
  return Array.from({ length: account.people }, (_, i) => ({
    id: `u-${account.number}-${i + 1}`,
    called: called(random, account.number * 100 + i),
    joined: i === 0 ? opened : opened + random.whole(1, 12),
    plans: i < 2,
  }));
}

/** Opened by a browser nobody knew; then the users are imported, or not. */
function tellOpening(
  { feed, words, time }: DemoPlace,
  account: Account,
  [owner]: readonly Colleague[],
): void {
  if (owner === undefined) throw new Error('an account without people');
  const { random } = account;
  const anonymousId = `b2b-${account.number.toString(36)}-${random.whole(0, 0xffffff).toString(36)}`;
  const at = time.at(account.opened, random.whole(540, 900));
  for (let page = random.whole(1, 3); page > 0; page -= 1)
    feed.page({ anonymousId }, at - page * 80_000, '/tarifs');
  const who = { userId: owner.id, groupId: account.id };
  feed.identify({ userId: owner.id, anonymousId }, at, traitsOf(owner.called));
  feed.group(who, at + 1_000, accountTraits(words, account));
  feed.track(who, at + 2_000, words.accountOpened, { [words.plan]: words[account.plan] });
  const rows = account.seats;
  feed.track(who, at + 600_000, words.importStarted, { rows });
  const failures = account.failed ? random.whole(1, 3) : 0;
  if (failures === 0) feed.track(who, at + 660_000, words.imported, { rows });
  for (let times = failures; times > 0; times -= 1) {
    feed.track(who, at + 600_000 + times * 240_000, words.importFailed, { rows, error: 'CSV' });
  }
}

const accountTraits = (words: DemoPlace['words'], account: Account) => ({
  name: account.name,
  [words.sector]: account.sector,
  [words.region]: account.region,
  [words.plan]: words[account.plan],
  [words.seats]: account.seats,
  [words.options]: account.options.map((option) => words[option]),
  ...(account.aims ? { [words.goal]: words.fasterPlanning } : {}),
});

interface Span {
  readonly one: Colleague;
  readonly end: DayNumber;
}

/** Joins, then works on some of the working days; a little less in August. */
function tellColleague(place: DemoPlace, account: Account, { one, end }: Span): void {
  const { feed, words, time, today } = place;
  const { random } = account;
  if (one.joined >= end) return;
  const first = time.at(one.joined, random.whole(905, 1_000));
  if (one.joined > account.opened) {
    feed.identify({ userId: one.id }, first, traitsOf(one.called));
    feed.group({ userId: one.id, groupId: account.id }, first + 1_000, {});
  }
  feed.track({ userId: one.id }, first + 2_000, words.signedIn);
  const sure = one.plans ? account.opened + regions.from + 7 : null;
  const until = account.fades ? end - fading.days : end;
  for (let day = one.joined + 1; day < Math.min(until, today + 1); day += 1) {
    if (one.joined === account.opened && isDayOfPlans(day)) {
      tellPlans(place, account, { one, day });
      continue;
    }
    const rate = signInRate * slowness(account, today - day) * (yearAndMonth(day).month === 8 ? 0.5 : 1);
    const works = weekday(day) <= 5 && random.happens(rate);
    if (works || day === sure || isProofOfLife(account, today - day)) tellWork(place, account, { one, day });
  }
}

/** Every other Tuesday whoever opened the account plans: so that chance silences nobody who stays. */
const isDayOfPlans = (day: DayNumber): boolean => weekday(day) === 2 && day % 14 < 7;

/** A schedule is published, a report exported where that is paid for, and each option used that is used at all. */
function tellPlans(
  { feed, words, time }: DemoPlace,
  account: Account,
  { one, day }: { readonly one: Colleague; readonly day: DayNumber },
): void {
  const { random, options, unused, plan, course } = account;
  const who = { userId: one.id };
  const at = time.at(day, random.whole(480, 1_000));
  feed.track(who, at, words.signedIn);
  feed.track(who, at + 300_000, words.published);
  if (plan === 'business' || course === 'moves_up') feed.track(who, at + 400_000, words.exported);
  for (const option of options) {
    if (unused.includes(option) || day <= optionSince(account, option)) continue;
    if (option === 'automations') feed.track(who, at + 600_000, words.automated);
    else feed.track(who, at + 900_000, words.shared, { [words.client]: `C${random.whole(1, 12)}` });
  }
}

const slowness = (account: Account, daysAgo: number): number =>
  account.silent && daysAgo < silenceDays ? 0.4 : 1;

/** Everybody at Atelier Lumen has signed in these last days: six active seats are six, whatever chance says. */
const isProofOfLife = (account: Account, daysAgo: number): boolean =>
  account.id === softwareTruths.lumen.accounts[0] && daysAgo === 6;

function tellWork(
  { feed, words, time }: DemoPlace,
  account: Account,
  { one, day }: { readonly one: Colleague; readonly day: DayNumber },
): void {
  const { random, options, unused } = account;
  const who = { userId: one.id };
  const at = time.at(day, random.whole(480, 1_080));
  feed.track(who, at, words.signedIn);
  const does = (share: number, event: string, properties: Record<string, unknown> = {}) => {
    if (random.happens(share)) feed.track(who, at + random.whole(60, 1_500) * 1_000, event, properties);
  };
  if (one.plans) does(0.5, words.published);
  does(0.12, words.exported);
  for (const option of options) {
    if (unused.includes(option) || day <= optionSince(account, option)) continue;
    if (option === 'automations') does(0.25, words.automated);
    else does(0.25, words.shared, { [words.client]: `C${random.whole(1, 12)}` });
  }
}

interface Staff {
  readonly people: readonly Colleague[];
  readonly end: DayNumber;
}

/** Some ask now and then; those that fall silent used to ask five times in thirty days. */
function tellTickets(
  { feed, words, time, today }: DemoPlace,
  account: Account,
  { people, end }: Staff,
): void {
  const { random } = account;
  const [owner] = people;
  const stops = account.fades ? end - fading.days : end;
  const until = Math.min(stops, account.silent ? today - silenceDays : today + 1);
  for (let day = account.opened + 10; day < until; day += account.silent ? 6 : 1) {
    if (owner === undefined || (!account.silent && !random.happens(0.008))) continue;
    const who = { userId: owner.id, groupId: account.id };
    const at = time.at(day, random.whole(540, 1_000));
    const properties = {
      ticketId: `T${account.number}-${day}`,
      [words.topic]: words[random.pick(['question', 'bug', 'invoice'] as const)],
    };
    feed.track(who, at, 'Ticket Opened', properties);
    feed.track(who, at + random.whole(20, 600) * 60_000, 'Ticket Replied', properties);
    feed.track(who, at + random.whole(700, 4_000) * 60_000, 'Ticket Closed', properties);
  }
}

/** Renewed every year, or ended. */
function tellContract({ feed, words, time }: DemoPlace, account: Account, { people, end }: Staff): void {
  const [owner] = people;
  if (owner === undefined) return;
  const who = { userId: owner.id, groupId: account.id };
  for (let months = 12; months < account.months; months += 12) {
    feed.track(who, time.at(monthsLater(account.opened, months), 420), words.renewed, {
      [words.seats]: account.seats,
    });
  }
  feed.track(who, time.at(end, 425), words.ended, { [words.seats]: account.seats });
}
