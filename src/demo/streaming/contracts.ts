import {
  type ContractChange,
  type ContractRow,
  type DayNumber,
  type DemoPlace,
  dateText,
  monthsLater,
} from '../making/index.ts';
import type { Subscriber } from './subscribers.ts';
import { streamingTruths } from './truths.ts';

const { money } = streamingTruths;

/** Paid by the month, to the end of the month in which they left; some come back. */
export function contractsOf(person: Subscriber, place: DemoPlace): ContractRow[] {
  if (person.start >= place.today) return []; // billing tells it at night
  const back = returnOf(person, place.today);
  const end = endOf(person);
  const first = contractOf(person, place, { part: '', start: person.start, end });
  if (back === null) return [first];
  return [first, contractOf(person, place, { part: '-2', start: back, end: null })];
}

function endOf({ start, leaves }: Subscriber): DayNumber {
  let months = 1;
  while (monthsLater(start, months) < start + leaves) months += 1;
  return monthsLater(start, months);
}

/** The day on which somebody who left subscribes anew; null for most. */
export function returnOf(person: Subscriber, today: DayNumber): DayNumber | null {
  const back = endOf(person) + money.returnAfter;
  return person.stays && !person.opens && person.number % 3 === 0 && back < today ? back : null;
}

interface Stretch {
  readonly part: string;
  readonly start: DayNumber;
  readonly end: DayNumber | null;
}

function contractOf(person: Subscriber, { words, today }: DemoPlace, stretch: Stretch): ContractRow {
  const { part, start, end } = stretch;
  const raised = today - money.raisedAgo;
  const begun = part === '' ? person.plan : 'basic';
  return {
    id: `streaming-contract-${person.id}${part}`,
    holder: { kind: 'customer', id: person.id },
    offer: words[begun],
    start: dateText(start),
    end: end === null || end > today ? null : dateText(end),
    amount: money.price[begun][start < raised ? 'before' : 'after'],
    period: 'month',
    currency: 'EUR',
    changes: changesOf({ ...stretch, begun, person }, { raised, words, today }),
  };
}

/** The price goes up on one day for everybody; some give up the family's plan after four months. */
function changesOf(
  {
    start,
    end,
    begun,
    person,
  }: Stretch & { readonly begun: Subscriber['plan']; readonly person: Subscriber },
  { raised, words, today }: Pick<DemoPlace, 'words' | 'today'> & { readonly raised: DayNumber },
): ContractChange[] {
  const smaller = monthsLater(start, 4);
  const runs = (day: DayNumber) => day > start && day <= today && (end === null || day < end);
  const shrinks = begun === 'family' && person.number % 4 === 0 && runs(smaller);
  const planOn = (day: DayNumber) => (shrinks && day >= smaller ? 'basic' : begun);
  const days = [...(runs(raised) ? [raised] : []), ...(shrinks ? [smaller] : [])];
  return [...new Set(days)]
    .sort((a, b) => a - b)
    .map((day) => ({
      on: dateText(day),
      offer: words[planOn(day)],
      amount: money.price[planOn(day)][day < raised ? 'before' : 'after'],
    }));
}
