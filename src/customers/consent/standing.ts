import { allTopics, type Basis, type Channel, type ConsentState, isNo, type Purpose } from './kinds.ts';

/** One row of the ledger, as the standing answer is told from it. */
export interface Said {
  /** con_… */
  readonly id: string;
  /** In which order rows were recorded: the larger is the later. */
  readonly number: number;
  readonly channel: Channel;
  readonly purpose: Purpose;
  /** '' for all topics. */
  readonly topic: string;
  readonly state: ConsentState;
  /** Null for a no. */
  readonly basis: Basis | null;
  /** Epoch milliseconds. */
  readonly givenAt: number;
  /** Those ids of the person that it speaks for: one who has a single id says everything under that one. */
  readonly speaksFor: readonly string[];
}

/** What is asked: may we, on this channel, for this purpose, about this topic? */
export interface Cell {
  readonly channel: Channel;
  readonly purpose: Purpose;
  /** '' asks about what belongs to no topic. */
  readonly topic: string;
}

/** Why an answer is what it is. */
export const whys = [
  'granted',
  'withdrawn',
  'objected',
  'refused_before_merge', // a later yes under another id of the same person does not lift it
  'not_confirmed',
  'nothing_said',
] as const;
export type Why = (typeof whys)[number];

/** The standing answer about one cell. */
export interface Answer<Row extends Said = Said> {
  /** `unknown` is a no for marketing and tracking. */
  readonly state: 'allowed' | 'refused' | 'unknown';
  readonly why: Why;
  /** The row that decides; null where none does. */
  readonly decidedBy: Row | null;
  /** A double opt-in begun since that would change it once it is confirmed. */
  readonly awaiting: Row | null;
}

/**
 * What stands of all that was said.
 *
 * 1. Rows about the topic and rows about all topics count alike; what is about another topic does not count.
 * 2. The row given last decides. Given at the same instant, a no beats a yes; of two alike, the one recorded last decides.
 * 3. What is not confirmed decides nothing.
 * 4. Where the person has several ids (two people who turned out to be one), this is told for each id; one no is enough.
 *
 * @param rows of one person, in any order
 */
export function standing<Row extends Said>(
  rows: readonly Row[],
  { channel, purpose, topic }: Cell,
): Answer<Row> {
  const about = rows
    .filter((row) => row.channel === channel && row.purpose === purpose)
    .filter((row) => row.topic === allTopics || row.topic === topic)
    .sort(inOrder);
  const last = about.filter(({ state }) => state !== 'pending');
  const ids = new Set(last.flatMap(({ speaksFor }) => speaksFor));
  const deciding = [...ids].flatMap((id) => last.findLast(({ speaksFor }) => speaksFor.includes(id)) ?? []);
  const no = deciding
    .filter(({ state }) => isNo(state))
    .sort(inOrder)
    .at(-1);
  const yes = deciding
    .filter(({ state }) => !isNo(state))
    .sort(inOrder)
    .at(-1);
  const decidedBy = no ?? yes ?? null;
  const awaiting =
    about.findLast((row) => row.state === 'pending' && (decidedBy === null || inOrder(decidedBy, row) < 0)) ??
    null;
  if (no !== undefined) {
    const why = yes !== undefined && inOrder(no, yes) < 0 ? 'refused_before_merge' : noOf(no.state);
    return { state: 'refused', why, decidedBy, awaiting };
  }
  if (yes !== undefined) return { state: 'allowed', why: 'granted', decidedBy, awaiting: null };
  return { state: 'unknown', why: awaiting === null ? 'nothing_said' : 'not_confirmed', decidedBy, awaiting };
}

const noOf = (state: ConsentState): Why => (state === 'objected' ? 'objected' : 'withdrawn');

/** Rows as time orders them: the last of several decides. */
const inOrder = (a: Said, b: Said): number =>
  a.givenAt - b.givenAt || Number(isNo(a.state)) - Number(isNo(b.state)) || a.number - b.number;
