import { type Engines, framed, limits, type Words } from '#src/customers/frame/index.ts';
import type { PhasesAsk } from './ask.ts';
import { warningsRaised } from './warned.ts';
import { falseAlarmsWords } from './warning-words.ts';

/** Warnings of so many days tell how often one is wrong. */
const lookedBack = 365;

/**
 * How many of a year's warnings were wrong, in a sentence to stand beside each: up to an instant, of everybody or of those with an offer.
 *
 * @throws DomainError `time.as_of_ahead`
 */
export async function falseAlarmsOf(
  engines: Engines,
  { offer, asOf }: Pick<PhasesAsk, 'offer' | 'asOf'>,
): Promise<Words> {
  const frame = await framed(engines, { unit: 'customer', people: [], includeMarked: false, asOf });
  const today = frame.known.lastBegun;
  const days = { from: today - lookedBack + 1, to: today };
  const looked = { frame, offer, asOf: frame.asOf, days };
  const [row] = await engines.warehouse.rows(
    warningsRaised(looked, ['wrong', 'late', 'gone']),
    limits(engines),
  );
  const [wrong = 0, late = 0, gone = 0] = row?.counts ?? [];
  return falseAlarmsWords(wrong, wrong + late + gone);
}
