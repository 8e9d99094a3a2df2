import {
  type Called,
  called,
  calledExactly,
  cities,
  closePlace,
  type DayNumber,
  type Demo,
  type DemoPlace,
  type DemoWords,
  dayNumber,
  type Making,
  monthsLater,
  openPlace,
  Quota,
  Random,
  traitsOf,
  yearAndMonth,
} from '../making/index.ts';
import { skiSayings } from './sayings.ts';
import { skiTruths } from './truths.ts';

/** How long the shop has been watched. */
export const skiMonths = 38;
/** New customers of a winter. */
const newcomers = 320;
const { season } = skiTruths;

interface Skier {
  readonly id: string;
  readonly number: number;
  readonly called: Called;
  readonly city: string;
  readonly channel: keyof DemoWords;
  readonly level: 'beginner' | 'confirmed' | 'expert';
  readonly random: Random;
}

/** A shop that hires skis in winter: 38 months, some 1,200 customers, some 20,000 events. */
export function ski(making: Making): Demo {
  const place = openPlace('ski', making, skiMonths);
  const winters = wintersOf(place.today);
  tellWinters(place, winters);
  tellNamed(place, winters, place.today);
  return closePlace(
    place,
    'ski',
    { name: place.words.ski, countingUnit: 'customer', team: 'poudreuse.example' },
    { teamDoes: place.words.returned, contracts: [], sayings: skiSayings(place, making.language) },
  );
}

/** First days of the winters that began while the shop was watched. */
export function wintersOf(today: DayNumber): DayNumber[] {
  const begin = monthsLater(today, -skiMonths);
  const { year } = yearAndMonth(begin);
  return [0, 1, 2, 3, 4]
    .map((later) => dayNumber(year + later, season.firstMonth, 1))
    .filter((first) => first >= begin && first <= today);
}

/** Every winter: those of the last one who come back, and new ones. */
function tellWinters(place: DemoPlace, winters: readonly DayNumber[]): void {
  const random = new Random('ski/crowd');
  const returns = new Quota(season.back);
  let present: Skier[] = [];
  let number = 0;
  for (const first of winters) {
    present = random.shuffled(present).filter(() => returns.next());
    for (let i = 0; i < newcomers; i += 1) {
      number += 1;
      present.push(skier(number, random));
    }
    for (const one of present) tellWinter(place, one, first);
  }
}

const channels = ['search', 'wordOfMouth', 'partner', 'instagram'] as const;

const skier = (number: number, random: Random): Skier => ({
  id: `k-${number}`,
  number,
  called: called(random, number),
  city: random.weighted(cities),
  channel: random.pick(channels),
  level: random.pick(['beginner', 'confirmed', 'confirmed', 'expert'] as const),
  random: new Random(`ski/${number}`),
});

/** Days of the winter on which hiring begins: Christmas, the holidays of February, and all between. */
const peaks = [
  [22, 9],
  [75, 22],
  [75, 22],
  [100, 18],
] as const;

function tellWinter(place: DemoPlace, one: Skier, first: DayNumber): void {
  const days = new Set<DayNumber>();
  for (let times = one.random.happens(0.3) ? 2 : 1; times > 0; times -= 1) {
    const [middle, spread] = one.random.pick(peaks);
    // 1 December to 15 April: day 135 at the latest, a week before the season's end.
    days.add(first + Math.min(135, Math.max(0, Math.round(one.random.around(middle, spread)))));
  }
  for (const day of days) tellHire(place, one, day);
}

function tellHire({ feed, words, time }: DemoPlace, one: Skier, day: DayNumber): void {
  const { random } = one;
  const who = { userId: one.id };
  const anonymousId = `ski-${one.number.toString(36)}-${day.toString(36)}`;
  const at = time.at(day, random.whole(540, 1_100));
  for (let page = random.whole(1, 3); page > 0; page -= 1)
    feed.page({ anonymousId }, at - 300_000 - page * 45_000, '/materiel');
  const category = words[random.pick(['skis', 'skis', 'snowboard', 'snowshoes'] as const)];
  const days = random.whole(2, 7);
  feed.track({ anonymousId }, at - 200_000, 'Product Added', { [words.category]: category, days });
  feed.identify({ ...who, anonymousId }, at - 60_000, {
    ...traitsOf(one.called),
    [words.city]: one.city,
    [words.channel]: words[one.channel],
    [words.level]: words[one.level],
  });
  feed.track(who, at, 'Order Completed', {
    orderId: `K${one.number}-${day}`,
    revenue: days * (category === words.snowshoes ? 9 : 24),
    currency: 'EUR',
    [words.category]: category,
    days,
  });
  feed.track(who, time.at(day + days, 1_050), words.returned, { [words.category]: category });
}

/** Bruno comes every winter in January; Claire did, until the last winter that is over. */
function tellNamed(place: DemoPlace, winters: readonly DayNumber[], today: DayNumber): void {
  const lastOver = winters.findLast((first) => monthsLater(first, 5) <= today);
  const bruno = named(skiTruths.bruno.userId, 'Bruno', 'Charpentier', 900_001);
  const claire = named(skiTruths.claire.userId, 'Claire', 'Vasseur', 900_002);
  for (const first of winters) {
    tellHire(place, bruno, first + 40);
    if (lastOver === undefined || first < lastOver) tellHire(place, claire, first + 70);
  }
}

const named = (id: string, firstName: string, lastName: string, number: number): Skier => ({
  id,
  number,
  called: calledExactly(firstName, lastName),
  city: 'Grenoble',
  channel: 'wordOfMouth',
  level: 'confirmed',
  random: new Random(`ski/${id}`),
});
