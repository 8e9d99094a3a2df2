import { DomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';
import { madeBy, sameSaid, type Writing } from '#src/customers/versions/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { presets } from './presets.ts';
import { ContactRules, requireSound } from './rules.ts';

/** Rules of contact as they were adopted. */
export interface AdoptedRules {
  /** 0: nobody adopted any yet, and those of France hold. */
  readonly version: number;
  readonly rules: ContactRules;
  readonly createdAt: string | null;
  readonly createdBy: string | null;
}

const [france] = presets;

/** The rules in force. */
export async function rulesInForce(records: Transaction): Promise<AdoptedRules> {
  const row = await records.row(sql<Omit<AdoptedRules, 'rules'> & { rules: unknown }>`
    select version, rules, created_at as "createdAt", created_by as "createdBy"
    from contact_rules
    order by version desc
    limit 1`);
  if (row !== undefined) return { ...row, rules: ContactRules.parse(row.rules) };
  if (france === undefined) throw new Error('no preset');
  return { version: 0, rules: france.rules, createdAt: null, createdBy: null };
}

/**
 * Contacts people by other rules from now on: messages that wait are asked by them too. The same again makes no version.
 *
 * @throws DomainError `contact-rules.changed_meanwhile`, `contact-rules.span`, `contact-rules.channel_twice`
 */
export async function adoptRules(
  writing: Writing,
  { basedOn, rules }: { readonly basedOn: number; readonly rules: ContactRules },
): Promise<AdoptedRules> {
  requireSound(rules);
  const { workspace, at, by } = madeBy(writing);
  return writing.records.transaction(async (tx) => {
    const latest = await rulesInForce(tx);
    if (latest.version !== basedOn) throw changedMeanwhile(latest.version, basedOn);
    if (sameSaid(latest.rules, rules)) return latest;
    const added = await tx.run(sql`
      insert into contact_rules (workspace_id, version, rules, created_at, created_by)
      values (${workspace}, ${basedOn + 1}, ${JSON.stringify(rules)}::jsonb, ${at}, ${by})
      on conflict (workspace_id, version) do nothing`);
    if (added === 0) throw changedMeanwhile(basedOn + 1, basedOn);
    return rulesInForce(tx);
  });
}

const changedMeanwhile = (version: number, got: number): DomainError =>
  new DomainError('contact-rules.changed_meanwhile', {
    kind: 'conflict',
    field: 'basedOn',
    expected: `the latest version, ${version}`,
    got,
  });
