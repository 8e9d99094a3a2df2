import { DomainError } from '#src/basics/errors.ts';
import { newId } from '#src/basics/ids.ts';
import { nothing, type Sql, sql } from '#src/basics/sql.ts';
import { definitionOf } from '#src/customers/value/index.ts';
import {
  assembled,
  type Defined,
  type DefinedRow,
  heldInUse,
  type MadeVersion,
  madeBy,
  retiring,
  sameSaid,
  type Writing,
} from '#src/customers/versions/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { defaultTerms, type Kind, type Offer, type OfferVersion, Terms } from './ask.ts';

/** A declared offer with its versions. */
export interface DeclaredOffer extends Defined<OfferVersion> {
  readonly name: string;
}

/** What an offer is judged by. */
export interface Judged {
  readonly kind: Kind;
  readonly terms: Terms;
}

/**
 * Every offer of a workspace by its name: those declared, retired ones too as contracts may still run by them, and those
 * that contracts name without anybody having declared them.
 *
 * @param asOf as they were declared before this instant, epoch milliseconds: one declared later was judged by default terms; now
 *   unless told
 */
export async function offersOf(records: Transaction, asOf?: number): Promise<Offer[]> {
  const all = await declaredOffers(records);
  const declared = all.flatMap((offer) => (asOf === undefined ? offerNow(offer) : offerThen(offer, asOf)));
  const known = new Set(declared.map(({ name }) => name));
  const named = await records.rows(namedInContracts());
  const met = named.flatMap(({ offer }) => (known.has(offer) ? [] : [undeclared(offer)]));
  return [...declared, ...met].sort((a, b) => byAlphabet.compare(a.name, b.name));
}

/** In French as in English: É stands with E. */
const byAlphabet = new Intl.Collator('fr');

/** One offer by its name; undefined where neither was it declared nor does a contract name it. */
export async function offerNamed(records: Transaction, name: string): Promise<Offer | undefined> {
  const [found] = read(await records.rows(versionRows(sql`where defined.name = ${name}`)));
  if (found !== undefined) return offerNow(found);
  const met = await records.row(sql`select 1 from contracts where ${own} and offer = ${name} limit 1`);
  return met === undefined ? undefined : undeclared(name);
}

/** Those declared, by name, retired ones too. */
export async function declaredOffers(records: Transaction): Promise<DeclaredOffer[]> {
  return read(await records.rows(versionRows(nothing)));
}

/** One declared offer. @throws DomainError `offers.unknown` */
export async function declaredOffer(records: Transaction, id: string): Promise<DeclaredOffer> {
  const [found] = read(await records.rows(versionRows(sql`where defined.id = ${id}`)));
  if (found !== undefined) return found;
  throw new DomainError('offers.unknown', {
    kind: 'not_found',
    field: 'id',
    expected: 'the id of an offer of this workspace',
    got: id,
  });
}

export const offerNow = ({ id, name, retiredAt, current }: DeclaredOffer): Offer => ({
  id,
  name,
  declared: true,
  kind: current.kind,
  version: current.version,
  terms: current.terms,
  retiredAt,
});

/** As it was declared before an instant; nothing where it was not yet. */
function offerThen(offer: DeclaredOffer, asOf: number): Offer[] {
  const current = offer.versions.find(({ createdAt }) => Date.parse(createdAt) < asOf);
  if (current === undefined) return [];
  const retired = offer.retiredAt !== null && Date.parse(offer.retiredAt) < asOf;
  return [offerNow({ ...offer, current, retiredAt: retired ? offer.retiredAt : null })];
}

export const undeclared = (name: string): Offer => ({
  id: null,
  name,
  declared: false,
  kind: 'continuous',
  version: 0,
  terms: defaultTerms,
  retiredAt: null,
});

/**
 * Declares an offer.
 *
 * @throws DomainError `offers.name_taken`, `offers.terms_of_another_kind`, `value.unknown`
 */
export async function createOffer(writing: Writing, name: string, judged: Judged): Promise<DeclaredOffer> {
  const { records } = writing;
  await requireFitting(records, judged);
  const id = newId('off');
  const made = madeBy(writing);
  await records.transaction(async (tx) => {
    const added = await tx.run(sql`
      insert into offers (id, workspace_id, name, created_at, created_by)
      values (${id}, ${made.workspace}, ${name}, ${made.at}, ${made.by})
      on conflict (workspace_id, name) do nothing`);
    if (added === 0) throw nameTaken(name);
    await tx.run(insertedVersion({ id, version: 1, ...made }, judged));
  });
  return declaredOffer(records, id);
}

/**
 * Has an offer judged otherwise: a new version. Saying the same again makes none. Its name stays: contracts call it so.
 *
 * @throws DomainError `offers.unknown`, `offers.retired`, `offers.terms_of_another_kind`, `value.unknown`
 */
export async function changeOffer(
  writing: Writing,
  id: string,
  change: Partial<{ [Part in keyof Judged]: Judged[Part] | undefined }>,
): Promise<DeclaredOffer> {
  const { records } = writing;
  await records.transaction(async (tx) => {
    const how = { table: 'offers', named: declaredOffer, retired: isRetired } as const;
    const { current } = await heldInUse(tx, id, how);
    const judged = { kind: change.kind ?? current.kind, terms: change.terms ?? current.terms };
    await requireFitting(tx, judged);
    if (sameSaid({ kind: current.kind, terms: current.terms }, judged)) return;
    await tx.run(insertedVersion({ id, version: current.version + 1, ...madeBy(writing) }, judged));
  });
  return declaredOffer(records, id);
}

/** Offers one no more, or again. @throws DomainError `offers.unknown` */
export const { retire: retireOffer, restore: restoreOffer } = retiring('offers', declaredOffer);

/** Terms that belong to another kind would be kept and never read. */
async function requireFitting(records: Transaction, { kind, terms }: Judged): Promise<void> {
  if (terms.season !== null && kind !== 'discontinuous') throw ofAnotherKind('season', 'discontinuous', kind);
  if (terms.termDays !== null && kind !== 'intentional') throw ofAnotherKind('termDays', 'intentional', kind);
  if (terms.value !== null) await definitionOf(records, terms.value, 'terms.value');
}

const ofAnotherKind = (part: 'season' | 'termDays', belongs: Kind, got: Kind): DomainError =>
  new DomainError('offers.terms_of_another_kind', {
    field: `terms.${part}`,
    expected: `null, or an offer of the kind ${belongs}`,
    got,
  });

const nameTaken = (got: string): DomainError =>
  new DomainError('offers.name_taken', {
    kind: 'conflict',
    field: 'name',
    expected: 'a name that no declared offer bears; one that was retired may be restored',
    got,
  });

const isRetired = (got: string): DomainError =>
  new DomainError('offers.retired', {
    kind: 'conflict',
    field: 'id',
    expected: 'an offer still in use',
    got,
  });

const insertedVersion = (
  { id, version, workspace, at, by }: MadeVersion,
  { kind, terms }: Judged,
): Sql => sql`
  insert into offer_versions (offer, version, workspace_id, kind, terms, created_at, created_by)
  values (${id}, ${version}, ${workspace}, ${kind}, ${JSON.stringify(terms)}::jsonb, ${at}, ${by})`;

interface VersionRow extends DefinedRow, Judged {
  readonly name: string;
}

/** Grain: a version; some dozens in a workspace. */
const versionRows = (which: Sql): Sql<VersionRow> => sql<VersionRow>`
  select defined.id as id, name, retired_at as "retiredAt", defined.created_at as "definedAt",
    defined.created_by as "definedBy", version, kind, terms,
    offer_versions.created_at as "createdAt", offer_versions.created_by as "createdBy"
  from offers as defined
  join offer_versions on offer_versions.offer = defined.id
  ${which}
  order by name, version desc`;

const read = (rows: readonly VersionRow[]): DeclaredOffer[] =>
  assembled(
    rows,
    ({ kind, terms }, written) => ({ ...written, kind, terms: Terms.parse(terms) }),
    ({ name }, defined) => ({ ...defined, name }),
  );

/**
 * Each name once, by steps through the index: a workspace may have a million contracts by some dozens of offers. The wall
 * between workspaces alone would not lead into that index.
 */
const namedInContracts = (): Sql<{ offer: string }> => sql<{ offer: string }>`
  with recursive named as (
    (select offer from contracts where ${own} order by offer limit 1)
    union all
    select next.offer
    from named
    cross join lateral (
      select contracts.offer
      from contracts
      where ${own} and contracts.offer > named.offer
      order by contracts.offer
      limit 1
    ) as next
  )
  select offer from named`;

const own = sql`contracts.workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer`;
