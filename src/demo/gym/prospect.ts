import { type DemoPlace, traitsOf } from '../making/index.ts';
import type { Prospect } from './crowd.ts';

const pages = ['/', '/tarifs', '/clubs', '/cours', '/essai'];

/** Somebody who filled a cart, perhaps came for a trial, and did not join. */
export function tellProspect(place: DemoPlace, prospect: Prospect): void {
  tellWayIn(place, prospect);
  if (prospect.trial !== null) tellTrial(place, prospect, prospect.trial);
  if (prospect.number % 4 > 0) return;
  const at = place.time.at(prospect.cart + 2, 700);
  place.feed.track({ userId: prospect.id }, at, 'Push Opened', { subject: place.words.doubt });
}

/** Pages seen by a browser nobody knows yet, a cart filled; known from the moment the address is given. */
export function tellWayIn({ feed, words, time }: DemoPlace, person: Prospect): void {
  const { random } = person;
  const anonymousId = `web-${person.number.toString(36)}-${random.whole(0, 0xffffff).toString(36)}`;
  const at = time.at(person.cart, random.whole(540, 1_080));
  for (let page = random.whole(1, 2); page > 0; page -= 1)
    feed.page({ anonymousId }, at - page * 50_000, random.pick(pages));
  const traits = { ...traitsOf(person.called), [words.channel]: person.channel, [words.city]: person.city };
  feed.track({ anonymousId }, at, 'Product Added', { product: words.yearly, price: 299, currency: 'EUR' });
  feed.identify({ userId: person.id, anonymousId }, at + 20_000, traits);
}

/** A trial session: booked, then attended or missed. */
export function tellTrial(
  { feed, time }: DemoPlace,
  person: Prospect,
  trial: NonNullable<Prospect['trial']>,
): void {
  const who = { userId: person.id };
  feed.track(who, time.at(person.cart, 1_200 + person.random.whole(0, 60)), 'Trial Booked');
  feed.track(who, time.at(trial.day, 1_100), trial.attended ? 'Trial Attended' : 'Trial Missed');
}
