import { DomainError } from '#src/basics/errors.ts';
import { type DayNumber, dayNumber, periodOf, widestShift } from '#src/customers/calendar/index.ts';
import type { Deed, EventMatch } from '#src/customers/event-match/index.ts';
import {
  daysAsked,
  type Engines,
  type Frame,
  framed,
  requireFewPeriods,
} from '#src/customers/frame/index.ts';
import { eventOfDeed, settledDeed } from '#src/customers/value/index.ts';
import type { Exclusion, FunnelQuestion, FunnelStep, SettledFunnel, SettledStep, Span } from './ask.ts';

/** A funnel question with its circumstances settled. */
export interface Plan extends Frame {
  readonly ask: SettledFunnel;
  /** Local days on which one may enter, both included, as far as they have begun; from > to where none has. */
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly windowMs: number;
  /** Longest time from the step before, one per step. */
  readonly withinMs: readonly (number | null)[];
  /** Times are counted from here: before every event that is read. Epoch milliseconds. */
  readonly base: number;
  /** Only people who may have got to the second step are read: the others are counted from bitmaps (`stayed.ts`). */
  readonly furtherOnly?: true;
}

const lengths = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
const dayMs = 86_400_000;

/** A window longer than this asks for paths, not for a funnel. */
const longestWindow = 731 * dayMs;

/** How long a span is in milliseconds. */
export const spanMs = ({ amount, of }: Span): number => amount * lengths[of];

/**
 * Settles a funnel question.
 *
 * @throws DomainError `funnels.impossible_window`, `funnels.impossible_exclusion`, `funnels.no_such_step`,
 * `insights.too_many_periods`, `insights.empty_range`, `insights.no_such_date`, those of `settledDeed` and `eventOfDeed`, and
 * those of the people's conditions
 */
export async function planned(context: Engines, ask: FunnelQuestion): Promise<Plan> {
  requireWindows(ask);
  for (const [at, exclusion] of ask.exclusions.entries()) requireExclusion(ask, exclusion, at);
  requireAttribution(ask);
  const frame = await framed(context, ask);
  const { from, to } = daysAsked(frame, ask);
  requirePeriods(frame, ask);
  return {
    ...frame,
    ask: await settledFunnel(context, ask),
    from,
    to,
    windowMs: spanMs(ask.window),
    withinMs: ask.steps.map(({ within }) => (within === null ? null : spanMs(within))),
    base: from * dayMs - widestShift,
  };
}

/**
 * Settles which events do the steps of a funnel: once for all that a question asks, as another default may be chosen
 * meanwhile.
 *
 * @throws DomainError those of `settledDeed` and `eventOfDeed`
 */
export async function settledFunnel(context: Engines, ask: FunnelQuestion): Promise<SettledFunnel> {
  const steps = await Promise.all(ask.steps.map((step, at) => settledStep(context, step, `steps[${at}]`)));
  return { ...ask, steps };
}

async function settledStep(
  context: Engines,
  step: FunnelQuestion['steps'][number],
  field: string,
): Promise<SettledStep> {
  if (!('value' in step)) return step;
  const deed = await settledDeed(context, step, field);
  const match = eventOfDeed(deed, field);
  return { ...match, within: step.within, ...('reached' in deed ? { valued: deed.reached } : {}) };
}

/** What a funnel's steps are that definitions of value name. */
export const valuedIn = ({ ask }: Plan): Deed[] =>
  ask.steps.flatMap(({ valued }) => (valued === undefined ? [] : [{ reached: valued }]));

function requireWindows({ steps, window, order }: FunnelQuestion): void {
  const whole = spanMs(window);
  if (whole > longestWindow) throw impossibleWindow('window', 'at most 731 days', window);
  steps.forEach(({ within }, at) => {
    if (within === null) return;
    const field = `steps[${at}].within`;
    if (at === 0) throw impossibleWindow(field, 'none: nothing comes before the first step', within);
    if (order === 'unordered') {
      throw impossibleWindow(field, 'none: steps in any order have no step before', within);
    }
    if (spanMs(within) > whole) {
      throw impossibleWindow(field, 'at most the window of the whole funnel', within);
    }
  });
}

const impossibleWindow = (field: string, expected: string, { amount, of }: Span): DomainError =>
  new DomainError('funnels.impossible_window', { field, expected, got: `${amount} ${of}` });

function requireExclusion({ steps, order }: FunnelQuestion, { from, to }: Exclusion, at: number): void {
  const refuse = (expected: string): never => {
    throw new DomainError('funnels.impossible_exclusion', {
      field: `exclusions[${at}]`,
      expected,
      got: `between ${from} and ${to}`,
    });
  };
  if (order === 'strict') refuse('none: in strict order nothing happens between two steps');
  if (from >= to || to > steps.length) refuse(`two steps in order, of 1 to ${steps.length}`);
  if (order === 'unordered' && (from !== 1 || to !== steps.length)) {
    refuse(`the whole funnel, 1 to ${steps.length}: in any order there is nothing between two steps`);
  }
}

function requireAttribution({ steps, breakdown }: FunnelQuestion): void {
  if (typeof breakdown?.of === 'number' && breakdown.of > steps.length) {
    throw new DomainError('funnels.no_such_step', {
      kind: 'not_found',
      field: 'breakdown.of',
      expected: `a step from 1 to ${steps.length}`,
      got: breakdown.of,
    });
  }
}

function requirePeriods({ weekStart }: Frame, { from, to, trend }: FunnelQuestion): void {
  const at = (date: string, field: string) => periodOf(dayNumber(date, field), trend, weekStart);
  requireFewPeriods(at(to, 'to') - at(from, 'from') + 1, 'trend');
}

/** The periods of entry, first to last: their numbers. */
export function periodsOf({ ask, from, to, weekStart }: Plan): number[] {
  if (from > to) return [];
  const first = periodOf(from, ask.trend, weekStart);
  const last = periodOf(to, ask.trend, weekStart);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** Every way in which a step is done. */
export const waysOf = (step: FunnelStep): EventMatch[] => [step, ...(step.or ?? [])];

/** Steps that could both be served by one event: bear the same name, or one of them any. */
export const mayShare = (a: FunnelStep, b: FunnelStep): boolean =>
  waysOf(a).some((one) =>
    waysOf(b).some(({ event }) => one.event === null || event === null || one.event === event),
  );
