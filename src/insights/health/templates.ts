import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { requireKnown } from '#src/customers/event-match/index.ts';
import type { Unit } from '#src/customers/traits/index.ts';
import { madeBy, sameSaid, type Writing } from '#src/customers/versions/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { matchesOf, Template } from '#src/insights/health-measures/index.ts';
import type { AdoptedTemplate } from './ask.ts';
import { standardTemplates } from './standard.ts';

interface Row {
  readonly unit: Unit;
  readonly version: number;
  readonly template: unknown;
  readonly createdAt: string;
  readonly createdBy: string;
}

/** Versions of the template of a unit, latest first; version 0 comes last. */
export async function templatesOf(records: Transaction, unit: Unit): Promise<AdoptedTemplate[]> {
  const rows = await records.rows(versionRows(unit));
  const adopted = rows.map(({ template, ...row }) => ({ ...row, template: Template.parse(template) }));
  return [
    ...adopted,
    { unit, version: 0, template: standardTemplates[unit], createdAt: null, createdBy: null },
  ];
}

/** Grain: a version; some dozens. */
const versionRows = (unit: Unit): Sql<Row> => sql<Row>`
  select unit, version, template, created_at as "createdAt", created_by as "createdBy"
  from health_templates
  where unit = ${unit}
  order by version desc`;

/**
 * The template in force at an instant, or the version asked for; before one was adopted, the one that comes with the
 * product.
 *
 * @throws DomainError `health.unknown_version`
 */
export async function templateAt(
  records: Transaction,
  unit: Unit,
  { asOf, version }: { readonly asOf: number; readonly version?: number | undefined },
): Promise<AdoptedTemplate> {
  const all = await templatesOf(records, unit);
  const chosen =
    version === undefined
      ? all.find(({ createdAt }) => createdAt === null || Date.parse(createdAt) < asOf)
      : all.find((one) => one.version === version);
  if (chosen !== undefined) return chosen;
  throw new DomainError('health.unknown_version', {
    kind: 'not_found',
    field: 'version',
    expected: `a version from 0 to ${all[0]?.version ?? 0}`,
    got: version,
  });
}

/** The version of the template in force at an instant, without the template. */
export async function versionInForce(records: Transaction, unit: Unit, asOf: number): Promise<number> {
  const row = await records.row(sql<{ version: number | null }>`
    select max(version) as version
    from health_templates
    where unit = ${unit}
      and created_at < ${new Date(asOf)}`);
  return row?.version ?? 0;
}

type Adopting = Writing & Pick<Context, 'warehouse' | 'signal'>;

/**
 * Judges by another template from now on. The same again makes no version.
 *
 * @throws DomainError `health.changed_meanwhile`, `insights.unknown_event`, `insights.unknown_property`, `insights.not_a_number`
 */
export async function adoptTemplate(
  context: Adopting,
  unit: Unit,
  { basedOn, template }: { readonly basedOn: number; readonly template: Template },
): Promise<AdoptedTemplate> {
  await requireMeasurable(context, template);
  const { workspace, at, by } = madeBy(context);
  await context.records.transaction(async (tx) => {
    const [latest] = await templatesOf(tx, unit);
    if (latest === undefined || latest.version !== basedOn) throw changedMeanwhile(latest?.version, basedOn);
    if (sameSaid(latest.template, template)) return;
    const added = await tx.run(sql`
      insert into health_templates (workspace_id, unit, version, template, created_at, created_by)
      values (${workspace}, ${unit}, ${basedOn + 1}, ${JSON.stringify(template)}::jsonb, ${at}, ${by})
      on conflict (workspace_id, unit, version) do nothing`);
    if (added === 0) throw changedMeanwhile(basedOn + 1, basedOn);
  });
  const [now] = await templatesOf(context.records, unit);
  if (now === undefined) throw new Error('no template');
  return now;
}

const changedMeanwhile = (version: number | undefined, got: number): DomainError =>
  new DomainError('health.changed_meanwhile', {
    kind: 'conflict',
    field: 'basedOn',
    expected: `the latest version, ${version}`,
    got,
  });

/** Refuses events that never came: a misspelt name would read as nothing known for ever. */
export const requireMeasurable = (engines: Adopting, template: Template): Promise<void> =>
  requireKnown(
    engines,
    matchesOf(template).map(({ field, match, property, added }) => ({
      field,
      match,
      ...(property === null ? {} : added ? { quantities: [property] } : { properties: [property] }),
    })),
  );
