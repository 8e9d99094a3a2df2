/** What a name says after its words are taken apart: "userName", "user.name" and "User_Name" are "user name". */
const spokenOf = (name: string): string =>
  name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const somebody =
  'user|customer|client|utilisateur|utilisatrice|member|membre|contact|person|personne|people|subscriber|abonne|adherent|patient|owner|parent|parrain|filleul';

/** Each of these alone says that values name people. */
const personal: readonly RegExp[] = [
  /e ?mail|courriel|phone|mobile|login|address|adresse|birth|naissance|pseudo|identifiant|prenom|patronym|surname/,
  /\b(mail|mel|tel|gsm|ip|uid|iban|nir|ssn)\b/,
  /^(id|name|nom)$/,
  /\b(first|last|full|user|display|sur|nick|given|family|middle|maiden) ?name\b/,
  /\bnom ?(complet|famille|de famille|usage|d usage|de jeune fille)\b/,
  new RegExp(`\\b(${somebody})s? ?(id|ids|uuid|name|nom|number|numero|no|num|ref|code|key)\\b`),
  new RegExp(`\\b(nom|id|numero|no|num|ref|reference|code) ?(du |de la |de l |de |d )?(${somebody})s?\\b`),
];

/** True where the values of a trait or property of this name are likely to name people, in French or English. */
export function tellsPeople(name: string): boolean {
  const spoken = spokenOf(name);
  return personal.some((one) => one.test(spoken));
}

/** True where people are told apart by something personal, in a question or an answer: `{by: 'trait', name: 'email'}`. */
export function namesPeople(told: unknown): boolean {
  if (typeof told !== 'object' || told === null) return false;
  const own = 'by' in told && 'name' in told && typeof told.name === 'string' && tellsPeople(told.name);
  return own || Object.values(told).some(namesPeople);
}

/** True where a text holds an e-mail address. */
export const isAddress = (text: string): boolean => /[^\s@]@[^\s@]+\.[^\s@]/.test(text);

/** Nine digits and more, as telephones and numbers of customers have them. */
const number = /^\+?\d(?:[\s()./-]*\d){8,}$/;

/** True where a value reads as an address or a number that one person has. */
export const isPersonal = (value: string): boolean => isAddress(value) || number.test(value.trim());
