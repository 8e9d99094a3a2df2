import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { type Frame, framed, listedBy, type PeopleBehind } from '#src/customers/frame/index.ts';
import type { ContractsAsk, HoldersAsk } from './ask.ts';
import { daysHeld } from './curves.ts';
import { firstOfEach, renewalGapMs, type Spell, spellsOf } from './spells.ts';
import { instantOf, ofOffers, termsOfWanted, unitsOf, within } from './terms.ts';

const dayMs = 86_400_000;

/** Who holds what a question is about: the first stretch of each that began in its range. */
export interface Held {
  readonly frame: Frame;
  readonly asOf: number;
  readonly spells: readonly Spell[];
}

/**
 * The first stretch under contract of each holder that began in the range: each person once, where the curve of
 * `survival.contracts` counts every stretch.
 *
 * @throws DomainError those of the people's conditions, `insights.no_such_date`
 */
export async function heldBy(context: Context, ask: ContractsAsk): Promise<Held> {
  const asOf = instantOf(context, ask.asOf);
  const frame = await framed(context, { ...ask, includeMarked: false });
  const terms = await termsOfWanted(context, frame, asOf);
  const began = spellsOf(ofOffers(terms, ask.offers), asOf).filter(within(context.workspace.timezone, ask));
  return { frame, asOf, spells: firstOfEach(began) };
}

/** Those who began so long ago that an end in so many days would be known, by whether it came. */
export function afterDays({ asOf, spells }: Held, after: number): { still: Spell[]; left: Spell[] } {
  const watched = spells.filter(({ startsAt }) => startsAt + (after + 1) * dayMs + renewalGapMs <= asOf);
  const hasLeft = (spell: Spell) => spell.endedAt !== null && daysHeld(spell, asOf) <= after;
  return { still: watched.filter((spell) => !hasLeft(spell)), left: watched.filter(hasLeft) };
}

/** Whose contracts. */
export type HoldersWhich = Omit<HoldersAsk, 'limit' | 'cursor'>;

/** Those behind a number. @throws DomainError those of `heldBy` */
export async function whoHolds(context: Context, { ask, after, which }: HoldersWhich): Promise<PeopleBehind> {
  const held = await heldBy(context, ask);
  const { still, left } = afterDays(held, after);
  const chosen = { all: [...still, ...left], still, left }[which];
  const units = unitsOf(
    held.frame,
    chosen.map(({ holder }) => holder),
  );
  return { frame: held.frame, people: sql`select bitmapBuild(${units}) as people` };
}

export const { page: holdersPage, everyone: everyoneHolding } = listedBy(whoHolds);
