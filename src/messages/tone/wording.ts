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

/** What the family never says, and what the cause never says: an apology that sells is refused for good. */
function forbidden(heard: Heard): Found[] {
  const { family, cause } = heard.message.context ?? {};
  const untold = family === undefined && cause === undefined;
  if (untold && touches(heard, 'apology'))
    return heeds(heard, 'promo').map((heed) => ({
      rule: 'promo_in_apology',
      grade: 'warn',
      at: place(heed),
    }));
  const topics = new Set([
    ...(family === undefined ? [] : families[family].neverSays),
    ...(cause === undefined ? [] : causes[cause.kind].neverSays),
  ]);
  return [...topics].flatMap((topic) => heeds(heard, topic).map((heed) => refused(heard, topic, heed)));
}

function refused(heard: Heard, topic: Topic, heed: Heed): Found {
  if (topic === 'promo' && mustApologise(heard))
    return { rule: 'promo_in_apology', grade: 'block', at: place(heed), final: true };
  const { cause, family } = heard.message.context ?? {};
  const what =
    cause === undefined
      ? family === undefined
        ? say('', '')
        : families[family].name
      : causes[cause.kind].mayNot;
  return { rule: 'off_cause', grade: 'block', at: place(heed), what };
}
