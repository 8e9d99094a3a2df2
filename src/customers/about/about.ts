import { z } from 'zod';
import { type Sql, sql } from '#src/basics/sql.ts';
import { CustomerNumber } from '#src/customers/naming/index.ts';
import { numberOf } from '#src/customers/profiles/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';

/** Whom something is about: a person by number or by an id as received, or an account. */
export const About = z.union([
  z.object({ customer: CustomerNumber }),
  z.object({ id: z.string().min(1).max(1000).describe('An id of a person, as received') }),
  z.object({ account: z.string().min(1).max(1000).describe('The id of an account, as received') }),
]);
export type About = z.output<typeof About>;

/** Spread into the input of what is asked or written about somebody. */
export const aboutField = { about: About };

/** Somebody, as records keep what is about them. */
export interface Subject {
  readonly kind: 'customer' | 'account';
  /** The id that new rows bear: a person's first user id, else that of a browser. */
  readonly holder: string;
  /** Every id that rows about them may bear. */
  readonly ids: readonly string[];
  /** A person's number; null for an account. */
  readonly customer: number | null;
}

/**
 * Finds whom something is about.
 *
 * @throws DomainError `customers.unknown`
 */
export async function subjectOf(records: Transaction, about: About): Promise<Subject> {
  if ('account' in about) {
    return { kind: 'account', holder: about.account, ids: [about.account], customer: null };
  }
  const customer = await numberOf(records, about);
  const ids = (await records.rows(idsOf(customer))).map(({ id }) => id);
  const [holder] = ids;
  if (holder === undefined) throw new Error(`customer ${customer} has no id`);
  return { kind: 'customer', holder, ids, customer };
}

/** Whether a row with the columns `holder_kind` and `holder` is about somebody. */
export const holderIs = ({ kind, ids }: Pick<Subject, 'kind' | 'ids'>): Sql =>
  sql`(holder_kind = ${kind} and holder = any(${ids}::text[]))`;

/** Ids of a person, those of known people first. Grain: an id; some dozens. */
const idsOf = (customer: number): Sql<{ id: string }> => sql`
  select id
  from (
    select external_id as id, case kind when 'user' then 0 else 1 end as place
    from identities
    where customer = ${customer}
    union
    select device_links.anonymous_id, 2
    from device_links
    join identities on identities.workspace_id = device_links.workspace_id
      and identities.kind = 'user'
      and identities.external_id = device_links.user_id
    where identities.customer = ${customer}
      and device_links.undone_at is null
  ) as own
  group by id
  order by min(place), id`;
