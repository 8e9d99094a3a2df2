import type { DayNumber } from '#src/customers/calendar/index.ts';
import { dayNumber } from '#src/customers/calendar/index.ts';
import type { Frame } from '#src/customers/frame/index.ts';
import type { Window } from './ask.ts';

/** A stretch of time: whole local days, both included, and where hours are asked the instant it begins or ends at. */
export interface Stretch {
  readonly from?: DayNumber;
  readonly to?: DayNumber;
  /** Epoch milliseconds; from it on. */
  readonly since?: number;
  /** Epoch milliseconds; before it. */
  readonly before?: number;
}

const hourMs = 3_600_000;

/** A window, as it lies at the frame's instant. */
export function stretchOf(window: Window, { known, asOf }: Pick<Frame, 'known' | 'asOf'>): Stretch {
  if (window.kind === 'ever') return {};
  if (window.kind === 'between')
    return { from: dayNumber(window.from, 'from'), to: dayNumber(window.to, 'to') };
  if (window.kind === 'before_last') return { to: known.current - window.days };
  if (window.unit === 'hours') return { since: asOf - window.amount * hourMs };
  return { from: known.current - window.amount + 1 };
}

/** What lies before a stretch; null where nothing does. */
export function beforeIt({ from, since }: Stretch): Stretch | null {
  if (since !== undefined) return { before: since };
  return from === undefined ? null : { to: from - 1 };
}

/** What lies after a stretch; null where nothing does. */
export const afterIt = ({ to }: Stretch): Stretch | null => (to === undefined ? null : { from: to + 1 });
