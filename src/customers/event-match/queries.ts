import { type Sql, sql } from '#src/basics/sql.ts';
import { allOf, passes, plainTest } from '#src/customers/filters/index.ts';
import type { EventMatch, PropertyTest } from './ask.ts';

/** A property of an event as text, null where it is not there. For rows with a JSON column `properties`. */
export const propertyText = (name: string): Sql => sql`getSubcolumn(properties, ${name})::Nullable(String)`;

/** A property of an event as an exact number (six decimals), null where it is none. */
export const propertyNumber = (name: string): Sql => sql`toDecimal128OrNull(${propertyText(name)}, 6)`;

/** The currency beside an event's amounts, "eur" and "EUR" being one; '' where none is told. */
export const eventCurrency: Sql = sql`upper(ifNull(${propertyText('currency')}, ''))`;

/**
 * Whether a row of events tells something the customer did: what Perdure did itself is an event too, and no activity. That a
 * contract starts or ends is the customer's doing; that it renews by itself is not.
 */
export const customersOwn: Sql = sql`not (startsWith(event, 'perdure.') and event not in ('perdure.contract_started', 'perdure.contract_ended'))`;

/** Whether a row of events bears the name asked for; any name of the customer's own where none is. */
export const bearsName = ({ event }: EventMatch): Sql =>
  event === null ? customersOwn : sql`event = ${event}`;

/**
 * Whether a row of events passes the tests of its properties.
 *
 * @throws DomainError `filters.wrong_values`
 */
export const passesTests = ({ where }: EventMatch): Sql => allOf(where.map(tested));

function tested({ property, ...test }: PropertyTest, at: number): Sql {
  const plain = plainTest(test, `where[${at}].values`);
  const passing = passes(propertyText(property), plain);
  return plain.negated ? sql`not (${passing})` : passing;
}
