import type { Words } from '#src/customers/frame/index.ts';
import { say } from '#src/customers/wording/index.ts';
import { type Checklist, checklistItems, type Finding, type Rule } from './finding.ts';
import { type Heard, touches } from './heard.ts';
import { hasBenefit, hasStep, isBroad, isHelpful, proposes } from './structure.ts';

type State = Checklist['items'][number]['state'];

/** What makes a message dishonest, whatever else it offers. */
const dishonest: ReadonlySet<Rule> = new Set([
  'guilt',
  'promo_in_apology',
  'family_for_cause',
  'off_cause',
  'apology_without_fix',
  'apology_missing',
  'false_intimacy',
  'pressure',
]);

const words: Readonly<Record<(typeof checklistItems)[number], Readonly<Record<State, Words>>>> = {
  timely: {
    met: say(
      'Déclenché par ce que fait ou vit la personne.',
      'Triggered by what they do, or by a date of theirs.',
    ),
    not_met: say('Envoyé à notre heure, pas à la sienne.', 'Sent at our hour, not at theirs.'),
    unknown: say('On ne sait pas ce qui le déclenche.', 'What triggers it is not told.'),
  },
  specific: {
    met: say(
      'Adressé à des personnes qui ont quelque chose en commun.',
      'Sent to people who have something in common.',
    ),
    not_met: say(
      'Adressé à tout le monde, ou à tous les absents.',
      'Sent to everybody, or to all who are absent.',
    ),
    unknown: say('On ne sait pas à qui il s’adresse.', 'To whom it goes is not told.'),
  },
  useful: {
    met: say(
      'Apporte un bénéfice, une aide ou une réparation, et le pas à faire.',
      'Brings a benefit, help or a repair, and the step to take.',
    ),
    not_met: say('Il manque un bénéfice, une aide ou un pas.', 'A benefit, help or a step is missing.'),
    unknown: say('', ''),
  },
  honest: {
    met: say('Ni culpabilité, ni pression, ni fausse intimité.', 'No guilt, no pressure, no false intimacy.'),
    not_met: say(
      'Culpabilise, presse, feint ou vend sous des excuses.',
      'Guilts, presses, feigns, or sells under an apology.',
    ),
    unknown: say('', ''),
  },
};

/** The four questions before a launch; what is not told counts as not met, and says so. */
export function checklistOf(heard: Heard, findings: readonly Finding[]): Checklist {
  const broad = isBroad(heard);
  const trigger = heard.message.context?.trigger;
  const states: Record<(typeof checklistItems)[number], State> = {
    timely: trigger === undefined ? 'unknown' : stateOf(trigger !== 'schedule' && trigger !== 'manual'),
    specific: broad === undefined ? 'unknown' : stateOf(!broad),
    useful: stateOf(isUseful(heard)),
    honest: stateOf(!findings.some(({ rule, grade }) => grade !== 'credit' && dishonest.has(rule))),
  };
  const items = checklistItems.map((item) => ({
    item,
    state: states[item],
    says: words[item][states[item]],
  }));
  return { items, met: items.filter(({ state }) => state === 'met').length, of: checklistItems.length };
}

const stateOf = (met: boolean): State => (met ? 'met' : 'not_met');

/** A benefit or help, with a step; of what proposes nothing (an apology, a notice, thanks) one of them, or a repair. */
function isUseful(heard: Heard): boolean {
  if (isHelpful(heard) || (hasBenefit(heard) && hasStep(heard))) return true;
  return !proposes(heard) && (touches(heard, 'fix') || hasBenefit(heard) || hasStep(heard));
}
