import { type Sql, sql, typed } from '#src/basics/sql.ts';
import type { Announcement, Kept } from '#src/customers/upkeep/index.ts';

/** A change of a segment's members, as it was found. */
export interface Move {
  readonly segment: string;
  readonly name: string;
  readonly unit: 'customer' | 'account';
  readonly revision: number;
  readonly at: string;
  readonly announces: boolean;
  /** Customers, where people are counted. */
  readonly entered: readonly number[];
  readonly gone: readonly number[];
  readonly enteredAccounts: readonly string[];
  readonly goneAccounts: readonly string[];
  readonly stored: boolean;
}

/** Moves that were found and not yet carried out to their end, oldest first; some after a crash, else none. */
export const movesInHand = (): Sql<Move> => sql<Move>`
  select moves.segment as segment, segments.name as name, unit, moves.revision as revision, at, announces, entered::integer[] as entered,
    gone::integer[] as gone, entered_accounts as "enteredAccounts", gone_accounts as "goneAccounts",
    stored_at is not null as stored
  from segment_moves as moves
  join segments on segments.id = moves.segment
  order by at, moves.segment, moves.revision`;

/**
 * Carries a move out: into the warehouse, then as events, each the same however often it is done again; then it is forgotten,
 * as the warehouse tells it.
 */
export async function carryOut(kept: Kept, move: Move): Promise<void> {
  const handed =
    move.unit === 'customer' ? await handedOver(kept, move.gone) : new Map<number, readonly number[]>();
  if (!move.stored) await store(kept, move, handed);
  if (move.announces) await kept.announce(announcements(move, handed));
  await kept.records.run(sql`
    delete from segment_moves
    where segment = ${move.segment}
      and revision = ${move.revision}`);
}

/** Numbers that were given up, each with those who hold its events now. */
type HandedOver = ReadonlyMap<number, readonly number[]>;

async function store(
  { workspace, store: warehouse, records, clock }: Kept,
  move: Move,
  handed: HandedOver,
): Promise<void> {
  const { segment, revision } = move;
  await warehouse.run(sql`
    insert into segment_moves (workspace_id, segment, revision, at, key, inside)
    select ${typed('UInt32', workspace.number)}, ${segment}, ${typed('UInt64', revision)}, ${new Date(move.at)}, key, inside
    from (
      select arrayJoin(bitmapToArray(${entered(move)})) as key, true as inside
      union all
      select arrayJoin(bitmapToArray(${gone(move)})) as key, false as inside
    )`);
  await warehouse.run(members(workspace.number, move));
  if (handed.size > 0) {
    await warehouse.run(inherited(workspace.number, move, handed));
    await warehouse.run(asTheyStand(workspace.number, move, handed));
  }
  await records.run(sql`
    update segment_moves
    set stored_at = ${new Date(clock.now())}
    where segment = ${segment}
      and revision = ${revision}`);
}

const numbers = (customers: readonly number[]): Sql => sql`bitmapBuild(${typed('Array(UInt32)', customers)})`;
const keys = (accounts: readonly string[]): Sql =>
  sql`bitmapBuild(arrayMap(account -> sipHash64(account), ${typed('Array(String)', accounts)}))`;
const entered = (move: Move): Sql =>
  move.unit === 'customer' ? numbers(move.entered) : keys(move.enteredAccounts);
const gone = (move: Move): Sql => (move.unit === 'customer' ? numbers(move.gone) : keys(move.goneAccounts));

/** Who is in it after a move: those before, without who left, and who entered. Done again it gives the same. */
function members(workspace: number, move: Move): Sql {
  const { segment, revision, at, unit } = move;
  const its = sql`workspace_id = ${typed('UInt32', workspace)} and segment = ${segment}`;
  const own = sql`
        from segment_members
        where ${its}
          and revision = (select max(revision) from segment_members where ${its})`;
  const people = (column: Sql, came: Sql, left: Sql) =>
    sql`bitmapOr(bitmapAndnot((select groupBitmapMergeState(${column}) ${own}), ${left}), ${came})`;
  const [customers, accounts] =
    unit === 'customer'
      ? [people(sql`customers`, entered(move), gone(move)), keys([])]
      : [numbers([]), people(sql`accounts`, entered(move), gone(move))];
  return sql`
    insert into segment_members (workspace_id, segment, revision, at, customers, accounts)
    select ${typed('UInt32', workspace)}, ${segment}, ${typed('UInt64', revision)}, ${new Date(at)}, ${customers}, ${accounts}`;
}

/** What a given-up number did before is told of those who hold its events now: questions about the past see one person. */
function inherited(workspace: number, { segment, revision }: Move, handed: HandedOver): Sql {
  const pairs = [...handed].flatMap(([from, to]) => to.map((one) => [from, one] as const));
  return sql`
    insert into segment_moves (workspace_id, segment, revision, at, key, inside)
    select workspace_id, segment, revision, at, toUInt64(heir) as new_key, inside
    from segment_moves
    array join arrayFilter((one, given_up) -> given_up = key,
      ${typed(
        'Array(UInt32)',
        pairs.map(([, to]) => to),
      )},
      ${typed(
        'Array(UInt32)',
        pairs.map(([from]) => from),
      )}) as heir
    where workspace_id = ${typed('UInt32', workspace)}
      and segment = ${segment}
      and revision < ${typed('UInt64', revision)}
      and key in ${typed('Array(UInt64)', [...handed.keys()])}`;
}

/** After what they inherited, how each of them stands now: by their own events, and those that came to them. */
function asTheyStand(workspace: number, { segment, revision, at }: Move, handed: HandedOver): Sql {
  const its = sql`workspace_id = ${typed('UInt32', workspace)} and segment = ${segment}`;
  const heirs = [...new Set([...handed.values()].flat())];
  return sql`
    insert into segment_moves (workspace_id, segment, revision, at, key, inside)
    select ${typed('UInt32', workspace)}, ${segment}, ${typed('UInt64', revision)}, ${new Date(at)}, toUInt64(heir),
      bitmapContains((
        select groupBitmapMergeState(customers)
        from segment_members
        where ${its}
          and revision = (select max(revision) from segment_members where ${its})
      ), heir)
    from (select arrayJoin(${typed('Array(UInt32)', heirs)}) as heir)`;
}

/** Who changed hands is neither: somebody whose number was given up is in it now under another. */
function announcements(move: Move, handed: HandedOver): Announcement[] {
  const { segment, name, revision, unit } = move;
  const at = Date.parse(move.at);
  const told = (
    event: 'entered' | 'left',
    who: { customer: number } | { account: string },
  ): Announcement => ({
    event: `perdure.segment_${event}`,
    at,
    ...who,
    messageId: `${segment}:${revision}:${'customer' in who ? who.customer : who.account}`,
    properties: { segment, name },
  });
  if (unit === 'account') {
    return [
      ...move.enteredAccounts.map((account) => told('entered', { account })),
      ...move.goneAccounts.map((account) => told('left', { account })),
    ];
  }
  const heirs = new Set([...handed.values()].flat());
  return [
    ...move.entered.flatMap((customer) => (heirs.has(customer) ? [] : [told('entered', { customer })])),
    ...move.gone.flatMap((customer) => (handed.has(customer) ? [] : [told('left', { customer })])),
  ];
}

async function handedOver({ records }: Kept, gone: readonly number[]): Promise<HandedOver> {
  if (gone.length === 0) return new Map();
  const rows = await records.rows(sql<{ customer: number; successors: number[] }>`
    select customer, successors
    from retirements
    where customer = any(${gone}::integer[])`);
  return new Map(rows.map(({ customer, successors }) => [customer, successors]));
}
