import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { requireKnown } from '#src/customers/event-match/index.ts';
import {
  type AdoptedRule,
  adoptedRules,
  adoptRule,
  basisOf,
  currentRule,
  unsettled,
} from '#src/customers/phase-rules/index.ts';
import { defaultRule, type Meant } from '#src/customers/phases/index.ts';
import { sameSaid } from '#src/customers/versions/index.ts';
import type { PhaseRules, RuleAsk } from './ask.ts';
import { ruleWords } from './words.ts';

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
 *
 * @throws DomainError `phases.unknown_offer`, those of events nobody knows
 */
export async function requireRule(context: Context, { offer, rule }: RuleAsk): Promise<void> {
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
