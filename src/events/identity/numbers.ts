import { sql } from '#src/basics/sql.ts';
import type { Records } from '#src/engines/records/port.ts';

/** What became of owners that were asked for. */
export interface NumberedOwners {
  /** Lines of JSON, `{"owner":"uanna","customer":7}`, one for each owner that is not a linked browser. */
  readonly lines: string;
  /** Browsers that are linked to a person: whose their events are depends on the time. */
  readonly linked: number;
}

/**
 * The numbers of many owners, giving new ones where there are none. Committed before it answers, so a number
 * that reaches the warehouse is never given to someone else. Call it within `withIdentityLock`.
 *
 * Names go in and lines come out as text, in one statement: an import meets half a million people, and taking each
 * through this process cost four times what it costs the records (40 µs a person against 10).
 *
 * @param held the records as the lock gives them
 * @param owners a JSON array of names, each once: `u` and a user id, or `a` and an anonymous id; some ten thousands
 */
export async function numberOwners(
  held: Records,
  workspace: number,
  owners: string,
): Promise<NumberedOwners> {
  const row = await held.transaction(async (tx) => {
    // The planner knows nothing of a workspace that is new, and would go through all its people for each name.
    await tx.run(sql`set local enable_nestloop = off`);
    return tx.row(numbering(workspace, owners));
  });
  return { lines: row?.lines ?? '', linked: row?.linked ?? 0 };
}

/** One row. Grain within: a name. */
const numbering = (workspace: number, owners: string) => {
  const ids = (JSON.parse(owners) as string[]).map((name) => name.slice(1)); // as the parameter says
  return sql<{ lines: string | null; linked: number }>`
    with asked as materialized (
      select name, case left(name, 1) when 'u' then 'user' else 'anonymous' end as kind, substr(name, 2) as id, place
      from jsonb_array_elements_text(${owners}::jsonb) with ordinality as given (name, place)
    ),
    known as materialized (
      select kind, external_id as id, customer
      from identities
      where workspace_id = ${workspace}
        and kind in ('user', 'anonymous')
        and external_id = any(${ids}::text[])
    ),
    links as materialized (
      select distinct 'anonymous' as kind, anonymous_id as id, true as linked
      from device_links
      where workspace_id = ${workspace}
        and anonymous_id = any(${ids}::text[])
        and undone_at is null
    ),
    looked_up as materialized (
      select asked.*, known.customer, coalesce(links.linked, false) as linked
      from asked
      left join known using (kind, id)
      left join links using (kind, id)
    ),
    unknown as materialized (
      select kind, id, row_number() over (order by place) as n
      from looked_up
      where customer is null
        and not linked
    ),
    taken as (
      insert into customer_numbers (workspace_id, next)
      select ${workspace}::integer, 1 + count(*)
      from unknown
      having count(*) > 0
      on conflict (workspace_id) do update set next = customer_numbers.next + excluded.next - 1
      returning next
    ),
    made as (
      insert into identities (workspace_id, kind, external_id, customer)
      select ${workspace}::integer, kind, id, taken.next - (select count(*) from unknown) + n - 1
      from unknown, taken
      order by kind, id
      returning kind, external_id, customer
    ),
    numbered as (
      select name, customer
      from looked_up
      where customer is not null
        and not linked
      union all
      select case kind when 'user' then 'u' else 'a' end || external_id, customer
      from made
    )
    select string_agg(json_build_object('owner', name, 'customer', customer)::text, E'\n') as lines,
      (select count(*) from looked_up where linked) as linked
    from numbered`;
};
