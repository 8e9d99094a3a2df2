import {
  addBlemishes,
  type ContractRow,
  type Demo,
  dateText,
  demoWords,
  demoZone,
  Feed,
  LocalTime,
  type Making,
  monthsLater,
} from '../making/index.ts';
import type { StreamingPlace } from './place.ts';
import { type Subscriber, subscribers } from './subscribers.ts';
import { tellSubscriber } from './watching.ts';

/** How long the service has been watched. */
export const streamingMonths = 12;

/** A streaming service of some 1,300 subscribers: 12 months, some 120,000 events. */
export function streaming({ now, language }: Making): Demo {
  const words = demoWords[language];
  const time = new LocalTime(demoZone);
  const feed = new Feed('streaming', now);
  const today = time.dayOf(now);
  const place: StreamingPlace = { feed, words, time, today, begin: monthsLater(today, -streamingMonths) };
  const people = subscribers(place);
  for (const person of people) tellSubscriber(place, person);
  const team = 'filante.example';
  addBlemishes(feed, { seed: 'streaming', time, now, team }, { event: words.played });
  return {
    kind: 'streaming',
    settings: { name: words.streaming, slug: 'demo-streaming', countingUnit: 'customer', team },
    arriving: feed.sorted(),
    contracts: people.map((person) => contractOf(person, place)),
  };
}

/** Paid by the month, to the end of the month in which they left. */
function contractOf(person: Subscriber, { words, today }: StreamingPlace): ContractRow {
  let months = 1;
  while (monthsLater(person.start, months) < person.start + person.leaves) months += 1;
  const end = monthsLater(person.start, months);
  return {
    id: `streaming-contract-${person.id}`,
    holder: { kind: 'customer', id: person.id },
    offer: words[person.plan],
    start: dateText(person.start),
    end: end > today ? null : dateText(end),
    amount: person.plan === 'basic' ? 899 : 1_399,
    period: 'month',
    currency: 'EUR',
  };
}
