import { type DemoPlace, Quota, traitsOf } from '../making/index.ts';
import { returnOf } from './contracts.ts';
import type { Subscriber } from './subscribers.ts';
import { streamingTruths } from './truths.ts';

const { contest, tastes } = streamingTruths;

type Category = 'series' | 'films' | 'documentaries' | 'children' | 'sport';
const categories: readonly Category[] = ['series', 'films', 'documentaries', 'children', 'sport'];

/** Tells a subscriber's life, from the first page to the last evening. */
export function tellSubscriber(place: DemoPlace, person: Subscriber): void {
  tellStart(place, person);
  if (person.opens) tellOpener(place, person);
  else tellViewer(place, person);
  tellReturn(place, person);
}

/** Who came back watches films, about once a week. */
function tellReturn(place: DemoPlace, person: Subscriber): void {
  const back = returnOf(person, place.today);
  if (back === null) return;
  for (let day = back + 1; day <= place.today; day += person.random.whole(4, 9)) {
    const at = place.time.at(day, person.random.whole(1_130, 1_330));
    tellPlay(place, person, { at, category: 'films', minutes: person.random.whole(60, 120) });
  }
}

/** Minutes after midnight of the subscription. What follows comes later that day or on another. */
const startMinute = 1_020;

function tellStart({ feed, words, time }: DemoPlace, person: Subscriber): void {
  const anonymousId = `tv-${person.number.toString(36)}-${person.random.whole(0, 0xffffff).toString(36)}`;
  const at = time.at(person.start, startMinute);
  const who = { userId: person.id };
  for (let page = person.random.whole(1, 3); page > 0; page -= 1)
    feed.page({ anonymousId }, at - page * 70_000, '/offres');
  const traits = {
    ...traitsOf(person.called),
    [words.channel]: person.channel,
    [words.city]: person.city,
    [words.plan]: words[person.plan],
  };
  feed.identify({ ...who, anonymousId }, at, traits);
  feed.track(who, at + 20_000, words.subscribed, { [words.plan]: words[person.plan] });
}

/** Signs in ten to fourteen times in thirty days, looks around, and watches three minutes once or twice. */
function tellOpener(place: DemoPlace, person: Subscriber): void {
  const { feed, words, time, today } = place;
  const { random } = person;
  const who = { userId: person.id };
  const until = Math.min(person.leaves, today - person.start + 1);
  for (let month = 0; month < until; month += 30) {
    const evening = () => time.at(person.start + month + random.whole(1, 28), random.whole(1_100, 1_380));
    for (let times = random.whole(10, 14); times > 0; times -= 1) {
      const at = evening();
      feed.track(who, at, words.opened);
      if (random.happens(0.4))
        feed.track(who, at + 90_000, words.looked, { [words.category]: words[random.pick(categories)] });
    }
    for (let times = random.whole(1, 2); times > 0; times -= 1) {
      tellPlay(place, person, {
        at: evening(),
        category: random.pick(categories),
        minutes: random.whole(2, 3),
      });
    }
  }
}

/** Watches some ten times in thirty days, mostly what they like. */
function tellViewer(place: DemoPlace, person: Subscriber): void {
  const { random } = person;
  const days = viewingDays(place, person);
  const turn = place.today - tastes.daysAgo;
  const favourite = person.moves ? tastes.before : random.pick(categories);
  const liked = { before: new Quota(tastes.share), after: new Quota(tastes.share) };
  for (const day of days) {
    const moved = person.moves && person.start + day >= turn;
    const love = moved ? tastes.after : favourite;
    const other = categories.filter((category) => category !== love);
    const category = (moved ? liked.after : liked.before).next() ? love : random.pick(other);
    const at = place.time.at(person.start + day, random.whole(1_130, 1_330));
    if (random.happens(0.6)) place.feed.track({ userId: person.id }, at - 120_000, place.words.opened);
    tellPlay(place, person, { at, category, minutes: random.whole(18, 75) });
  }
}

function viewingDays({ today }: DemoPlace, { random, stays, leaves, start, moves }: Subscriber): number[] {
  const rate = moves ? 0.33 : 0.14 + 0.36 * random.share();
  const known = today - start;
  const days: number[] = [];
  for (let day = 0; day < Math.min(leaves, known + 1); day += 1) if (random.happens(rate)) days.push(day);
  const third = contest.from + random.whole(1, 24);
  if (stays && third <= known && !days.some((day) => day > contest.from && day < contest.to))
    days.push(third);
  return days.sort((a, b) => a - b);
}

function tellPlay(
  { feed, words }: DemoPlace,
  { id, random }: Subscriber,
  play: { readonly at: number; readonly category: Category; readonly minutes: number },
): void {
  const category = words[play.category];
  feed.track({ userId: id }, play.at, words.played, {
    [words.category]: category,
    [words.minutes]: play.minutes,
    [words.title]: `${category} ${random.whole(1, 40)}`,
  });
}
