import type { Context } from '#src/access/index.ts';
import { dayOf } from '#src/basics/calendar.ts';
import { sql } from '#src/basics/sql.ts';
import { numbersOf } from '#src/customers/about/index.ts';
import { ownersOf } from '#src/customers/accounts/index.ts';
import { type DayNumber, dateText, dayNumber } from '#src/customers/calendar/index.ts';
import { named, namedAccount, namedAccounts } from '#src/customers/naming/index.ts';
import type { Cause, ListAsk, Row, Worklist } from './ask.ts';
import { type Finding, holderKey, type Looking } from './finding.ts';
import { fromAccounts } from './from-accounts.ts';
import { fromContracts } from './from-contracts.ts';
import { fromGoals } from './from-goals.ts';
import { fromPhases } from './from-phases.ts';
import { fromRecords } from './from-records.ts';
import { type Assignee, assigneesOf, type Mark, markKey, marksOf } from './marks.ts';
import { nextStep, pressing, type Reason, reasons } from './reasons.ts';
import { wantedOf } from './wanted.ts';
import { type Stake, summed, worthOf } from './worth.ts';

/** The local day of now. */
export const todayOf = ({ workspace, clock }: Pick<Context, 'workspace' | 'clock'>): DayNumber =>
  dayNumber(dayOf(workspace.timezone)(clock.now()));

interface Marked {
  readonly finding: Finding;
  readonly mark: Mark | undefined;
}

/** Somebody with what was found of them. */
interface Found {
  readonly holder: Pick<Finding, 'kind' | 'key'>;
  readonly all: readonly Marked[];
}

/**
 * Who needs attention, why, and what is at stake: one row per customer or account.
 *
 * Each kind of reason is read by one statement or two for everybody, none per person.
 */
export async function worklistOf(context: Context, ask: ListAsk): Promise<Worklist> {
  const at = context.clock.now();
  const today = todayOf(context);
  const [findings, marks, people] = await Promise.all([
    everyFinding(context, { at, today, ahead: ask.ahead }),
    marksOf(context.records, today),
    whoseOf(context, today),
  ]);
  const held = (await wantedOf(context, ask, findings, at)).map((finding) => ({
    finding,
    mark: marks.get(markKey(finding)),
  }));
  const aside = foundOf(held.filter(({ mark }) => mark !== undefined));
  const shown = foundOf(held.filter(({ mark }) => (mark !== undefined) === (ask.show === 'aside')));
  const meant = shown.filter(
    ({ holder }) => (ask.kind ?? holder.kind) === holder.kind && (!ask.mine || people.isMine(holder)),
  );
  const worth = await worthOf(
    context,
    meant.map(({ holder }) => holder),
    at,
  );
  const wanted = meant.filter(
    (found) => ask.reasons.length === 0 || ask.reasons.some((one) => bears(found, one)),
  );
  const sorted = wanted.toSorted(byWorth(worth, context.workspace.currency));
  const end = ask.from + ask.limit;
  return {
    total: sorted.length,
    rows: await rowsOf(context, sorted.slice(ask.from, end), { worth, people }),
    reasons: reasons.flatMap((reason) => {
      const own = meant.filter((found) => bears(found, reason));
      const stakes = own.flatMap(({ holder }) => worth.get(holderKey(holder)) ?? []);
      return own.length === 0 ? [] : [{ reason, rows: own.length, stakes: summed(stakes) }];
    }),
    all: meant.length,
    aside: aside.length,
    next: end < sorted.length ? end : null,
    asOf: new Date(at).toISOString(),
  };
}

async function everyFinding(
  context: Context,
  { at, today, ahead }: Pick<Looking, 'at' | 'today' | 'ahead'>,
): Promise<Finding[]> {
  const localDay = dayOf(context.workspace.timezone);
  const looking = { context, at, today, ahead, dayOf: (instant: number) => dayNumber(localDay(instant)) };
  const found = await Promise.all([
    fromPhases(looking),
    fromContracts(looking),
    fromAccounts(looking),
    fromGoals(looking),
    fromRecords(looking),
  ]);
  return found.flat();
}

/** Of each holder what was found, the most pressing first. */
function foundOf(held: readonly Marked[]): Found[] {
  return [...Map.groupBy(held, ({ finding }) => holderKey(finding)).values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const all = own.toSorted(
      (a, b) =>
        pressing(a.finding.reason) - pressing(b.finding.reason) ||
        (a.finding.due ?? never) - (b.finding.due ?? never) ||
        (a.finding.occurrence < b.finding.occurrence ? -1 : 1),
    );
    return [{ holder: { kind: first.finding.kind, key: first.finding.key }, all }];
  });
}

/** Later than any day. */
const never = 10_000_000;

/** When the most pressing of it began. */
const sinceOf = ({ all }: Found): DayNumber => all[0]?.finding.since ?? 0;

const bears = ({ all }: Found, reason: Reason): boolean =>
  all.some(({ finding }) => finding.reason === reason);

const dueOf = ({ all }: Found): DayNumber =>
  all.reduce((first, { finding }) => Math.min(first, finding.due ?? never), never);

/** Most money in the workspace's currency first, then other currencies each by itself, then no money; then by day, by reason, the latest first. */
function byWorth(
  worth: ReadonlyMap<string, readonly Stake[]>,
  currency: string,
): (a: Found, b: Found) => number {
  const keyOf = (found: Found) => {
    const stakes = worth.get(holderKey(found.holder)) ?? [];
    const own = stakes.find((one) => one.currency === currency) ?? stakes[0];
    return {
      place: own === undefined ? 2 : own.currency === currency ? 0 : 1,
      currency: own?.currency ?? '',
      amount: BigInt(own?.amount ?? 0),
      due: dueOf(found),
      pressing: pressing(found.all[0]?.finding.reason ?? 'goal_stuck'),
      since: sinceOf(found),
      key: holderKey(found.holder),
    };
  };
  const keys = new Map<Found, ReturnType<typeof keyOf>>();
  const key = (found: Found) => {
    const kept = keys.get(found) ?? keyOf(found);
    keys.set(found, kept);
    return kept;
  };
  return (first, second) => {
    const [a, b] = [key(first), key(second)];
    if (a.place !== b.place) return a.place - b.place;
    if (a.currency !== b.currency) return a.currency < b.currency ? -1 : 1;
    if (a.amount !== b.amount) return a.amount > b.amount ? -1 : 1;
    return a.due - b.due || a.pressing - b.pressing || b.since - a.since || (a.key < b.key ? -1 : 1);
  };
}

interface Whose {
  readonly assignees: ReadonlyMap<string, Assignee>;
  readonly owners: ReadonlyMap<string, { readonly id: string; readonly name: string }>;
  readonly isMine: (holder: Found['holder']) => boolean;
}

/** Who looks after whom: given by the list, as the owner of an account, or by a task whose day has come. */
async function whoseOf({ records, workspace, actor }: Context, today: DayNumber): Promise<Whose> {
  const [assignees, owners, tasks] = await Promise.all([
    assigneesOf(records),
    records.rows(ownersOf(workspace.number)),
    records.rows(sql<{ kind: Finding['kind']; holder: string }>`
      select distinct holder_kind as kind, holder
      from tasks
      where state in ('open', 'doing')
        and holder is not null
        and assignee = ${actor.id}
        and due_on <= ${dateText(today)}::date`),
  ]);
  const numbers = await numbersOf(
    records,
    tasks.flatMap(({ kind, holder }) => (kind === 'customer' ? [holder] : [])),
  );
  const tasked = new Set(
    tasks.map(({ kind, holder }) =>
      holderKey({ kind, key: kind === 'account' ? holder : `${numbers.get(holder)}` }),
    ),
  );
  const ownerOf = new Map(owners.map((row) => [row.account, { id: row.owner, name: row.name ?? row.owner }]));
  return {
    assignees,
    owners: ownerOf,
    isMine: (holder) =>
      assignees.get(holderKey(holder))?.id === actor.id ||
      tasked.has(holderKey(holder)) ||
      (holder.kind === 'account' && ownerOf.get(holder.key)?.id === actor.id),
  };
}

interface Beside {
  readonly worth: ReadonlyMap<string, Stake[]>;
  readonly people: Whose;
}

async function rowsOf(context: Context, page: readonly Found[], { worth, people }: Beside): Promise<Row[]> {
  const numbers = page.flatMap(({ holder }) => (holder.kind === 'customer' ? [Number(holder.key)] : []));
  const accounts = page.flatMap(({ holder }) => (holder.kind === 'account' ? [holder.key] : []));
  const [persons, organisations] = await Promise.all([
    named(context, numbers),
    namedAccounts(context, accounts),
  ]);
  const personOf = new Map(persons.map((person) => [String(person.customer), person]));
  const accountOf = new Map(organisations.map((account) => [account.id, account]));
  return page.map((found) => {
    const { kind, key } = found.holder;
    const known = kind === 'customer' ? personOf.get(key) : accountOf.get(key);
    const due = dueOf(found);
    return {
      holder: { kind, ...(known ?? namedAccount(key)) },
      causes: found.all.map(causeOf),
      stakes: worth.get(holderKey(found.holder)) ?? [],
      due: due === never ? null : dateText(due),
      assignee: people.assignees.get(holderKey(found.holder)) ?? null,
      owner: kind === 'account' ? (people.owners.get(key) ?? null) : null,
    };
  });
}

const causeOf = ({ finding, mark }: Marked): Cause => ({
  reason: finding.reason,
  occurrence: finding.occurrence,
  words: finding.words,
  next: nextStep(finding.reason),
  since: finding.since === null ? null : dateText(finding.since),
  due: finding.due === null ? null : dateText(finding.due),
  mark: mark ?? null,
});
