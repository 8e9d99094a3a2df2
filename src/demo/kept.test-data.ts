import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { mirrorKeeper } from '#src/customers/contracts/index.ts';
import { phaseKeeper } from '#src/customers/phase-keeping/index.ts';
import { everythingNew } from '#src/customers/upkeep/index.ts';
import { asking } from '../../test/asking.ts';
import type { DemoEngines } from './demo-engines.test-data.ts';
import { type KnownContract, versionsOf } from './loading/index.ts';
import type { ContractRow, DemoKind } from './making/index.ts';
import { demoKinds } from './making/index.ts';

const hourMs = 3_600_000;

/** A demo's workspace an hour after it was loaded, its contracts where questions about money are asked, its lives told. */
export async function kept({
  engines,
  workspaceOf,
}: DemoEngines): Promise<(kind: DemoKind) => Promise<Context>> {
  engines.clock.advance(hourMs);
  const contextOf = async (kind: DemoKind) => asking(engines, await workspaceOf(kind));
  for (const kind of demoKinds) {
    const context = await contextOf(kind);
    const turn = {
      ...context,
      store: engines.warehouse,
      signal: new AbortController().signal,
      announce: async () => {},
    };
    await mirrorKeeper.keep(turn, everythingNew);
    if (kind === 'gym' || kind === 'ski') await phaseKeeper.keep(turn, everythingNew);
  }
  return contextOf;
}

/** What somebody is called in the workspace. Grain: a person. */
export async function numberOf({ records, workspace }: Context, user: string): Promise<number> {
  const row = await records.row(sql<{ customer: number }>`
    select customer
    from identities
    where workspace_id = ${workspace.number} and kind = 'user' and external_id = ${user}`);
  return row?.customer ?? 0;
}

/** A contract with its versions, told once. */
interface Told {
  readonly row: ContractRow;
  readonly versions: readonly KnownContract[];
}

/** What a contract says on a day, or null where it does not run then or is paused. */
function termsOn({ row, versions }: Told, day: string): KnownContract | null {
  const terms = versions.findLast(({ on }) => on <= day);
  if (terms === undefined || (row.end !== null && row.end <= day)) return null;
  const isPaused =
    terms.paused !== undefined && terms.paused <= day && (terms.resumes === undefined || terms.resumes > day);
  return isPaused ? null : terms;
}

/** Cents a year paid on a day; what is paid once is not recurring. */
function yearlyOn(told: Told, day: string): number {
  const terms = termsOn(told, day);
  if (terms === null || terms.period === null) return 0;
  const { amount, discount = 0, discountEnd = '', period } = terms;
  return (amount - (discountEnd > day ? discount : 0)) * (period === 'year' ? 1 : 12);
}

/** A day on which somebody's recurring revenue changed, in cents a year. */
interface Moved {
  readonly day: string;
  readonly holder: string;
  readonly kind: 'new' | 'expansion' | 'contraction' | 'churn' | 'reactivation';
  readonly by: number;
}

const known = new WeakMap<readonly ContractRow[], Moved[]>();

/** Every change of what holders pay, holder by holder and day by day. */
function movesOf(rows: readonly ContractRow[]): readonly Moved[] {
  const moves =
    known.get(rows) ??
    [...Map.groupBy(rows, (row) => row.holder.id)].flatMap(([holder, own]) => movesOfOne(holder, own));
  known.set(rows, moves);
  return moves;
}

function movesOfOne(holder: string, rows: readonly ContractRow[]): Moved[] {
  const told = rows.map((row) => ({ row, versions: versionsOf(row) }));
  const moves: Moved[] = [];
  let paid = 0;
  for (const day of daysOfChange(told)) {
    const now = told.reduce((sum, one) => sum + yearlyOn(one, day), 0);
    const begins = moves.length === 0 ? 'new' : 'reactivation';
    const goesOn = now === 0 ? 'churn' : now > paid ? 'expansion' : 'contraction';
    if (now !== paid) moves.push({ day, holder, kind: paid === 0 ? begins : goesOn, by: now - paid });
    paid = now;
  }
  return moves;
}

/** The days on which anything of some contracts changes, in order. */
const daysOfChange = (told: readonly Told[]): string[] =>
  [
    ...new Set(
      told.flatMap(({ row, versions }) => [
        ...versions.flatMap(({ on, discountEnd = on, resumes = on }) => [on, discountEnd, resumes]),
        ...(row.end === null ? [] : [row.end]),
      ]),
    ),
  ].sort();

/** Recurring revenue at the end of a day, in cents a month. */
export const recurringOn = (rows: readonly ContractRow[], day: string): number =>
  Math.round(movesOf(rows).reduce((sum, one) => sum + (one.day <= day ? one.by : 0), 0) / 12);

/** How recurring revenue moved from the first of these days to before the last, in cents a month, and who left. */
export function movedBetween(rows: readonly ContractRow[], from: string, to: string) {
  const moves = movesOf(rows).filter(({ day }) => day >= from && day < to);
  const sum = (kind: Moved['kind']) =>
    Math.round(moves.reduce((all, one) => all + (one.kind === kind ? one.by : 0), 0) / 12);
  return {
    new: sum('new'),
    expansion: sum('expansion'),
    contraction: sum('contraction'),
    churn: sum('churn'),
    reactivation: sum('reactivation'),
    lost: new Set(moves.flatMap(({ kind, holder }) => (kind === 'churn' ? [holder] : []))),
  };
}
