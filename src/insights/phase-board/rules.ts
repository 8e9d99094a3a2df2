import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';
import { requireKnown } from '#src/customers/event-match/index.ts';
import { named } from '#src/customers/naming/index.ts';
import { livesAmong, numbersFrom, type OfferLife } from '#src/customers/phase-keeping/index.ts';
import {
  type AdoptedRule,
  adoptedRules,
  adoptRule,
  basisOf,
  currentRule,
  settledAt,
  unsettled,
} from '#src/customers/phase-rules/index.ts';
import { defaultRule, type Meant, type Phase, phases } from '#src/customers/phases/index.ts';
import { sameSaid } from '#src/customers/versions/index.ts';
import type { PhasePreview, PhaseRules, RuleAsk } from './ask.ts';
import { previewVerdict, ruleWords } from './words.ts';

/** Every rule ever adopted, and the one that holds unless told. */
export async function rulesOf({
  records,
  workspace,
}: Pick<Context, 'records' | 'workspace'>): Promise<PhaseRules> {
  const [all, basis] = await Promise.all([adoptedRules(records), basisOf(records, workspace)]);
  const holding = new Set(
    ['', ...all.map(({ offer }) => offer)].map((offer) => currentRule(all, offer).version),
  );
  return {
    rules: [unsettled, ...all].map((one) => toldRule(one, holding.has(one.version))).reverse(),
    offers: basis.offers.map(({ name }) => name).filter((name) => name !== ''),
  };
}

const toldRule = ({ holdsFrom, ...one }: AdoptedRule, holds: boolean): PhaseRules['rules'][number] => ({
  ...one,
  holdsFrom: holdsFrom === null ? null : new Date(holdsFrom).toISOString(),
  adoptedAt: one.adoptedAt === null ? null : new Date(one.adoptedAt).toISOString(),
  words: ruleWords(one.rule),
  holds,
});

/**
 * Adopts a rule.
 *
 * @throws DomainError `phases.same_rule`, `phases.unknown_offer`, `phases.meant_of_one_offer`, those of events nobody knows
 */
export async function adopt(context: Context, ask: RuleAsk): Promise<PhaseRules> {
  await requireRule(context, ask);
  await adoptRule(context, ask);
  return rulesOf(context);
}

/**
 * Refuses a rule about an offer or an event nobody knows. The standard names stand for what may come: they are not looked up.
 */
async function requireRule(context: Context, { offer, rule }: RuleAsk): Promise<void> {
  const { offers } = await rulesOf(context);
  if (offer !== '' && !offers.includes(offer)) {
    throw new DomainError('phases.unknown_offer', {
      kind: 'not_found',
      field: 'offer',
      expected: 'an offer that is declared, or that a contract names',
      got: offer,
    });
  }
  const kinds = ['touched', 'cart', 'purchase', 'refund'] as const satisfies readonly (keyof Meant)[];
  const unheard = kinds.flatMap((kind) =>
    rule.meant[kind].flatMap((match, at) =>
      defaultRule.meant[kind].some((standard) => sameSaid(standard, match))
        ? []
        : [{ field: `rule.meant.${kind}[${at}]`, match }],
    ),
  );
  await requireKnown(context, unheard);
}

/** So many numbers are looked at in one go. */
const chunk = 20_000;
/** So many people are shown. */
const shown = 12;

interface Change {
  readonly customer: number;
  readonly from: Phase | null;
  readonly to: Phase | null;
}

/**
 * Who would stand elsewhere if a rule were adopted now: everyone is told by what holds and by what would, at the same instant, so
 * that nothing else stands between the two.
 *
 * @throws DomainError as {@link adopt}, but for `phases.same_rule`
 */
export async function previewOf(context: Context, ask: RuleAsk): Promise<PhasePreview> {
  await requireRule(context, ask);
  const { records, workspace, warehouse, clock, signal } = context;
  const now = clock.now();
  const candidate = settledAt(await adoptedRules(records), ask, now);
  const circumstances = { workspace, warehouse, asOf: now + 1, signal };
  const holding = { ...circumstances, basis: await basisOf(records, workspace) };
  const tried = { ...circumstances, basis: await basisOf(records, workspace, candidate) };
  const row = await records.row(sql<{ next: number }>`select next from customer_numbers`);
  const found: Change[] = [];
  let [total, statusOnly] = [0, 0];
  for (let from = 1; from < (row?.next ?? 1); from += chunk) {
    signal?.throwIfAborted();
    const among = numbersFrom(from, from + chunk);
    const before = await livesAmong(holding, among);
    const after = await livesAmong(tried, among);
    const customers = new Set([...before.keys(), ...after.keys()]);
    for (const customer of [...customers].sort((a, b) => a - b)) {
      const [was, will] = [headlineIn(before.get(customer)), headlineIn(after.get(customer))];
      if (was === undefined && will === undefined) continue;
      total += 1;
      if (was?.phase !== will?.phase)
        found.push({ customer, from: was?.phase ?? null, to: will?.phase ?? null });
      else if (was?.status !== will?.status) statusOnly += 1;
    }
  }
  return toldPreview(context, found, { total, statusOnly });
}

const headlineIn = (lives: readonly OfferLife[] = []) =>
  lives.find(({ headline }) => headline)?.life.moves.at(-1);

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
