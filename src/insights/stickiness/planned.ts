import type { Period } from '#src/customers/frame/index.ts';
import { type Engines, framed } from '#src/customers/frame/index.ts';
import {
  type ActiveReading,
  activeReading,
  activityOf,
  type Span,
  spanAsked,
  type Way,
} from '#src/customers/value/index.ts';
import type { RatiosAsk } from './ask.ts';

/** A question, settled: how it is read, and over which periods. */
export interface Planned {
  readonly reading: ActiveReading;
  readonly span: Span;
}

/**
 * Settles a question about the periods that a range touches.
 *
 * @throws DomainError those of `activityOf` and `spanAsked`, and of the people's conditions
 */
export async function planned(
  engines: Engines,
  ask: RatiosAsk & { readonly period: Period },
  way: Way = 'quickest',
): Promise<Planned> {
  const frame = await framed(engines, ask);
  const span = spanAsked(frame, ask);
  const activity = await activityOf(engines, ask.activeBy, ask.period);
  return { reading: await activeReading(engines, frame, activity, way), span };
}
