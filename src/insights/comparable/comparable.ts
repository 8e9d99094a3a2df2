import type { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import type { Sql } from '#src/basics/sql.ts';
import type { Frame, Words } from '#src/customers/frame/index.ts';
import type { SurvivalRow } from '#src/maths/survival/index.ts';

/** Who stands behind the two numbers of a share: an operation that tells people, and what to ask it. */
export interface Behind {
  /** Such as `lifecycle.people`. */
  readonly of: string;
  readonly hits: Readonly<Record<string, unknown>>;
  readonly total: Readonly<Record<string, unknown>>;
}

/** A place on a scale: a number of days or of times; or a period, by how many lie between it and the last. */
export interface SharePlace {
  readonly at: number;
  /** First local day of the period; null for numbers, and where groups have ranges of their own. */
  readonly date: string | null;
}

/** One figure of an insight by which groups can be compared: of some people, those of whom something holds. */
export interface ComparableShare {
  /** The same for the same thing in every group: only shares of one key are held against each other. */
  readonly key: string;
  /** A noun phrase, as it stands after "for": "active again in March 2025". */
  readonly name: Words;
  /** Where it stands on a scale that all shares of the insight are on, so that they can be drawn as one line. */
  readonly place?: SharePlace;
  /** People, each counted once. */
  readonly hits: number;
  /** People of whom it could hold, each once; nobody whose time is not over yet. */
  readonly total: number;
  /** null where nobody can be counted. */
  readonly behind: Behind | null;
  /** The bitmap of those counted; asked only to see who is in two groups. Grain: one row. */
  readonly counted: () => Promise<Sql>;
}

/** What an insight says of one group. */
export interface Measured {
  readonly unit: Frame['unit'];
  /** Those that lead first; none where nothing of the group's range is over. */
  readonly shares: readonly ComparableShare[];
  /** Time until the event of the insight, each person once, in one unit of time: curves are compared whole. */
  readonly curve?: { readonly name: Words; readonly rows: readonly SurvivalRow[] };
  /** The share by a key that only other groups have told: nobody of this one; undefined where that cannot be said. */
  readonly absent?: ((key: string) => ComparableShare) | undefined;
  /** How the insight counts. */
  readonly definition: Words;
}

/** Which share is spoken of first: the first told; or that which splits all groups together most evenly. */
export type Headline = 'first' | 'nearest_half';

/** How a question is asked of one group of several. */
export interface Measuring {
  /** False where the groups have ranges of their own: a date would name only one of them. */
  readonly dated: boolean;
}

/** An insight whose answer can be read as comparable figures, declared in its own slice. */
export interface Comparable<Name extends string = string, Ask extends z.ZodType = z.ZodType> {
  /** The operation that answers it for one group. */
  readonly of: Name;
  readonly ask: Ask;
  readonly headline: Headline;
  /** False where the question has no range of dates that a group could have of its own. */
  readonly ranged: boolean;
  /** Only so many shares are compared: those with the most people of all groups together. */
  readonly most?: number;
  /** The question's instant is always told: groups are read as of one and the same. */
  readonly measure: (context: Context, ask: Pinned<z.output<Ask>>, how: Measuring) => Promise<Measured>;
}

/** A question with its instant. */
export type Pinned<Ask> = Ask & { readonly asOf: string };

/** Declares how an insight's answer is read as comparable figures. */
export const comparable = <Name extends string, Ask extends z.ZodType>(
  declared: Omit<Comparable<Name, Ask>, keyof typeof usual> &
    Partial<Pick<Comparable<Name, Ask>, keyof typeof usual>>,
): Comparable<Name, Ask> => ({ ...usual, ...declared });

const usual = { headline: 'first', ranged: true } as const;

/** A share as a slice tells it: with what its own operation of people is asked. */
interface Told<PeopleAsk> extends Pick<ComparableShare, 'key' | 'name' | 'place' | 'hits' | 'total'> {
  readonly hitsAsk: PeopleAsk;
  readonly totalAsk: PeopleAsk;
}

/**
 * Makes shares of what one operation of people tells.
 *
 * @param of    the operation, such as `lifecycle.people`
 * @param whoIs the people behind one of its asks
 */
export const sharesBy =
  <PeopleAsk extends Readonly<Record<string, unknown>>>(
    of: string,
    whoIs: (ask: PeopleAsk) => Promise<{ readonly people: Sql }>,
  ) =>
  ({ hitsAsk, totalAsk, ...told }: Told<PeopleAsk>): ComparableShare => ({
    ...told,
    behind: told.total === 0 ? null : { of, hits: { ...hitsAsk }, total: { ...totalAsk } },
    counted: async () => (await whoIs(totalAsk)).people,
  });
