import type { Person } from '#src/access/index.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import type { WorkspaceWarehouse } from '#src/engines/warehouse/port.ts';

const addressTraits = ['email', 'e_mail', 'mail', 'emailAddress', 'email_address'];
const telephoneTraits = [
  'phone',
  'phoneNumber',
  'phone_number',
  'mobile',
  'mobile_phone',
  'tel',
  'telephone',
];
const wholeNameTraits = ['name', 'fullName', 'full_name'];
const firstNameTraits = ['firstName', 'first_name'];
const lastNameTraits = ['lastName', 'last_name'];
const callingTraits = [
  ...addressTraits,
  ...telephoneTraits,
  ...wholeNameTraits,
  ...firstNameTraits,
  ...lastNameTraits,
];

/** Traits of the whole warehouse. */
const everywhere = sql`trait_changes`;

/**
 * What somebody was ever called and reached by, as their traits said it: e-mail addresses, telephone numbers, and
 * names of two words or more. A name of one word may be anybody's.
 *
 * @param numbers the person's, those given up included
 * @param traits the table of traits; as a workspace sees it, where only that may be seen
 */
export async function namesOf(
  warehouse: WorkspaceWarehouse,
  { workspace, numbers }: Pick<Person, 'workspace' | 'numbers'>,
  traits: Sql = everywhere,
): Promise<string[]> {
  // Grain: one row per trait and value that one person had; some dozens.
  const told = await warehouse.rows(sql<{ trait: string; value: string }>`
    select distinct trait, value
    from ${traits}
    where workspace_id = ${workspace}
      and trait in ${typed('Array(String)', callingTraits)}
      and customer in ${typed('Array(UInt32)', numbers)}`);
  const among = (names: readonly string[]) =>
    told.filter(({ trait }) => names.includes(trait)).map(({ value }) => value.trim());
  const lasts = among(lastNameTraits);
  const joined = among(firstNameTraits).flatMap((first) => lasts.map((last) => `${first} ${last}`));
  return [
    ...new Set([
      ...among(addressTraits).filter((value) => value.includes('@')),
      ...among(telephoneTraits).filter((value) => value.replace(/\D/g, '').length >= 6),
      ...[...among(wholeNameTraits), ...joined].filter((value) => /\S\s+\S/.test(value)),
    ]),
  ];
}
