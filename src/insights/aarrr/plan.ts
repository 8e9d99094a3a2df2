import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { type AskedMatch, requireKnown } from '#src/customers/event-match/index.ts';
import { type Frame, framed, type Words } from '#src/customers/frame/index.ts';
import { type ActiveReading, activeReading, activityOf } from '#src/customers/value/index.ts';
import { definitionOf, type Rule, ruleWords, versionOf } from '#src/insights/aha/index.ts';
import { type Grouping, groupingOf, type Newcomers, newcomersAsked } from '#src/insights/newcomers/index.ts';
import { periodsWords } from './activation-words.ts';
import type { Board, BoardAsk } from './ask.ts';

/** When newcomers are activated, settled. */
export type Activated =
  | { readonly kind: 'times'; readonly rule: Rule }
  | {
      readonly kind: 'periods';
      readonly reading: ActiveReading;
      readonly period: Period;
      readonly periods: number;
    };
type Period = BoardAsk['retention']['period'];

/** A question with its circumstances settled. */
export interface Plan {
  readonly ask: BoardAsk;
  readonly frame: Frame;
  readonly newcomers: Newcomers;
  readonly grouping: Grouping;
  /** The last local day of the range as asked, though it may not have begun. */
  readonly until: number;
  readonly activated: Activated;
  readonly activation: Board['activation'];
  /** What counts as active in the period of the retention. */
  readonly active: { readonly reading: ActiveReading; readonly words: Words };
}

/**
 * Settles a question.
 *
 * @throws DomainError `aha.unknown`, `aha.unknown_version`, `value.unknown`, `value.no_default`, `value.other_period`,
 * `insights.unknown_event`, `insights.unknown_property`, `insights.empty_range`, `insights.no_such_date`, those of the
 * people's conditions
 */
export async function planned(context: Context, ask: BoardAsk): Promise<Plan> {
  const frame = await framed(context, ask);
  const newcomers = newcomersAsked(frame, ask);
  await requireKnown(context, matchesOf(ask));
  const { activeBy, period } = ask.retention;
  const activity = await activityOf(context, activeBy, period);
  const active = { reading: await activeReading(context, frame, activity), words: activity.words };
  const grouping = await groupingOf(context, frame, newcomers, ask.apart);
  const until = Date.parse(`${ask.to}T00:00:00Z`) / 86_400_000;
  return { ask, frame, newcomers, grouping, until, active, ...(await activatedBy(context, frame, ask)) };
}

function matchesOf({ start, activation, revenue, referral, apart }: BoardAsk): AskedMatch[] {
  const told = apart.by === 'start_property' ? [apart.name] : [];
  return [
    { field: 'start', match: start, properties: told },
    ...(activation.by === 'event' ? [{ field: 'activation.match', match: activation.match }] : []),
    ...(revenue === null
      ? []
      : [
          {
            field: 'revenue',
            match: revenue.match,
            quantities: revenue.property === null ? [] : [revenue.property],
          },
        ]),
    ...(referral === null ? [] : [{ field: 'referral.match', match: referral.match }]),
  ];
}

async function activatedBy(
  context: Context,
  frame: Frame,
  { start, activation }: BoardAsk,
): Promise<Pick<Plan, 'activated' | 'activation'>> {
  if (activation.by === 'event') {
    const { match, times, days } = activation;
    const rule = { start, match, times, days };
    return { activated: { kind: 'times', rule }, activation: { words: ruleWords(rule), definition: null } };
  }
  if (activation.by === 'aha') {
    const definition = await definitionOf(context.records, activation.definition);
    const { version, match, times, days } = versionOf(definition, activation.version);
    const rule = { start, match, times, days };
    return {
      activated: { kind: 'times', rule },
      activation: {
        words: ruleWords(rule),
        definition: { id: definition.id, name: definition.name, version },
      },
    };
  }
  const { period, periods, definition, version } = activation;
  const by = { by: 'value' as const, definition, ...(version === undefined ? {} : { version }) };
  const activity = await activityOf(context, by, period);
  const found = activity.definition;
  if (found === null) throw new Error('a definition of value without its name');
  return {
    activated: { kind: 'periods', reading: await activeReading(context, frame, activity), period, periods },
    activation: {
      words: periodsWords(activity.words, period, periods),
      definition: { id: found.id, name: found.name, version: found.version },
    },
  };
}

/** Days that a period lasts at least. */
const shortest = { day: 1, week: 7, month: 28 } as const;

/** Whether all days of the activation lie before the period of the retention, whoever began when. */
export function activationComesFirst({ ask: { retention }, activated }: Plan): boolean {
  const { period, nth } = retention;
  // Somebody may begin on the last day of a period: the first one after it begins on the next day.
  const begins = 1 + (nth - 1) * shortest[period];
  if (activated.kind === 'times') return activated.rule.days <= begins;
  return activated.period === period && activated.periods <= nth;
}

/** @throws DomainError `aarrr.no_such_stage` for a stage that is not asked for */
export function requireStage({ revenue, referral }: BoardAsk, stage: string): void {
  if ((stage !== 'revenue' || revenue !== null) && (stage !== 'referral' || referral !== null)) return;
  throw new DomainError('aarrr.no_such_stage', {
    kind: 'not_found',
    field: 'stage',
    expected: 'a stage that the question asks for',
    got: stage,
  });
}
