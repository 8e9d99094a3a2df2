import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { newId } from '#src/basics/ids.ts';
import { nothing, type Sql, sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { Declared, type Onboarding, type OnboardingVersion } from './ask.ts';

type Writing = Pick<Context, 'records' | 'workspace' | 'actor' | 'clock'>;

/** All onboardings of a workspace, oldest first, those retired too. */
export async function onboardingsOf(records: Transaction): Promise<Onboarding[]> {
  return assembled(await records.rows(versionRows()));
}

/** One onboarding. @throws DomainError `onboarding.unknown` */
export async function onboardingOf(records: Transaction, id: string): Promise<Onboarding> {
  const [found] = assembled(await records.rows(versionRows(id)));
  if (found !== undefined) return found;
  throw new DomainError('onboarding.unknown', {
    kind: 'not_found',
    field: 'onboarding',
    expected: 'the id of an onboarding of this workspace',
    got: id,
  });
}

/**
 * A declaration that can be answered, as it was given.
 *
 * The departure is looked for after the days of the steps only: somebody who left on day 2 had no time to do a step of
 * day 10, and would make every step look as if it kept people.
 *
 * @throws DomainError `onboarding.overlapping_days`, `onboarding.same_step`
 */
export function sound(declared: Declared): Declared {
  const { departure, windowDays, steps } = declared;
  const begins = departure.kind === 'silence' ? departure.from : windowDays;
  if (begins < windowDays || departure.to < begins) {
    throw new DomainError('onboarding.overlapping_days', {
      field: begins < windowDays ? 'declared.departure.from' : 'declared.departure.to',
      expected: `day ${Math.max(windowDays, begins)} or later, when the days of the steps are over`,
      got: begins < windowDays ? begins : departure.to,
    });
  }
  steps.forEach(({ name, done }, at) => {
    const same = steps.findIndex((step) => step.name === name || sameJson(step.done, done));
    if (same === at) return;
    throw new DomainError('onboarding.same_step', {
      field: `declared.steps[${at}]`,
      expected: `a step with another name and another event than step ${same + 1}`,
      got: name,
    });
  });
  return declared;
}

const sameJson = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Keeps an onboarding. @throws DomainError those of `sound` */
export async function createOnboarding(
  { records, workspace, actor, clock }: Writing,
  { name, declared }: { readonly name: string; readonly declared: Declared },
): Promise<Onboarding> {
  const id = newId('onb');
  const made = { id, version: 1, workspace: workspace.number, at: new Date(clock.now()), by: byOf(actor) };
  await records.transaction(async (tx) => {
    await tx.run(sql`
      insert into onboardings (id, workspace_id, name, created_at, created_by)
      values (${id}, ${made.workspace}, ${name}, ${made.at}, ${made.by})`);
    await tx.run(insertedVersion(made, sound(declared)));
  });
  return onboardingOf(records, id);
}

/**
 * Names an onboarding anew, or declares it otherwise: a new version. Declaring the same again makes none.
 *
 * @throws DomainError `onboarding.unknown`, `onboarding.retired`, those of `sound`
 */
export async function changeOnboarding(
  { records, workspace, actor, clock }: Writing,
  id: string,
  { name, declared }: { readonly name?: string | undefined; readonly declared?: Declared | undefined },
): Promise<Onboarding> {
  await records.transaction(async (tx) => {
    await tx.rows(sql`select id from onboardings where id = ${id} for update`);
    const before = await onboardingOf(tx, id);
    if (before.retiredAt !== null) throw retired(id);
    await tx.run(sql`update onboardings set name = ${name ?? before.name} where id = ${id}`);
    if (declared === undefined || sameJson(before.current.declared, declared)) return;
    const version = before.current.version + 1;
    const made = { id, version, workspace: workspace.number, at: new Date(clock.now()), by: byOf(actor) };
    await tx.run(insertedVersion(made, sound(declared)));
  });
  return onboardingOf(records, id);
}

const retired = (got: string): DomainError =>
  new DomainError('onboarding.retired', {
    kind: 'conflict',
    field: 'id',
    expected: 'an onboarding still in use',
    got,
  });

/** Offers an onboarding no more; questions that name it are still answered. @throws DomainError `onboarding.unknown` */
export async function retireOnboarding({ records, clock }: Writing, id: string): Promise<Onboarding> {
  await records.run(
    sql`update onboardings set retired_at = coalesce(retired_at, ${new Date(clock.now())}) where id = ${id}`,
  );
  return onboardingOf(records, id);
}

/** Offers a retired onboarding again. @throws DomainError `onboarding.unknown` */
export async function restoreOnboarding({ records }: Writing, id: string): Promise<Onboarding> {
  await records.run(sql`update onboardings set retired_at = null where id = ${id}`);
  return onboardingOf(records, id);
}

const byOf = ({ kind, id }: Context['actor']): string => `${kind}:${id}`;

interface Made {
  readonly id: string;
  readonly version: number;
  readonly workspace: number;
  readonly at: Date;
  readonly by: string;
}

const insertedVersion = ({ id, version, workspace, at, by }: Made, declared: Declared): Sql => sql`
  insert into onboarding_versions (onboarding, version, workspace_id, declared, created_at, created_by)
  values (${id}, ${version}, ${workspace}, ${JSON.stringify(declared)}::jsonb, ${at}, ${by})`;

interface VersionRow {
  readonly id: string;
  readonly name: string;
  readonly retiredAt: Date | string | null;
  readonly definedAt: Date | string;
  readonly definedBy: string;
  readonly version: number;
  readonly declared: unknown;
  readonly createdAt: Date | string;
  readonly createdBy: string;
}

/** Grain: a version; some dozens in a workspace. */
const versionRows = (id?: string): Sql<VersionRow> => sql<VersionRow>`
  select onboardings.id as id, name, retired_at as "retiredAt", onboardings.created_at as "definedAt",
    onboardings.created_by as "definedBy", version, declared, versions.created_at as "createdAt",
    versions.created_by as "createdBy"
  from onboardings
  join onboarding_versions as versions on versions.onboarding = onboardings.id
  ${id === undefined ? nothing : sql`where onboardings.id = ${id}`}
  order by onboardings.created_at, onboardings.id, version desc`;

function assembled(rows: readonly VersionRow[]): Onboarding[] {
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((own) => {
    const [first] = own;
    const versions = own.map(versionOf);
    const [current] = versions;
    if (first === undefined || current === undefined) return [];
    const { id, name, definedBy } = first;
    const retiredAt = first.retiredAt === null ? null : iso(first.retiredAt);
    return { id, name, retiredAt, current, versions, createdAt: iso(first.definedAt), createdBy: definedBy };
  });
}

/** Read through its schema: jsonb keeps fields in another order than they were written in. */
const versionOf = ({ version, declared, createdAt, createdBy }: VersionRow): OnboardingVersion => ({
  version,
  declared: Declared.parse(declared),
  createdAt: iso(createdAt),
  createdBy,
});

const iso = (at: Date | string): string => new Date(at).toISOString();
