import { z } from 'zod';
import { Words } from '#src/customers/frame/index.ts';

/** What is looked for, the gravest first; the last three are merits. */
export const rules = [
  'guilt',
  'promo_in_apology',
  'family_for_cause',
  'off_cause',
  'cause_source',
  'reactivation_without_benefit',
  'apology_without_fix',
  'apology_missing',
  'absence',
  'false_intimacy',
  'pressure',
  'no_benefit',
  'no_next_step',
  'many_primary_calls',
  'vague_call',
  'shallow_link',
  'about_us',
  'broad_batch',
  'voice',
  'shouting',
  'help',
  'next_step',
  'benefit',
] as const;
export type Rule = (typeof rules)[number];

/** block: not published as it stands; warn: published if its author wants to; credit: done well. */
export const Grade = z.enum(['block', 'warn', 'credit']);
export type Grade = z.output<typeof Grade>;

/** Where a finding stands: a field of the message, and offsets in it (UTF-16, `end` excluded) or all of it. */
export const Where = z.object({
  field: z.string().describe('subject, text, blocks[2], calls[0].label, calls[0].url, context.…, message'),
  range: z.object({ start: z.int(), end: z.int() }).nullable(),
});
export type Where = z.output<typeof Where>;

export const Finding = z.object({
  rule: z.enum(rules),
  grade: Grade,
  where: Where,
  quote: z.string().describe('The words at fault, empty where it is the whole message'),
  says: Words,
  proposes: Words.nullable().describe('A rewrite or a hint; none for a credit'),
  overridable: z.boolean().describe('A block that the owner may set aside with a reason'),
});
export type Finding = z.output<typeof Finding>;

export const checklistItems = ['timely', 'specific', 'useful', 'honest'] as const;

export const Checklist = z.object({
  items: z.array(
    z.object({
      item: z.enum(checklistItems),
      state: z.enum(['met', 'not_met', 'unknown']),
      says: Words,
    }),
  ),
  met: z.int().min(0).max(checklistItems.length),
  of: z.literal(checklistItems.length),
});
export type Checklist = z.output<typeof Checklist>;

export const Verdict = z.object({
  verdict: z.enum(['ok', 'ok_with_warnings', 'blocked']),
  findings: z.array(Finding),
  checklist: Checklist,
});
export type Verdict = z.output<typeof Verdict>;

/** The owner's decision to publish in spite of one block; it is kept with the message, and read in the audit log. */
export const Override = z.object({
  rule: z.enum(rules),
  quote: z.string().describe('The words it is about: changed words are a new decision'),
  reason: z.string().trim().min(10).max(1_000),
  by: z.string().describe('user:…'),
  at: z.iso.datetime(),
});
export type Override = z.output<typeof Override>;

/** The verdict and what was decided about it. */
export interface Decided extends Verdict {
  /** Those that set a block aside; others no longer match any words. */
  readonly applied: readonly Override[];
}

/**
 * A verdict with the owner's overrides: each turns the blocks of its rule and words into warnings. What may not be
 * overridden (an apology that sells, a reactivation without a benefit, a family that the cause forbids) stays.
 */
export function decided(verdict: Verdict, overrides: readonly Override[]): Decided {
  const matching = (finding: Finding) =>
    finding.grade === 'block' && finding.overridable
      ? overrides.find(({ rule, quote }) => rule === finding.rule && quote === finding.quote)
      : undefined;
  const findings = verdict.findings.map((finding) =>
    matching(finding) === undefined ? finding : { ...finding, grade: 'warn' as const },
  );
  const applied = new Set(verdict.findings.map(matching).filter((one) => one !== undefined));
  return { ...verdict, verdict: verdictOf(findings), findings, applied: [...applied] };
}

/** Blocked by one block, warned by one warning. */
export function verdictOf(findings: readonly Finding[]): Verdict['verdict'] {
  if (findings.some(({ grade }) => grade === 'block')) return 'blocked';
  return findings.some(({ grade }) => grade === 'warn') ? 'ok_with_warnings' : 'ok';
}
