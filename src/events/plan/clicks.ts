import type { Context } from '#src/access/index.ts';
import { join, scoped, sql, typed } from '#src/basics/sql.ts';
import type { Plan, UiAction } from './document.ts';

const dayMs = 86_400_000;
const eventsLooked = 100_000;

/** By what a recorded click tells which element it was, the steadiest first. */
const elementProperties = [
  'element_id',
  'elementId',
  'el_id',
  'button_id',
  '$el_text',
  'element_text',
  'elementText',
  'el_text',
  'button_text',
] as const;

/** An element that is clicked and has no name in the plan. */
export interface Suggestion extends UiAction {
  /** A name that is free in the plan. */
  readonly name: string;
  readonly clicks: number;
  readonly customers: number;
}

/**
 * Elements seen in clicks that clients record by themselves, which no event of the plan names: most clicked first.
 * Only proposals: none is stored under a name of its own before it is confirmed with a purpose.
 */
export async function suggestions(
  { warehouse, workspace, clock }: Context,
  plan: Plan,
  { days, limit }: { readonly days: number; readonly limit: number },
): Promise<Suggestion[]> {
  const since = new Date(clock.now() - days * dayMs);
  const texts = elementProperties.map(
    (name) => sql`(${name}, ifNull(getSubcolumn(properties, ${name})::Nullable(String), ''))`,
  );
  const rows = await warehouse.rows(sql<{
    event: string;
    property: string;
    value: string;
    clicks: string;
    customers: string;
  }>`
    select event, tupleElement(element, 1) as property, tupleElement(element, 2) as value, count() as clicks,
      uniqExact(customer) as customers
    from (
      select toString(event) as event, customer, arrayFirst(pair -> tupleElement(pair, 2) != '', [${join(texts, ', ')}]) as element
      from ${scoped('events')}
      where event in (
          select event
          from ${scoped('event_counts')}
          where layout = ${typed('UInt32', workspace.layout)}
            and last_time >= ${since}
            and match(event, '(?i)^\\$|click|tap|press|button|element')
          group by event
        )
        and time >= ${since}
        and traffic = 'customer'
      limit ${typed('UInt64', eventsLooked)}
    )
    where value != ''
      and lengthUTF8(value) <= 500
    group by event, property, value
    order by clicks desc, event, property, value
    limit 2000`);
  return named(plan, rows, limit);
}

interface ElementRow extends UiAction {
  readonly clicks: string;
  readonly customers: string;
}

function named(plan: Plan, rows: readonly ElementRow[], limit: number): Suggestion[] {
  const known = new Set(plan.events.flatMap(({ uiAction }) => (uiAction === null ? [] : [keyOf(uiAction)])));
  const taken = new Set(plan.events.map(({ name }) => name));
  const planned = new Set(plan.events.filter(({ active }) => active).map(({ name }) => name));
  return rows
    .filter((row) => !known.has(keyOf(row)) && !planned.has(row.event))
    .slice(0, limit)
    .map(({ event, property, value, clicks, customers }) => {
      const name = freeName(value, taken);
      taken.add(name);
      return { event, property, value, name, clicks: Number(clicks), customers: Number(customers) };
    });
}

const keyOf = ({ event, property, value }: UiAction): string => JSON.stringify([event, property, value]);

/** `Ajouter au panier` is `ajouter_au_panier_click`. */
function freeName(text: string, taken: ReadonlySet<string>): string {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
  const stem = `${[...plain].slice(0, 60).join('') || 'element'}_click`;
  let name = stem;
  for (let i = 2; taken.has(name); i += 1) name = `${stem}_${i}`;
  return name;
}
