import type { Words } from '#src/customers/frame/index.ts';
import { say } from '#src/customers/wording/index.ts';
import { families } from './families.ts';
import type { Found } from './found.ts';
import { type Heard, touches } from './heard.ts';
import type { Call, ToneMessage } from './message.ts';
import { isStop, readText, type Word } from './reading.ts';
import { wordLists } from './word-lists.ts';

/** Variables known to say why somebody came or what they gain, whatever prefix they have. */
const benefitVariables = /(^|\.)(goal|purchase_reason|first_interest|benefit|objective|progress)(\.|$)/;

/** Main calls: those told so, or the only one there is. */
export function primaryCalls({ calls = [] }: ToneMessage): readonly Call[] {
  const [only] = calls;
  if (calls.length === 1 && only !== undefined) return only.primary === false ? [] : calls;
  return calls.filter(({ primary }) => primary === true);
}

/** A step is named in the text, or a call leads to one. */
export const hasStep = (heard: Heard): boolean =>
  touches(heard, 'step') || primaryCalls(heard.message).some(({ url }) => url !== undefined);

/** Concrete help is offered, with a step to it. */
export const isHelpful = (heard: Heard): boolean => touches(heard, 'help') && hasStep(heard);

/** A variable that says why they came, read or told. */
export const hasBenefitVariable = ({ message, variables }: Heard): boolean =>
  [...variables].some((name) => benefitVariables.test(name)) ||
  (message.variables ?? []).some(({ benefit }) => benefit === true);

/** What they gain is said. */
export const hasBenefit = (heard: Heard): boolean => touches(heard, 'benefit') || hasBenefitVariable(heard);

/** Whether a message proposes something: a receipt, a notice, an apology, thanks or a survey do not. */
export function proposes({ message: { context } }: Heard): boolean {
  const purpose = context?.purpose ?? 'marketing';
  const sells = purpose === 'marketing' || purpose === 'service';
  return sells && !(context?.family !== undefined && families[context.family].sellsNothing);
}

/** What a message lacks or has too much of, beyond its single phrases. */
export function structureFindings(heard: Heard): Found[] {
  return [
    ...benefit(heard),
    ...steps(heard),
    ...labels(heard),
    ...aboutUs(heard),
    ...audience(heard),
    ...(isHelpful(heard) ? [{ rule: 'help', grade: 'credit' } as const] : []),
  ];
}

function benefit(heard: Heard): Found[] {
  const found: Found[] = [];
  if (heard.message.context?.family === 'reactivation' && !hasBenefitVariable(heard))
    found.push({ rule: 'reactivation_without_benefit', grade: 'block', at: 'variables', final: true });
  if (hasBenefit(heard)) found.push({ rule: 'benefit', grade: 'credit' });
  else if (proposes(heard) && !isHelpful(heard)) found.push({ rule: 'no_benefit', grade: 'warn' });
  return found;
}

function steps(heard: Heard): Found[] {
  const { calls = [] } = heard.message;
  const main = primaryCalls(heard.message);
  if (main.length > 1)
    return [{ rule: 'many_primary_calls', grade: 'warn', at: 'calls', what: count(main.length) }];
  if (main.length === 1 || (calls.length === 0 && touches(heard, 'step')))
    return [{ rule: 'next_step', grade: 'credit' }];
  if (!proposes(heard)) return [];
  const what =
    calls.length === 0
      ? say('Aucun pas suivant n’est proposé.', 'No next step is proposed.')
      : say('Aucun des appels n’est le principal.', 'None of the calls is the main one.');
  return [{ rule: 'no_next_step', grade: 'warn', what, at: calls.length === 0 ? 'message' : 'calls' }];
}

const count = (n: number): Words => say(String(n), String(n));

/** Labels that lead nowhere in particular, and a main call that leads to the home page. */
function labels({ message, fields }: Heard): Found[] {
  const { calls = [], language } = message;
  const { vagueLabels } = wordLists[language];
  const vague = fields
    .filter(({ field, hits }) => field.startsWith('calls[') && !hits.some(({ topic }) => topic === 'vague'))
    .filter(({ reading }) => vagueLabels.has(said(reading.words)))
    .map(
      (field): Found => ({
        rule: 'vague_call',
        grade: 'warn',
        at: { field, range: { start: 0, end: field.text.length } },
      }),
    );
  const main = primaryCalls(message);
  const shallow = calls.flatMap((call, i): Found[] =>
    main.includes(call) && leadsHome(call)
      ? [{ rule: 'shallow_link', grade: 'warn', at: `calls[${i}].url` }]
      : [],
  );
  return [...vague, ...shallow];
}

const said = (words: readonly Word[]): string =>
  words
    .filter((word) => !isStop(word))
    .map(({ text }) => text)
    .join(' ');

const leadsHome = ({ url = '' }: Call): boolean => /^https?:\/\/[^/?#{}]+\/?$/.test(url);

const fewestAddresses = 4;
const mostlyUs = 2 / 3;

/** So much of its we and you is we: two thirds of at least four is too much. An apology has to speak of us. */
function aboutUs(heard: Heard): Found[] {
  const { we, you } = wordLists[heard.message.language];
  let [ours, yours] = [0, 0];
  for (const { field, reading } of heard.fields) {
    if (field.startsWith('calls[')) continue;
    for (const { text, joined, opens } of reading.words) {
      if (we.has(text) && !joined) ours += 1;
      else if (you.has(text) || (opens && /..ez$/.test(text))) yours += 1;
    }
  }
  const share = ours / Math.max(1, ours + yours);
  if (!proposes(heard) || ours + yours < fewestAddresses || share < mostlyUs) return [];
  const percent = Math.round(share * 100);
  return [{ rule: 'about_us', grade: 'warn', what: say(`${percent} %`, `${percent}%`) }];
}

/** Sent to everybody, or to all who are not there. */
export function isBroad({ message: { context, language } }: Heard): boolean | undefined {
  const audience = context?.audience;
  if (audience === undefined) return undefined;
  const name = said(readText(audience.name ?? '', language).words);
  return audience.breadth === 'broad' || wordLists[language].broadAudiences.has(name);
}

function audience(heard: Heard): Found[] {
  if (!proposes(heard) || isBroad(heard) !== true) return [];
  return [{ rule: 'broad_batch', grade: 'warn', at: 'context.audience' }];
}
