import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import {
  type AskedMatch,
  type Deed,
  type EventMatch,
  oneEvent,
  type Reached,
} from '#src/customers/event-match/index.ts';
import type { Words } from '#src/customers/frame/index.ts';
import { say } from '#src/customers/wording/index.ts';
import { versionAsked } from './activity.ts';
import type { CountedBy, DeedAsk } from './ask.ts';
import { presenceWarning } from './presence.ts';
import { countedWords } from './words.ts';

type Records = Pick<Context, 'records'>;

/**
 * What people do in a question, settled: an event as it stands, or what a definition of value counts. What is settled
 * already stays as it is.
 *
 * @param field where it stands in the question
 * @throws DomainError `value.unknown`, `value.unknown_version`, `value.no_default`
 */
export async function settledDeed(context: Records, asked: DeedAsk | Deed, field: string): Promise<Deed> {
  if (!('value' in asked)) return asked;
  const { definition, version } = await versionAsked(context, asked.value, `${field}.value`);
  const { id, name, offer } = definition;
  const { match, rule, period, presenceOnly } = version;
  return {
    reached: { match, rule, period, presenceOnly, definition: { id, name, offer, version: version.version } },
  };
}

/**
 * The event that a deed is: for what reads an event's name or its properties.
 *
 * @throws DomainError `value.not_one_event` where value takes several events, or a quantity, within a period
 */
export function eventOfDeed(deed: Deed, field: string): EventMatch {
  const match = oneEvent(deed);
  if (match !== null) return match;
  throw new DomainError('value.not_one_event', {
    field,
    expected: 'an event, or a definition of value that one event is enough for',
    got: 'reached' in deed ? deed.reached.definition.name : undefined,
  });
}

/**
 * An event of a question that may bear an unknown name, as `requireKnown` takes it; what a definition counts was
 * looked at when it was kept.
 *
 * @param quantities properties that are added up
 * @throws DomainError `value.not_one_event` where a property is asked of value that is more than one event
 */
export function deedAsked(
  field: string,
  deed: Deed,
  quantities: readonly string[] = [],
): readonly AskedMatch[] {
  if (!('reached' in deed)) return [{ field, match: deed, quantities }];
  return quantities.length === 0 ? [] : [{ field, match: eventOfDeed(deed, field), quantities }];
}

const reachedAmong = (deeds: readonly Deed[]): readonly Reached['reached'][] => {
  const all = deeds.flatMap((deed) => ('reached' in deed ? [deed.reached] : []));
  const keyOf = ({ definition: { id, version } }: Reached['reached']) => `${id}|${version}`;
  return [...new Map(all.map((one) => [keyOf(one), one])).values()];
};

/** What an answer says of the definitions it counted by, as `countedByField` describes. */
export const countedBySaid = (deeds: readonly Deed[]): { countedBy: CountedBy } => ({
  countedBy: reachedAmong(deeds).map((reached) => ({
    words: countedWords(reached),
    definition: reached.definition,
    warning: reached.presenceOnly ? presenceWarning : null,
  })),
});

const receivedWords = {
  at: say(
    ', reçue au moment où le total y parvient, une fois par période',
    ', received when the total gets there, once a period',
  ),
  within: say(
    ', reçue dans au moins une période du calendrier que ces jours contiennent tout entière',
    ', received in at least one period of the calendar that lies wholly within these days',
  ),
};

/**
 * What the definitions of value in a question count, as sentences at the end of others; '' where there are none.
 *
 * @param told whether each instant of receiving value is counted, or that of a whole period within some days
 */
export function valueSentence(deeds: readonly Deed[], told: 'at' | 'within' = 'at'): Words {
  const sentences = reachedAmong(deeds).map((reached) => {
    const { name, version } = reached.definition;
    const counted = countedWords(reached);
    const when = oneEvent({ reached }) === null ? receivedWords[told] : say('', '');
    const warning = reached.presenceOnly ? presenceWarning : null;
    return say(
      ` Valeur « ${name} » (version ${version}) : ${counted.fr}${when.fr}.${warning === null ? '' : ` ${warning.fr}`}`,
      ` Value “${name}” (version ${version}): ${counted.en}${when.en}.${warning === null ? '' : ` ${warning.en}`}`,
    );
  });
  return say(sentences.map(({ fr }) => fr).join(''), sentences.map(({ en }) => en).join(''));
}
