import type { ReceivedEvent } from '../intake/index.ts';

/** What was noticed about an event's time. */
export type TimeFlag = '' | 'corrected' | 'future' | 'ancient' | 'made';

/** When an event happened, as far as can be known. Epoch milliseconds. */
export interface EventTime {
  readonly time: number;
  readonly flag: TimeFlag;
}

const tolerated = 60_000;
const dayMs = 86_400_000;
const millennium = Date.UTC(2000, 0, 1);
// The tables' days begin with 1 January 1900: in zones behind UTC that day's first hours are still 1899.
const earliest = Date.UTC(1900, 0, 2);
const latest = Date.UTC(2299, 11, 31);

/**
 * Corrects a client's clock. Where it is off by more than a minute (what it says it is on sending, against when
 * we received), the event's time moves by as much; network delay is never folded in. Imports are taken as sent.
 *
 * Times over 24 h ahead of their receipt, or before 2000, are kept and flagged. A correction that would leave
 * 1900–2299, which tables can hold, is not made: such a clock tells nothing.
 *
 * @source Segment's rule for originalTimestamp, sentAt, receivedAt
 */
export function eventTime(
  event: Pick<ReceivedEvent, 'originalTime' | 'sentAt' | 'receivedAt' | 'neverCorrect'>,
): EventTime {
  const { originalTime, sentAt, receivedAt, neverCorrect } = event;
  if (originalTime === null) return { time: receivedAt, flag: 'made' };
  const skew = sentAt === null || neverCorrect ? 0 : receivedAt - sentAt;
  const corrected = Math.abs(skew) > tolerated && holdable(originalTime + skew);
  const time = corrected ? originalTime + skew : originalTime;
  if (time > receivedAt + dayMs) return { time, flag: 'future' };
  if (time < millennium) return { time, flag: 'ancient' };
  return { time, flag: corrected ? 'corrected' : '' };
}

const holdable = (at: number): boolean => at >= earliest && at <= latest;
