import {
  type Called,
  called,
  cities,
  type DayNumber,
  Decks,
  type DemoWords,
  Quotas,
  Random,
} from '../making/index.ts';
import { streamingTruths } from './truths.ts';

/** Somebody who subscribed. */
export interface Subscriber {
  readonly id: string;
  readonly number: number;
  readonly called: Called;
  readonly city: string;
  readonly channel: string;
  readonly plan: 'basic' | 'family';
  readonly start: DayNumber;
  /** Signs in often and watches next to nothing. */
  readonly opens: boolean;
  /** Still watches in the third month. */
  readonly stays: boolean;
  /** Whether their taste moves half-way. */
  readonly moves: boolean;
  /** Days after the start at which they are gone; may lie after the demo's end. */
  readonly leaves: number;
  readonly random: Random;
}

const { contest, tastes } = streamingTruths;

/** Subscribers of the opening month, and of every day after it. */
const atOpening = 450;
const openingDays = 28;
const aDay = 2.6;
/** Shares who still watch in the third month. */
const openersStay = 0.3;
const viewersStay = 0.85;
/** Share of openers in a group of which so many stay. */
const openersFor = (stay: number): number => (viewersStay - stay) / (viewersStay - openersStay);

/** Everybody, in the order of their start. The first who stay from the opening on are those whose taste moves. */
export function subscribers(place: {
  readonly words: DemoWords;
  readonly begin: DayNumber;
  readonly today: DayNumber;
}): Subscriber[] {
  const random = new Random('streaming/crowd');
  const { words } = place;
  const channels = new Decks<keyof DemoWords>(
    new Map<keyof DemoWords, number>([
      ['contest', 4],
      ['search', 6],
      ['television', 5],
      ['wordOfMouth', 5],
    ]),
    random,
  );
  const quotas = new Quotas();
  let movers = 0;
  return startDays(place, random).map((start, i) => {
    const number = i + 1;
    const own = new Random(`streaming/${number}`);
    const channel = channels.next('all');
    const isContest = channel === contest.by.value;
    const opens = quotas.next(`opens/${isContest}`, openersFor(isContest ? contest.share : contest.others));
    const stays = quotas.next(`stays/${isContest}/${opens}`, opens ? openersStay : viewersStay);
    const moves = stays && !opens && start < place.begin + openingDays && movers < tastes.people;
    if (moves) movers += 1;
    return {
      id: `s-${number}`,
      number,
      called: called(random, number),
      city: random.weighted(cities),
      channel: words[channel],
      plan: random.happens(0.3) ? 'family' : 'basic',
      start,
      opens,
      stays,
      moves,
      leaves: leavesAfter({ opens, stays, moves }, own),
      random: own,
    };
  });
}

function startDays(
  place: { readonly begin: DayNumber; readonly today: DayNumber },
  random: Random,
): DayNumber[] {
  const days = Array.from({ length: atOpening }, () => place.begin + random.whole(0, openingDays - 1));
  let owed = 0;
  for (let day = place.begin + openingDays; day <= place.today; day += 1) {
    for (owed += aDay; owed >= 1; owed -= 1) days.push(day);
  }
  return days.sort((a, b) => a - b);
}

/** Days after the start. Openers go at the end of a month of 30 days, so that each of their months is whole. */
function leavesAfter(
  { opens, stays, moves }: Pick<Subscriber, 'opens' | 'stays' | 'moves'>,
  random: Random,
): number {
  if (moves) return 3_660;
  if (opens) return 30 * (stays ? 3 + random.count(0.7) : random.whole(1, 2));
  return stays ? Math.floor(contest.to + 2 + random.wait(420)) : random.whole(18, contest.from - 3);
}
