import type { AnyRouter } from '@tanstack/react-router';
import { isAddressReader, recordOf } from './address.ts';

/** Which parts of the address that somebody arrived by could not be read, and where. */
export interface LeftOut {
  readonly parts: readonly string[];
  readonly pathname: string;
  /** Place in the history of this window: what is asked from there on is asked by menus. */
  readonly place: number;
}

/**
 * Leaves out of the address that somebody arrived by what its page cannot read, or knows nothing of (such as the mark
 * of a newsletter), before any page is shown: the router hands on to pages whatever stands in an address, also what a
 * reader has left out.
 *
 * @returns what was left out; undefined where all could be read
 */
export function leaveOutUnread(router: AnyRouter): LeftOut | undefined {
  const { pathname, search } = router.latestLocation;
  const address = recordOf(search);
  const [matched] = router.getMatchedRoutes(pathname);
  const readers = matched.map(({ options }) => options.validateSearch).filter(isAddressReader);
  if (readers.length === 0) return undefined;
  const read: object = Object.assign({}, ...readers.map((reader) => reader(address)));
  if (Object.keys(address).every((part) => part in read)) return undefined;
  const { pathname: path, hash } = router.history.location; // as they stand: only what is asked is another
  router.history.replace(`${path}${router.options.stringifySearch(read)}${hash}`);
  router.updateLatestLocation();
  const parts = readers.flatMap((reader) => reader.unread(address));
  if (parts.length === 0) return undefined;
  return { parts, pathname, place: router.latestLocation.state.__TSR_index };
}
