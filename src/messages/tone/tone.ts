import { say } from '#src/customers/wording/index.ts';
import { checklistOf } from './checklist.ts';
import { causes, families } from './families.ts';
import { type Finding, type Rule, rules, type Verdict, verdictOf } from './finding.ts';
import { type Found, finding } from './found.ts';
import { type Heard, hear } from './heard.ts';
import { mannerFindings } from './manner.ts';
import type { ToneMessage } from './message.ts';
import { structureFindings } from './structure.ts';
import { wordingFindings } from './wording.ts';

/** So many findings of one rule are told; more would bury the others. */
export const mostOfARule = 20;

/**
 * Reads a message as a careful colleague would before it goes out: what to mend, what is well done, and whether it may
 * be published. It judges words, not intentions, and sees nothing that is filled in when it is sent.
 *
 * Total: any text gives a verdict, in a time linear in its length.
 *
 * @param message plain text with its Liquid; `voice` is the workspace's
 * @returns findings from the gravest rule to the merits, and a checklist of four
 */
export function checkTone(message: ToneMessage): Verdict {
  const heard = hear(message);
  const found = [
    ...wordingFindings(heard),
    ...causeFindings(heard),
    ...structureFindings(heard),
    ...mannerFindings(heard),
  ].map((one) => finding(message, one));
  const findings = rules.flatMap((rule) => ofRule(found, rule).slice(0, mostOfARule));
  return { verdict: verdictOf(findings), findings, checklist: checklistOf(heard, findings) };
}

const ofRule = (found: readonly Finding[], rule: Rule): Finding[] => found.filter((one) => one.rule === rule);

/** A cause is answered by its own families, and learned where it can be learned. */
function causeFindings({ message: { context } }: Heard): Found[] {
  if (context?.cause === undefined) return [];
  const { cause, family } = context;
  const { families: allowed, sources, name } = causes[cause.kind];
  const found: Found[] = [];
  if (family === undefined || !allowed.includes(family)) {
    const [fr, en] = (['fr', 'en'] as const).map((language) =>
      allowed.map((one) => families[one].name[language]).join(', '),
    );
    const what = say(`Cause « ${name.fr} » : seulement ${fr}.`, `Cause “${name.en}”: only ${en}.`);
    found.push({ rule: 'family_for_cause', grade: 'block', at: 'context.family', what, final: true });
  }
  if (!sources.includes(cause.source))
    found.push({ rule: 'cause_source', grade: 'warn', at: 'context.cause.source', what: name });
  return found;
}
