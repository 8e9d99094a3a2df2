const dayMs = 86_400_000;

/** A local calendar day as `YYYY-MM-DD`. */
export type LocalDay = string;

/** Tells the local day of an instant (epoch milliseconds) in one zone. */
export type DayOf = (at: number) => LocalDay;

/**
 * Local days of a zone, by its own calendar: a DST day has 23 or 25 hours and is one day.
 *
 * Keeps the zone's offset per UTC day, so that a million instants cost a division each; only the days of a
 * change of offset are asked of the calendar one by one.
 *
 * @param zone IANA zone; throws RangeError where the zone is not known
 */
export function dayOf(zone: string): DayOf {
  const offset = offsetOf(zone);
  const steady = new Map<number, number | null>();
  const steadyOffset = (utcDay: number): number | null => {
    const kept = steady.get(utcDay);
    if (kept !== undefined) return kept;
    const start = offset(utcDay * dayMs);
    const found =
      start === offset(utcDay * dayMs + dayMs / 2) && start === offset((utcDay + 1) * dayMs - 1)
        ? start
        : null;
    steady.set(utcDay, found);
    return found;
  };
  const texts = new Map<number, LocalDay>();
  return (at) => {
    const shift = steadyOffset(Math.floor(at / dayMs)) ?? offset(at);
    const day = Math.floor((at + shift) / dayMs);
    const kept = texts.get(day);
    if (kept !== undefined) return kept;
    const text = dayText(day);
    texts.set(day, text);
    return text;
  };
}

/** Milliseconds that local time is ahead of UTC at an instant. */
export function offsetOf(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-u-ca-iso8601-hc-h23', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (at) => {
    const whole = Math.floor(at / 1000) * 1000;
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(whole)) part[type] = Number(value);
    const local = Date.UTC(
      part.year ?? 0,
      (part.month ?? 1) - 1,
      part.day ?? 1,
      part.hour,
      part.minute,
      part.second,
    );
    return local - whole;
  };
}

const dayText = (day: number): LocalDay => new Date(day * dayMs).toISOString().slice(0, 10);
