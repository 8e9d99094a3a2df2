import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { propertyHole } from './listed-properties.ts';

/**
 * The value of an event's property as text, for the column `properties` of `scoped('events')`: null where it is
 * missing, `true` and `12.5` as they read, a list as JSON text.
 *
 * The name is bound as a value: no name can change the statement. A dot leads into nested values: `a.b` is both the
 * property "a.b" and the `b` within `a`, which the engine stores as one. A value that is an object has no text of
 * its own: ask for what is within it.
 */
export const propertyText = (name: string): Sql => {
  const value = property(name);
  const plain = sql`cast(${value}, 'Nullable(String)')`;
  // As JSON, integers would come in quotes; lists of numbers read the same in both ways of writing.
  return sql`if(match(dynamicType(${value}), '^Array.*(String|Dynamic|JSON)'), toJSONString(${value}), ${plain})`;
};

/**
 * The value as a number (Float64), null where it is missing or no finite number. Integers, fractions and texts that
 * read as a number ("12.5", "1e3") are one: the engine stores 12 as Int64 and 12.5 as Float64, and reading one type
 * loses the other's rows. Integers above 2^53 are rounded. True and false are no numbers.
 */
export const propertyNumber = (name: string): Sql => {
  const value = property(name);
  const number = sql`coalesce(
    dynamicElement(${value}, 'Float64'),
    toFloat64(dynamicElement(${value}, 'Int64')),
    toFloat64(dynamicElement(${value}, 'UInt64')),
    toFloat64OrNull(dynamicElement(${value}, 'String')))`;
  return sql`if(isFinite(${number}), ${number}, null)`;
};

/** True for events that carry the property with a value other than null or an object. */
export const hasProperty = (name: string): Sql => sql`isNotNull(${property(name)})`;

const property = (name: string): Sql => sql`${typed(propertyHole, name)}`;
