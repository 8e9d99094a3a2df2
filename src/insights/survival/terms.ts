import type { Context } from '#src/access/index.ts';
import { instantAsked } from '#src/basics/as-of.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { dayNumber, startOfDay } from '#src/customers/calendar/index.ts';
import { type Frame, framed, limits, unitNamed } from '#src/customers/frame/index.ts';
import { countable } from '#src/customers/value/index.ts';
import type { ContractsAsk } from './ask.ts';
import { heldTerms, type Mark } from './held.ts';
import type { Spell, Term } from './spells.ts';

/**
 * The question's instant, or now.
 *
 * @throws DomainError `time.as_of_ahead`
 */
export const instantOf = (
  { clock, workspace }: Pick<Context, 'clock' | 'workspace'>,
  asOf: string | undefined,
): number => instantAsked(asOf, { now: clock.now(), zone: workspace.timezone });

type HeldAsk = Pick<ContractsAsk, 'unit' | 'people' | 'asOf'>;

/** Contracts of some offers; of any where none are named. */
export const ofOffers = (terms: readonly Term[], offers: readonly string[] | undefined): readonly Term[] =>
  offers === undefined ? terms : terms.filter(({ offer }) => offers.includes(offer));

/** Contracts of those a question is about: of everybody, or of those whom its conditions hold for. */
export async function termsAsked(
  context: Context,
  ask: HeldAsk,
  asOf: number,
  mark: Mark = 'offer',
): Promise<Term[]> {
  if (ask.unit === undefined && ask.people.length === 0) return heldTerms(context, asOf, undefined, mark);
  return termsOfWanted(context, await framed(context, { ...ask, includeMarked: false }), asOf, mark);
}

/**
 * Contracts of the people, or accounts, that a question's conditions hold for: `holder` is the customer's number, or the
 * account. Of those of whom no event ever came nothing is known, and they are left out.
 *
 * @throws DomainError those of the people's conditions
 */
export async function termsOfWanted(
  context: Context,
  frame: Frame,
  asOf: number,
  mark: Mark = 'offer',
): Promise<Term[]> {
  const terms = await heldTerms(context, asOf, frame.unit, mark);
  const wanted = await wantedAmong(context, frame, [...new Set(terms.map(({ holder }) => holder))]);
  return terms.filter(({ holder }) => wanted.has(holder));
}

/** Those of some holders, by their keys, whom a question's conditions hold for. */
export async function wantedAmong(
  context: Pick<Context, 'warehouse' | 'signal'>,
  frame: Frame,
  holders: readonly string[],
): Promise<ReadonlySet<string>> {
  const [row] = await context.warehouse.rows(wantedOf(frame, holders), limits(context));
  return new Set(row?.wanted);
}

/** Holders as keys of the warehouse's sets. Numbers go as one text: a list of thousands is slow to analyse. */
export const unitsOf = ({ unit }: Pick<Frame, 'unit'>, holders: readonly string[]): Sql =>
  unit === 'customer'
    ? sql`JSONExtract(${`[${holders.join(',')}]`}, 'Array(UInt32)')`
    : sql`arrayMap(holder -> ${unitNamed(unit, sql`holder`)}, ${typed('Array(String)', holders)})`;

/** Those of some holders whom the conditions hold for. Grain: one row. */
const wantedOf = (frame: Frame, holders: readonly string[]): Sql<{ wanted: string[] }> =>
  frame.unit === 'customer'
    ? sql<{ wanted: string[] }>`
  select arrayMap(customer -> toString(customer), bitmapToArray(kept)) as wanted
  from (${keptOf(frame, holders)})`
    : sql<{ wanted: string[] }>`
  select groupArray(account) as wanted
  from (select arrayJoin(${typed('Array(String)', holders)}) as account)
  where ${unitNamed(frame.unit, sql`account`)} in (select arrayJoin(bitmapToArray(kept)) from (${keptOf(frame, holders)}))`;

/** The same as one bitmap `kept`. */
const keptOf = (frame: Frame, holders: readonly string[]): Sql => sql`
    select ${countable(frame, sql`people`)} as kept
    from (select bitmapBuild(${unitsOf(frame, holders)}) as people)`;

/** Whether a stretch began within a range of local days. */
export function within(zone: string, { from, to }: { from?: string | undefined; to?: string | undefined }) {
  const first = from === undefined ? Number.NEGATIVE_INFINITY : startOfDay(dayNumber(from, 'from'), zone);
  const after = to === undefined ? Number.POSITIVE_INFINITY : startOfDay(dayNumber(to, 'to') + 1, zone);
  return ({ startsAt }: Spell) => startsAt >= first && startsAt < after;
}

/** How contracts are counted. */
export const definition = {
  fr: 'Un contrat dure du premier jour à la dernière fin ; un renouvellement dans la journée qui suit le prolonge. Les contrats en cours comptent comme encore en cours, pas comme perdus (Kaplan–Meier). Attrition brute : contrats terminés ÷ titulaires au début du mois ; nette : moins les titulaires revenus.',
  en: 'A contract lasts from its first day to its last end; a renewal within a day continues it. Contracts still running count as still running, not as lost (Kaplan–Meier). Gross churn: contracts ended ÷ holders at the start of the month; net: less the holders who returned.',
};
