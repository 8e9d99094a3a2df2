import { type AskedMatch, requireKnown } from '#src/customers/event-match/index.ts';
import type { Engines } from '#src/customers/frame/index.ts';
import { deedAsked } from '#src/customers/value/index.ts';
import { type BrokenDownAsk, propertiesOfReturn, type Settled } from './plan.ts';

/**
 * Refuses a question about events and properties that never arrived, with the near name: it would be answered "nobody".
 *
 * It decides nothing else, so it is asked beside the answer.
 *
 * @throws DomainError `insights.unknown_event`, `insights.unknown_property`
 */
export const requireAsked = (engines: Engines, ask: Settled<BrokenDownAsk>): Promise<void> =>
  requireKnown(engines, matchesOf(ask));

const matchesOf = (ask: Settled<BrokenDownAsk>): AskedMatch[] => [
  {
    field: 'start',
    match: ask.start,
    properties: ask.breakdown?.by === 'start_property' ? [ask.breakdown.name] : [],
  },
  ...deedAsked('return', ask.return, propertiesOfReturn(ask)),
];
