/** From an instant on, a browser's events belong to a known person. Times are epoch milliseconds. */
export interface DeviceLink {
  readonly anonymousId: string;
  readonly at: number;
  /** As the warehouse counts it: the smaller came first. 0 where it is not known. */
  readonly arrival: bigint;
  readonly messageId: string;
  readonly userId: string;
}

/** The names an event came under; '' where it had none. */
export interface EventNames {
  readonly userId: string;
  readonly anonymousId: string;
  readonly time: number;
}

/** Who an event belongs to before merges: a known person, or a browser nobody has been linked to. */
export interface Owner {
  readonly kind: 'user' | 'anonymous';
  readonly externalId: string;
}

/** Links in the order that decides: by time, then arrival, then message id, as events are everywhere. */
export const inLinkOrder = (a: DeviceLink, b: DeviceLink): number =>
  a.at - b.at || compared(a.arrival, b.arrival) || compared(a.messageId, b.messageId);

const compared = <T extends bigint | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Who an event belongs to: its user id; else the person its browser was linked to last before it, or first
 * after it; else the browser itself. The answer does not depend on the order in which events are loaded.
 *
 * @param links the links of the event's own anonymous id, in link order
 */
export function ownerOf(names: EventNames, links: readonly DeviceLink[]): Owner {
  if (names.userId !== '') return { kind: 'user', externalId: names.userId };
  const before = links.findLast((link) => link.at <= names.time);
  const link = before ?? links[0];
  if (link === undefined) return { kind: 'anonymous', externalId: names.anonymousId };
  return { kind: 'user', externalId: link.userId };
}

/** The spans in which a browser's owner differs between two sets of links; `to` exclusive, null without end. */
export interface ChangedSpan {
  readonly from: number | null;
  readonly to: number | null;
  readonly before: Owner;
  readonly after: Owner;
}

/**
 * Where adding or undoing links changes the owner of a browser's events.
 *
 * @param anonymousId the browser
 * @param before its links as they were, in link order
 * @param after its links as they are now, in link order
 * @returns at most one span per link border plus one
 */
export function changedSpans(
  anonymousId: string,
  before: readonly DeviceLink[],
  after: readonly DeviceLink[],
): ChangedSpan[] {
  const borders = [...new Set([...before, ...after].map((link) => link.at))].sort((a, b) => a - b);
  const starts: (number | null)[] = [null, ...borders];
  return starts.flatMap((from, i) => {
    const time = from ?? (borders[0] ?? 0) - 1;
    const names = { userId: '', anonymousId, time };
    const was = ownerOf(names, before);
    const is = ownerOf(names, after);
    if (was.kind === is.kind && was.externalId === is.externalId) return [];
    return [{ from, to: borders[i] ?? null, before: was, after: is }];
  });
}
