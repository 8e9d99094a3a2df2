import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { type EventMatch, type Rule, requireKnown } from '#src/customers/event-match/index.ts';
import type { Period, Words } from '#src/customers/frame/index.ts';
import { eventWords, say } from '#src/customers/wording/index.ts';
import type { ActiveBy, Counted, Definition, Version } from './ask.ts';
import { defaultDefinition, definitionOf } from './definitions.ts';
import { presenceWarning, tellsPresence } from './presence.ts';
import { countedWords } from './words.ts';

/** What makes somebody active in a period, settled. */
export interface Activity {
  readonly match: EventMatch;
  readonly rule: Rule;
  /** The definition counted by; null where it is any event, or an event. */
  readonly definition: {
    readonly id: string;
    readonly name: string;
    readonly offer: string | null;
    readonly version: number;
  } | null;
  readonly words: Words;
  readonly warning: Words | null;
}

type Engines = Pick<Context, 'workspace' | 'records' | 'warehouse' | 'signal'>;

/**
 * Settles what "active" means in a question whose periods have this length.
 *
 * @throws DomainError `value.unknown`, `value.unknown_version`, `value.no_default`, `value.other_period` (a definition
 * by month asked by week), `insights.unknown_event`, `insights.unknown_property`
 */
export async function activityOf(engines: Engines, by: ActiveBy, period: Period): Promise<Activity> {
  if (by.by === 'any') return anyEvent;
  if (by.by === 'event') {
    await requireKnown(engines, [{ field: 'activeBy.match', match: by.match }]);
    return ofEvent(by.match);
  }
  const { definition, version } = await versionAsked(engines, by, 'activeBy');
  requirePeriod(definition, version, period);
  return activityOfVersion(definition, version);
}

const once: Rule = { kind: 'times', times: 1 };

const anyEvent: Activity = {
  match: { event: null, where: [] },
  rule: once,
  definition: null,
  words: say('au moins un événement, quel qu’il soit', 'at least one event of any kind'),
  warning: null,
};

function ofEvent(match: EventMatch): Activity {
  const event = eventWords(match);
  return {
    match,
    rule: once,
    definition: null,
    words: say(`au moins un ${event.fr}`, `at least one ${event.en}`),
    warning: match.event !== null && tellsPresence(match.event) ? presenceWarning : null,
  };
}

/** A way of counting that is not kept yet, as what makes somebody active. */
export const activityOfCount = (counted: Counted, warning: Words | null): Activity => ({
  match: counted.match,
  rule: counted.rule,
  definition: null,
  words: countedWords(counted),
  warning,
});

function activityOfVersion({ id, name, offer }: Definition, version: Version): Activity {
  const warning = version.presenceOnly ? presenceWarning : null;
  return { ...activityOfCount(version, warning), definition: { id, name, offer, version: version.version } };
}

/** Which version of which definition. */
export interface WhichVersion {
  /** null: the workspace's default. */
  readonly definition: string | null;
  readonly version?: number | undefined;
}

/**
 * The version of a definition that a question names.
 *
 * @param field where it stands in the question
 * @throws DomainError `value.unknown`, `value.unknown_version`, `value.no_default`
 */
export async function versionAsked(
  { records }: Pick<Context, 'records'>,
  asked: WhichVersion,
  field: string,
): Promise<{ readonly definition: Definition; readonly version: Version }> {
  const definition =
    asked.definition === null
      ? await defaultDefinition(records, `${field}.definition`)
      : await definitionOf(records, asked.definition, `${field}.definition`);
  const { current, versions } = definition;
  const version =
    asked.version === undefined ? current : versions.find((one) => one.version === asked.version);
  if (version !== undefined) return { definition, version };
  throw new DomainError('value.unknown_version', {
    kind: 'not_found',
    field: `${field}.version`,
    expected: `a version from 1 to ${current.version}`,
    got: asked.version,
  });
}

function requirePeriod({ name }: Definition, version: Version, period: Period): void {
  if (version.period === period) return;
  throw new DomainError('value.other_period', {
    field: 'period',
    expected: `"${version.period}", as the definition “${name}” counts by ${version.period}`,
    got: period,
  });
}

/** What an answer says of it, as `activeSaidField` describes. */
export const activeSaid = ({ words, definition, warning }: Activity) => ({
  active: { words, definition, warning },
});
