import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { named } from '#src/customers/naming/index.ts';
import {
  keepingState,
  livesAmong,
  numbersFrom,
  numbersNamed,
  type OfferLife,
  type Standing,
  standingAmong,
} from '#src/customers/phase-keeping/index.ts';
import { adoptedRules, basisOf, settledAt } from '#src/customers/phase-rules/index.ts';
import { type Phase, phases } from '#src/customers/phases/index.ts';
import type { PhasePreview, RuleAsk } from './ask.ts';
import { requireRule } from './rules.ts';
import { previewVerdict } from './words.ts';

/** So many numbers are looked at in one go. */
const chunk = 20_000;
/** So many people are shown. */
const shown = 12;

interface Change {
  readonly customer: number;
  readonly from: Phase | null;
  readonly to: Phase | null;
}

type Reading = Parameters<typeof livesAmong>[0];
type Standings = ReadonlyMap<number, Standing>;

/**
 * Who would stand elsewhere if a rule were adopted now: everyone is told once, by what would hold, and held against where they stand as it is
 * kept; whoever differs is told by what holds too, at the same instant, so that nothing else stands between the two. While lives are being told
 * anew by what holds, everyone is told by both.
 *
 * Leaving (the signal) stops it within a few hundred lives.
 *
 * @throws DomainError as adopting does, but for `phases.same_rule`
 */
export async function previewOf(context: Context, ask: RuleAsk): Promise<PhasePreview> {
  await requireRule(context, ask);
  const { records, workspace, warehouse, clock, signal } = context;
  const now = clock.now();
  const candidate = settledAt(await adoptedRules(records), ask, now);
  const circumstances = { workspace, warehouse, asOf: now + 1, signal };
  const holding = { ...circumstances, basis: await basisOf(records, workspace) };
  const tried = { ...circumstances, basis: await basisOf(records, workspace, candidate) };
  const { basis, computing } = await keepingState(records);
  const isKept = basis === holding.basis.key && computing === null;
  const row = await records.row(sql<{ next: number }>`select next from customer_numbers`);
  const found: Change[] = [];
  let [total, statusOnly] = [0, 0];
  for (let from = 1; from < (row?.next ?? 1); from += chunk) {
    signal?.throwIfAborted();
    const among = numbersFrom(from, from + chunk);
    const after = standingsIn(await livesAmong(tried, among));
    const before = isKept
      ? await keptStandings(holding, among, after)
      : standingsIn(await livesAmong(holding, among));
    const customers = new Set([...before.keys(), ...after.keys()]);
    total += customers.size;
    for (const customer of [...customers].sort((a, b) => a - b)) {
      const [was, will] = [before.get(customer), after.get(customer)];
      if (was?.phase !== will?.phase)
        found.push({ customer, from: was?.phase ?? null, to: will?.phase ?? null });
      else if (was?.status !== will?.status) statusOnly += 1;
    }
  }
  return toldPreview(context, found, { total, statusOnly });
}

/** Where people stand by what holds: as it is kept, and told anew of those who would stand elsewhere. */
async function keptStandings(
  holding: Reading,
  among: Parameters<typeof livesAmong>[1],
  after: Standings,
): Promise<Standings> {
  const kept = await standingAmong(holding.warehouse, among, holding.signal);
  const differing = [...new Set([...kept.keys(), ...after.keys()])].filter((customer) => {
    const [was, will] = [kept.get(customer), after.get(customer)];
    return was?.phase !== will?.phase || was?.status !== will?.status;
  });
  if (differing.length === 0) return kept;
  const anew = standingsIn(await livesAmong(holding, numbersNamed(differing)));
  for (const customer of differing) {
    const own = anew.get(customer);
    if (own === undefined) kept.delete(customer);
    else kept.set(customer, own);
  }
  return kept;
}

const standingsIn = (lives: ReadonlyMap<number, readonly OfferLife[]>): Map<number, Standing> =>
  new Map(
    [...lives].flatMap(([customer, own]) => {
      const last = own.find(({ headline }) => headline)?.life.moves.at(-1);
      return last === undefined ? [] : [[customer, last] as const];
    }),
  );

async function toldPreview(
  context: Context,
  found: readonly Change[],
  { total, statusOnly }: { readonly total: number; readonly statusOnly: number },
): Promise<PhasePreview> {
  const changes = [...Map.groupBy(found, ({ from, to }) => `${from}>${to}`).values()]
    .flatMap((all) =>
      all[0] === undefined ? [] : [{ from: all[0].from, to: all[0].to, people: all.length }],
    )
    .sort((a, b) => b.people - a.people || place(a.from) - place(b.from) || place(a.to) - place(b.to));
  const some = found.slice(0, shown);
  const people = await named(
    context,
    some.map(({ customer }) => customer),
  );
  const sample = some.flatMap(({ from, to }, at) => {
    const person = people[at];
    return person === undefined ? [] : [{ person, from, to }];
  });
  const figures = { changed: found.length, total, changes, statusOnly };
  return { ...figures, sample, verdict: previewVerdict(figures) };
}

const place = (phase: Phase | null): number => (phase === null ? -1 : phases.indexOf(phase));
