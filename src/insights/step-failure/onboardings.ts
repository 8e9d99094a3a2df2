import { DomainError } from '#src/basics/errors.ts';
import { newId } from '#src/basics/ids.ts';
import { nothing, type Sql, sql } from '#src/basics/sql.ts';
import { requireWholePeriod, settledDeed } from '#src/customers/value/index.ts';
import {
  assembled,
  type DefinedRow,
  heldInUse,
  type MadeVersion,
  madeBy,
  retiring,
  sameSaid,
  type Writing,
  type Written,
} from '#src/customers/versions/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { Declared, type Onboarding, type OnboardingVersion } from './ask.ts';

/** All onboardings of a workspace, oldest first, those retired too. */
export async function onboardingsOf(records: Transaction): Promise<Onboarding[]> {
  return read(await records.rows(versionRows()));
}

/** One onboarding. @throws DomainError `onboarding.unknown` */
export async function onboardingOf(records: Transaction, id: string): Promise<Onboarding> {
  const [found] = read(await records.rows(versionRows(id)));
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
 * @param where it stands in the question
 * @throws DomainError `onboarding.overlapping_days`, `onboarding.same_step`
 */
export function sound(declared: Declared, where = 'declared'): Declared {
  const { departure, windowDays, steps } = declared;
  const begins = departure.kind === 'silence' ? departure.from : windowDays;
  if (begins < windowDays || departure.to < begins) {
    throw new DomainError('onboarding.overlapping_days', {
      field: `${where}.departure.${begins < windowDays ? 'from' : 'to'}`,
      expected: `day ${Math.max(windowDays, begins)} or later, when the days of the steps are over`,
      got: begins < windowDays ? begins : departure.to,
    });
  }
  steps.forEach(({ name, done }, at) => {
    const same = steps.findIndex((step) => step.name === name || sameSaid(step.done, done));
    if (same === at) return;
    throw new DomainError('onboarding.same_step', {
      field: `${where}.steps[${at}]`,
      expected: `a step with another name and another event than step ${same + 1}`,
      got: name,
    });
  });
  return declared;
}

/**
 * A declaration as it is kept: sound, and value named by the version of the definition that it is now, so that no other
 * default and no later version changes what a version of an onboarding says.
 *
 * @throws DomainError `value.window_too_short`, those of `sound` and of `settledDeed`
 */
async function settled(writing: Writing, given: Declared): Promise<Declared> {
  const declared = sound(given);
  const { departure } = declared;
  if (departure.kind !== 'silence') return declared;
  const missing = await settledDeed(writing, departure.match, 'declared.departure.match');
  requireWholePeriod(missing, departure, 'declared.departure.to');
  if (!('reached' in missing)) return declared;
  const { id, version } = missing.reached.definition;
  return { ...declared, departure: { ...departure, match: { value: { definition: id, version } } } };
}

/** Keeps an onboarding. @throws DomainError those of `settled` */
export async function createOnboarding(
  writing: Writing,
  { name, declared }: { readonly name: string; readonly declared: Declared },
): Promise<Onboarding> {
  const { records } = writing;
  const made = { id: newId('onb'), version: 1, ...madeBy(writing) };
  const kept = await settled(writing, declared);
  await records.transaction(async (tx) => {
    await tx.run(sql`
      insert into onboardings (id, workspace_id, name, created_at, created_by)
      values (${made.id}, ${made.workspace}, ${name}, ${made.at}, ${made.by})`);
    await tx.run(insertedVersion(made, kept));
  });
  return onboardingOf(records, made.id);
}

/**
 * Names an onboarding anew, or declares it otherwise: a new version. Declaring the same again makes none.
 *
 * @throws DomainError `onboarding.unknown`, `onboarding.retired`, those of `settled`
 */
export async function changeOnboarding(
  writing: Writing,
  id: string,
  { name, declared }: { readonly name?: string | undefined; readonly declared?: Declared | undefined },
): Promise<Onboarding> {
  const { records } = writing;
  const kept = declared === undefined ? undefined : await settled(writing, declared);
  await records.transaction(async (tx) => {
    const before = await heldInUse(tx, id, {
      table: 'onboardings',
      named: onboardingOf,
      retired: isRetired,
    });
    await tx.run(sql`update onboardings set name = ${name ?? before.name} where id = ${id}`);
    if (kept === undefined || sameSaid(before.current.declared, kept)) return;
    const made = { id, version: before.current.version + 1, ...madeBy(writing) };
    await tx.run(insertedVersion(made, kept));
  });
  return onboardingOf(records, id);
}

const isRetired = (got: string): DomainError =>
  new DomainError('onboarding.retired', {
    kind: 'conflict',
    field: 'id',
    expected: 'an onboarding still in use',
    got,
  });

export const { retire: retireOnboarding, restore: restoreOnboarding } = retiring('onboardings', onboardingOf);

const insertedVersion = ({ id, version, workspace, at, by }: MadeVersion, declared: Declared): Sql => sql`
  insert into onboarding_versions (onboarding, version, workspace_id, declared, created_at, created_by)
  values (${id}, ${version}, ${workspace}, ${JSON.stringify(declared)}::jsonb, ${at}, ${by})`;

interface VersionRow extends DefinedRow {
  readonly name: string;
  readonly declared: unknown;
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

const read = (rows: readonly VersionRow[]): Onboarding[] =>
  assembled(rows, versionOf, ({ name }, defined) => ({ ...defined, name }));

/** Read through its schema: jsonb keeps fields in another order than they were written in. */
const versionOf = ({ declared }: VersionRow, written: Written): OnboardingVersion => ({
  ...written,
  declared: Declared.parse(declared),
});
