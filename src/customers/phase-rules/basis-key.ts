import { createHash } from 'node:crypto';

const hashOf = (said: unknown, length: number): string =>
  createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, length);

const offerLength = 16;

/** What lives with one offer are judged by. */
interface OfferSaid {
  readonly name: string;
}

/** What lives are judged by as one text: what is said for all, then each offer with what is said for it alone. */
export const keyOf = (common: unknown, offers: readonly OfferSaid[]): string =>
  [
    hashOf(common, 32),
    ...offers.map((one) => `${hashOf(one.name, offerLength)}${hashOf(one, offerLength)}`).sort(),
  ].join(' ');

/**
 * The offers whose lives alone are judged otherwise than by an earlier key: those that are new, and those of which something else
 * is said.
 *
 * @param names of the offers of the later key
 * @returns null: all lives are judged otherwise
 */
export function offersChanged(earlier: string, later: string, names: readonly string[]): string[] | null {
  if (earlier === later) return [];
  const [[commonBefore, ...before], [common, ...now]] = [earlier.split(' '), later.split(' ')];
  const named = new Set(now.map(offerIn));
  if (commonBefore !== common || before.some((one) => !named.has(offerIn(one)))) return null;
  const stood = new Set(before);
  const changed = new Set(now.filter((one) => !stood.has(one)).map(offerIn));
  return names.filter((name) => changed.has(hashOf(name, offerLength)));
}

const offerIn = (part: string): string => part.slice(0, offerLength);
