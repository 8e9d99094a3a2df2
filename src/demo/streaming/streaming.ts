import { closePlace, type Demo, type Making, openPlace } from '../making/index.ts';
import { contractsOf } from './contracts.ts';
import { streamingSayings } from './sayings.ts';
import { subscribers } from './subscribers.ts';
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
    {
      teamDoes: place.words.played,
      contracts: people.flatMap((person) => contractsOf(person, place)),
      sayings: streamingSayings(place, making.language),
    },
  );
}
