import { DomainError } from '#src/basics/errors.ts';
import type { DayNumber } from '#src/customers/calendar/index.ts';
import { type AskedMatch, type Deed, requireKnown } from '#src/customers/event-match/index.ts';
import { daysAsked, type Engines, type Frame, framed } from '#src/customers/frame/index.ts';
import { deedAsked, requireWholePeriod, settledDeed } from '#src/customers/value/index.ts';
import type { Declared, RankingAsk } from './ask.ts';
import { type Holders, holdersOf } from './contracts.ts';
import { onboardingOf, sound } from './onboardings.ts';

/** A question with its circumstances settled. */
export interface Plan extends Frame {
  readonly ask: RankingAsk;
  readonly declared: Declared;
  /** Whose lack is leaving; null where leaving is no silence. */
  readonly missing: Deed | null;
  /** The onboarding that is kept; null where one was given with the question. */
  readonly onboarding: { readonly id: string; readonly name: string; readonly version: number } | null;
  /** Local days of a start, both included, as far as they have begun. */
  readonly from: DayNumber;
  readonly to: DayNumber;
  /** What contracts say, where the question asks for it. */
  readonly holders: Holders | undefined;
}

/**
 * Settles a question.
 *
 * @throws DomainError `onboarding.unknown`, `onboarding.unknown_version`, those of `sound`, `insights.unknown_event`,
 * `insights.unknown_property`, `insights.empty_range`, `insights.no_such_date`, `value.window_too_short`, and those of
 * `settledDeed` and of the people's conditions
 */
export async function planned(engines: Engines, ask: RankingAsk): Promise<Plan> {
  const { declared, onboarding } = await declaredBy(engines, ask.of);
  const frame = await framed(engines, ask);
  const days = daysAsked(frame, ask);
  const at = declaredAt(ask.of);
  const missing = await missingIn(engines, declared, at);
  await requireKnown(engines, [
    ...matchesOf(declared, ask),
    ...(missing === null ? [] : deedAsked(`${at}.departure.match`, missing)),
  ]);
  const byContracts = declared.departure.kind === 'contract' || ask.worth?.by === 'contract';
  const holders = byContracts ? await holdersOf(engines, frame) : undefined;
  return { ...frame, ask, declared, missing, onboarding, ...days, holders };
}

async function declaredBy(
  { records }: Engines,
  of: RankingAsk['of'],
): Promise<Pick<Plan, 'declared' | 'onboarding'>> {
  if ('declared' in of) return { declared: sound(of.declared, declaredAt(of)), onboarding: null };
  const { id, name, current, versions } = await onboardingOf(records, of.onboarding);
  const found = of.version === undefined ? current : versions.find(({ version }) => version === of.version);
  if (found === undefined) {
    throw new DomainError('onboarding.unknown_version', {
      kind: 'not_found',
      field: 'of.version',
      expected: `a version from 1 to ${current.version}`,
      got: of.version,
    });
  }
  return { declared: found.declared, onboarding: { id, name, version: found.version } };
}

/** Where the onboarding stands in the question: given with it, or named. */
const declaredAt = (of: RankingAsk['of']): string => ('declared' in of ? 'of.declared' : 'of.onboarding');

async function missingIn(engines: Engines, { departure }: Declared, at: string): Promise<Deed | null> {
  if (departure.kind !== 'silence') return null;
  const missing = await settledDeed(engines, departure.match, `${at}.departure.match`);
  requireWholePeriod(missing, departure, `${at}.departure.to`);
  return missing;
}

function matchesOf({ start, steps, departure }: Declared, { of, worth }: RankingAsk): AskedMatch[] {
  const at = declaredAt(of);
  return [
    { field: `${at}.start`, match: start },
    ...steps.flatMap(({ done, failed }, i) => [
      { field: `${at}.steps[${i}].done`, match: done },
      ...(failed === null ? [] : [{ field: `${at}.steps[${i}].failed`, match: failed }]),
    ]),
    ...(departure.kind === 'event' ? [{ field: `${at}.departure.match`, match: departure.match }] : []),
    ...(worth?.by === 'property'
      ? [{ field: 'worth', match: worth.match, quantities: [worth.property] }]
      : []),
  ];
}
