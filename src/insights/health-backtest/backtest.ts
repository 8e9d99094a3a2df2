import { dateText, knownDays } from '#src/customers/calendar/index.ts';
import { type Engines, type Frame, framed, saidOf, toldShare } from '#src/customers/frame/index.ts';
import { type AdoptedTemplate, templateAt } from '#src/insights/health/index.ts';
import {
  countsOf,
  dayAt,
  type Health,
  type Holder,
  judgingAt,
  knownFacts,
  Reading,
  rulesOf,
  type Targets,
} from '#src/insights/health-measures/index.ts';
import { newcombe } from '#src/maths/intervals/index.ts';
import type { Alarm, BacktestAnswer, BacktestAsk } from './ask.ts';
import { type Cases, casesOf } from './lives.ts';
import { definitionOf, verdictOf } from './words.ts';

/** One who left or stayed, as an alarm of then would have had it: null where too little was known. */
export interface JudgedCase {
  readonly holder: Holder;
  readonly left: boolean;
  readonly any: boolean | null;
  readonly overall: boolean | null;
  /** Days without any event then; null where none ever came before. */
  readonly silent: number | null;
}

interface Judged {
  readonly frame: Frame;
  readonly adopted: AdoptedTemplate;
  readonly cases: Cases;
  readonly judged: readonly JudgedCase[];
}

/**
 * Whether health would have told who leaves: by what is known now of then, and by the rules of now.
 *
 * @throws DomainError `health.unknown_version`, `health.too_many`, those of the frame and of the people's conditions
 */
export async function backtestOf(engines: Engines, ask: BacktestAsk): Promise<BacktestAnswer> {
  const { frame, adopted, cases, judged } = await judgedCases(engines, ask);
  const any = alarmBy(judged, ({ any }) => any);
  const recency = recencyBeside(judged, any.right.alarms);
  const { left, stayed, neutral, notThere } = cases;
  const said = {
    left,
    stayed,
    neutral,
    notThere,
    any,
    overall: alarmBy(judged, ({ overall }) => overall),
    recency,
  };
  const first = dayAt(frame.asOf, -ask.over, frame.zone);
  return {
    template: adopted,
    from: dateText(knownDays(first, frame.zone).current),
    ...said,
    verdict: verdictOf(frame.unit, ask.days, said),
    definition: definitionOf(ask),
    ...saidOf(frame, ask),
  };
}

const anything = { event: null, where: [] };

/** Everyone who left or stayed, judged as of then. */
export async function judgedCases(engines: Engines, ask: BacktestAsk): Promise<Judged> {
  const frame = await framed(engines, ask);
  const [known, adopted] = await Promise.all([
    knownFacts(engines, frame),
    templateAt(engines.records, frame.unit, { asOf: frame.asOf, version: ask.version }),
  ]);
  const cases = casesOf(known, frame, ask);
  const targets = targetsOf(cases);
  const reading = new Reading();
  const rules = rulesOf(adopted.template, known, reading);
  const silence = new Reading();
  silence.add({ what: 'last', match: anything, window: { days: 1, before: false } });
  const judge = await judgingAt(engines, { frame, known, reading, rules }, targets);
  const last = await countsOf(engines, frame, silence, targets);
  const judged = cases.cases.map(({ holder, left, at }, i) => {
    const place = targets.places[i] ?? 0;
    const health = judge(holder, place);
    const [seen = 0] = last(holder.key, place) ?? [];
    return { holder, left, ...redIn(health), silent: seen === 0 ? null : (at - seen) / 86_400_000 };
  });
  return { frame, adopted, cases, judged };
}

function targetsOf({ cases }: Cases): Extract<Targets, { kind: 'each' }> {
  const at = [...new Set(cases.map((one) => one.at))].sort((a, b) => a - b);
  const placeOf = new Map(at.map((instant, place) => [instant, place]));
  return {
    kind: 'each',
    keys: cases.map(({ holder }) => holder.key),
    places: cases.map((one) => placeOf.get(one.at) ?? 0),
    at,
  };
}

const redIn = ({ dimensions, red, colour }: Health): Pick<JudgedCase, 'any' | 'overall'> => ({
  any: dimensions.every((one) => one.colour === null) ? null : red.length > 0,
  overall: colour === null ? null : colour === 'red',
});

/** What an alarm would have told of leavers and stayers. */
function alarmBy(judged: readonly JudgedCase[], alarm: (one: JudgedCase) => boolean | null): Alarm {
  const group = (left: boolean) => {
    const told = judged.filter((one) => one.left === left).map(alarm);
    const [red, unknown] = [true, null].map((value) => told.filter((one) => one === value).length);
    const total = told.length - (unknown ?? 0);
    return { judged: total, red: red ?? 0, unknown: unknown ?? 0, ...toldShare({ hits: red ?? 0, total }) };
  };
  const [leavers, stayers] = [group(true), group(false)];
  const alarms = leavers.red + stayers.red;
  const of = ({ red, judged: total }: typeof leavers) => ({ hits: red, total });
  const both = leavers.judged > 0 && stayers.judged > 0;
  return {
    leavers,
    stayers,
    right: { alarms, left: leavers.red, ...toldShare({ hits: leavers.red, total: alarms }) },
    baseRate: toldShare({ hits: leavers.judged, total: leavers.judged + stayers.judged }),
    difference: both ? differenceOf(of(leavers), of(stayers)) : null,
  };
}

function differenceOf(a: { hits: number; total: number }, b: { hits: number; total: number }) {
  const { low, high } = newcombe(a, b);
  return { value: a.hits / a.total - b.hits / b.total, low, high };
}

/**
 * The longest silences, as many alarms as red dimensions gave (more where the last are alike): what it is worth to look at
 * nothing else. Null where there were no alarms, or nobody's silence is known.
 */
function recencyBeside(judged: readonly JudgedCase[], alarms: number): BacktestAnswer['recency'] {
  const silences = judged
    .flatMap(({ any, silent }) => (any === null || silent === null ? [] : [silent]))
    .sort((a, b) => b - a);
  const least = silences[alarms - 1] ?? silences.at(-1);
  if (alarms === 0 || least === undefined) return null;
  const alarm = alarmBy(judged, ({ any, silent }) =>
    any === null || silent === null ? null : silent >= least,
  );
  return { days: least, alarm };
}
