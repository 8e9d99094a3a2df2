import { startOfDay } from '#src/customers/calendar/index.ts';
import { daysAsked, type Engines, type Frame, framed } from '#src/customers/frame/index.ts';
import type { LivesAsk } from '#src/customers/phase-keeping/index.ts';
import type { PhasesAsk } from './ask.ts';

/** Lives of a question, at its end and at its beginning. */
export interface Looked extends LivesAsk {
  readonly frame: Frame;
  /** Local days asked for, the last one included. */
  readonly days: { readonly from: number; readonly to: number };
}

type Asked = Pick<PhasesAsk, 'offer' | 'from' | 'to' | 'people' | 'asOf'>;

/**
 * Circumstances, and the two instants between which flows are told.
 *
 * @throws DomainError `insights.no_such_date`, `insights.empty_range`, those of the people's conditions
 */
export async function looking(engines: Engines, ask: Asked): Promise<Looked> {
  const frame = await framed(engines, { ...ask, unit: 'customer', includeMarked: false });
  const days = daysAsked(frame, ask);
  const end = Math.min(frame.asOf, startOfDay(days.to + 1, frame.zone));
  return {
    frame,
    offer: ask.offer,
    asOf: end,
    before: Math.min(end, startOfDay(days.from, frame.zone)),
    days,
  };
}
