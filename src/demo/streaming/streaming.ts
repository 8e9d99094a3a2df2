import {
  type ContractRow,
  closePlace,
  type Demo,
  type DemoPlace,
  dateText,
  type Making,
  monthsLater,
  openPlace,
} from '../making/index.ts';
import { type Subscriber, subscribers } from './subscribers.ts';
import { tellSubscriber } from './watching.ts';

/** How long the service has been watched. */
export const streamingMonths = 12;

/** A streaming service of some 1,300 subscribers: 12 months, some 120,000 events. */
export function streaming(making: Making): Demo {
  const place = openPlace('streaming', making, streamingMonths);
  const people = subscribers(place);
  for (const person of people) tellSubscriber(place, person);
  return closePlace(
    place,
    'streaming',
    { name: place.words.streaming, countingUnit: 'customer', team: 'filante.example' },
    { teamDoes: place.words.played, contracts: people.map((person) => contractOf(person, place)) },
  );
}

/** Paid by the month, to the end of the month in which they left. */
function contractOf(person: Subscriber, { words, today }: DemoPlace): ContractRow {
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
