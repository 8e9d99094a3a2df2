import { DomainError } from '#src/basics/errors.ts';
import { locked } from '#src/basics/locks.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { defaultRule, PhaseRule } from '#src/customers/phases/index.ts';
import { sameSaid, type Writing } from '#src/customers/versions/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';

/** A rule as it was adopted. */
export interface AdoptedRule {
  readonly version: number;
  /** '': every offer without a rule of its own. */
  readonly offer: string;
  readonly rule: PhaseRule;
  /** Epoch milliseconds; null: it judges the whole past. */
  readonly holdsFrom: number | null;
  /** ISO 8601; null for the rule that holds unless told. */
  readonly adoptedAt: string | null;
  readonly adoptedBy: string | null;
}

/** What holds where nobody settled a rule: version 0. */
export const unsettled: AdoptedRule = {
  version: 0,
  offer: '',
  rule: defaultRule,
  holdsFrom: null,
  adoptedAt: null,
  adoptedBy: null,
};

/** Every rule ever adopted, oldest first. Which events are meant is said for all offers: those of one tell it as it is now. */
export async function adoptedRules(records: Transaction): Promise<AdoptedRule[]> {
  const rows = await records.rows(ruleRows());
  const all = rows.map(({ holdsFrom, rule, ...row }) => ({
    ...row,
    rule: PhaseRule.parse(rule),
    holdsFrom: holdsFrom === null ? null : Date.parse(holdsFrom),
  }));
  const { meant } = currentRule(all, '').rule;
  return all.map((one) => (one.offer === '' ? one : { ...one, rule: { ...one.rule, meant } }));
}

/** The rules an offer is and was judged by, oldest first; the first judges all before it too. */
export function rulesFor(all: readonly AdoptedRule[], offer: string): readonly AdoptedRule[] {
  const own = offer === '' ? [] : all.filter((one) => one.offer === offer);
  const judging = all.filter(
    (one) => one.offer === '' && (own[0] === undefined || one.version < own[0].version),
  );
  const line = [unsettled, ...judging, ...own];
  return line.slice(line.findLastIndex(({ holdsFrom }) => holdsFrom === null));
}

/** The rule an offer is judged by now. */
export const currentRule = (all: readonly AdoptedRule[], offer: string): AdoptedRule =>
  rulesFor(all, offer).at(-1) ?? unsettled;

/** What is adopted. */
export interface Adoption {
  readonly offer: string;
  readonly rule: PhaseRule;
  /** `now`: the past stays as it was judged; `always`: the whole past is judged anew. */
  readonly holds: 'now' | 'always';
}

/**
 * What a rule comes to that is adopted at an instant, for whoever adopts it and whoever only looks: which events are meant is no
 * matter of time, so where that changes the whole past is judged anew; and it is said for all offers, not for one.
 *
 * @param at epoch milliseconds
 * @throws DomainError `phases.meant_of_one_offer`
 */
export function settledAt(
  all: readonly AdoptedRule[],
  { offer, rule, holds }: Adoption,
  at: number,
): Pick<AdoptedRule, 'offer' | 'rule' | 'holdsFrom'> {
  const { meant } = currentRule(all, '').rule;
  const isNew = !sameSaid(meant, rule.meant);
  // The standard events stand there too where nobody said any.
  if (offer !== '' && isNew && !sameSaid(rule.meant, defaultRule.meant))
    throw new DomainError('phases.meant_of_one_offer', {
      field: 'rule.meant',
      expected: 'the events of the rule of all offers: they are changed there, for all',
    });
  if (offer !== '') return { offer, rule: { ...rule, meant }, holdsFrom: holds === 'always' ? null : at };
  return { offer, rule, holdsFrom: holds === 'always' || isNew ? null : at };
}

/**
 * Adopts a rule: from now on, or over the whole past. Saying the same again adopts nothing.
 *
 * @throws DomainError `phases.same_rule`, `phases.meant_of_one_offer`
 */
export async function adoptRule(writing: Writing, adoption: Adoption): Promise<AdoptedRule> {
  const { records, workspace, actor, clock } = writing;
  return records.transaction(async (tx) => {
    await tx.run(locked('definitionNames', workspace.number));
    const all = await adoptedRules(tx);
    const now = clock.now();
    const { offer, rule, holdsFrom } = settledAt(all, adoption, now);
    const before = currentRule(all, offer);
    const saysSame = before.offer === offer && sameSaid(before.rule, rule);
    if (saysSame && (holdsFrom !== null || before.holdsFrom === null))
      throw new DomainError('phases.same_rule', {
        kind: 'conflict',
        field: 'rule',
        expected: 'a rule that differs from the one that holds',
        got: `version ${before.version}`,
      });
    const version = (all.at(-1)?.version ?? 0) + 1;
    await tx.run(sql`
      insert into phase_rules (workspace_id, version, offer, rule, holds_from, adopted_at, adopted_by)
      values (
        ${workspace.number}, ${version}, ${offer}, ${JSON.stringify(rule)}::jsonb,
        ${holdsFrom === null ? null : new Date(holdsFrom)}, ${new Date(now)}, ${`${actor.kind}:${actor.id}`}
      )`);
    const adopted = (await adoptedRules(tx)).at(-1);
    if (adopted === undefined) throw new Error('the rule that was adopted is not there');
    return adopted;
  });
}

interface RuleRow {
  readonly version: number;
  readonly offer: string;
  readonly rule: unknown;
  readonly holdsFrom: string | null;
  readonly adoptedAt: string;
  readonly adoptedBy: string;
}

/** Grain: a version; some dozens in a workspace. */
const ruleRows = (): Sql<RuleRow> => sql<RuleRow>`
  select version, offer, rule, holds_from as "holdsFrom", adopted_at as "adoptedAt", adopted_by as "adoptedBy"
  from phase_rules
  order by version`;
