import { sql, typed } from '#src/basics/sql.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';

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
const traits = [
  ...addressTraits,
  ...telephoneTraits,
  ...wholeNameTraits,
  ...firstNameTraits,
  ...lastNameTraits,
];

/**
 * What somebody was ever called and reached by, as their traits said it: e-mail addresses, telephone numbers, and
 * names of two words or more. A name of one word may be anybody's.
 *
 * @param numbers the person's, those given up included
 */
export async function namesOf(
  warehouse: Warehouse,
  workspace: number,
  numbers: readonly number[],
): Promise<string[]> {
  // Grain: one row per trait and value that one person had; some dozens.
  const told = await warehouse.rows(sql<{ trait: string; value: string }>`
    select distinct trait, value
    from trait_changes
    where workspace_id = ${workspace}
      and trait in ${typed('Array(String)', traits)}
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
