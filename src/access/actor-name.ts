import { type Sql, sql } from '#src/basics/sql.ts';

/**
 * What a person or key is called today; null where they are gone, and for the machinery.
 *
 * @param actor an expression that gives `user:…`, `key:…`, as the records keep who did something
 */
export const actorName = (actor: Sql): Sql => sql`coalesce(
  (select u.name from users u where u.id = substr(${actor}, 6) and starts_with(${actor}, 'user:')),
  (select k.name from api_keys k where k.id = substr(${actor}, 5) and starts_with(${actor}, 'key:')))`;
