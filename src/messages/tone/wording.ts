import { say } from '#src/customers/wording/index.ts';
import { causes, families } from './families.ts';
import type { Rule } from './finding.ts';
import type { Found } from './found.ts';
import { type Heard, type Heed, heeds, touches } from './heard.ts';
import type { Topic } from './phrases.ts';
import { isHelpful } from './structure.ts';

const place = ({ at, hit }: Heed): NonNullable<Found['at']> => ({ field: at, range: hit });

/** What single phrases are graded by: their own grade, whatever stands around them. */
const byPhrase: readonly (readonly [Topic, Rule])[] = [
  ['guilt', 'guilt'],
  ['intimacy', 'false_intimacy'],
  ['pressure', 'pressure'],
  ['vague', 'vague_call'],
];

/** What the words say by themselves, and what they may not say beside this cause or in this family. */
export function wordingFindings(heard: Heard): Found[] {
  return [
    ...byPhrase.flatMap(([topic, rule]) =>
      heeds(heard, topic).map((heed): Found => ({ rule, grade: heed.hit.grade, at: place(heed) })),
    ),
    ...sadFaces(heard),
    ...absence(heard),
    ...apology(heard),
    ...forbidden(heard),
  ];
}

function sadFaces({ fields }: Heard): Found[] {
  return fields.flatMap((field) =>
    field.reading.sadFaces.map((range): Found => ({ rule: 'guilt', grade: 'warn', at: { field, range } })),
  );
}

/** Absence is told with help, or not at all. What is due by law or contract may state it as a fact. */
function absence(heard: Heard): Found[] {
  const purpose = heard.message.context?.purpose;
  const due = purpose === 'transactional' || purpose === 'contractual';
  const helped = isHelpful(heard);
  return heeds(heard, 'absence').map((heed): Found => {
    if (helped) return { rule: 'absence', grade: 'warn', at: place(heed) };
    return { rule: 'absence', grade: due ? 'warn' : 'block', at: place(heed), as: 'absence_unhelped' };
  });
}

const mustApologise = ({ message: { context } }: Heard): boolean =>
  context?.family === 'apology' || context?.cause?.kind === 'incident';

function apology(heard: Heard): Found[] {
  const [first] = heeds(heard, 'apology');
  const must = mustApologise(heard);
  if (first === undefined) return must ? [{ rule: 'apology_missing', grade: 'block' }] : [];
  const mended = touches(heard, 'fix') || isHelpful(heard);
  return mended ? [] : [{ rule: 'apology_without_fix', grade: must ? 'block' : 'warn', at: place(first) }];
}

/** Variables that hold an offer, whatever prefix they have. */
const saleVariables = /(^|[._])(promo|discount|coupon|voucher|remise|reduction)(s|[._]|$)/;

/** What the family never says, and what the cause never says: an apology that sells is refused for good. */
function forbidden(heard: Heard): Found[] {
  const { family, cause } = heard.message.context ?? {};
  if (family === undefined && cause === undefined) return touches(heard, 'apology') ? unseemly(heard) : [];
  const topics = new Set([
    ...(family === undefined ? [] : families[family].neverSays),
    ...(cause === undefined ? [] : causes[cause.kind].neverSays),
  ]);
  const offers = topics.has('promo') ? [...heard.variables].filter((name) => saleVariables.test(name)) : [];
  return [
    ...[...topics].flatMap((topic) =>
      heeds(heard, topic).map((heed) => refused(heard, topic, place(heed), heed.hit.grade)),
    ),
    ...offers.map((name) => ({ ...refused(heard, 'promo', 'variables'), quote: name })),
  ];
}

/** Of an apology that does not say it is one. */
const unseemly = (heard: Heard): Found[] =>
  heeds(heard, 'promo').map((heed) => ({ rule: 'promo_in_apology', grade: 'warn', at: place(heed) }));

/** An appeal to empathy is as grave as its words; the rest is never said. */
function refused(
  { message: { context } }: Heard,
  topic: Topic,
  at: NonNullable<Found['at']>,
  own: 'block' | 'warn' = 'block',
): Found {
  const { cause, family } = context ?? {};
  if (topic === 'promo' && (family === 'apology' || cause?.kind === 'incident'))
    return { rule: 'promo_in_apology', grade: 'block', at, final: true };
  const what =
    cause === undefined
      ? family === undefined
        ? say('', '')
        : families[family].name
      : causes[cause.kind].mayNot;
  return { rule: 'off_cause', grade: topic === 'empathy' ? own : 'block', at, what };
}
