import { type Engines, saidOf } from '#src/customers/frame/index.ts';
import {
  dayAt,
  type Health,
  type Holder,
  holderNamed,
  judgingAt,
  Reading,
  rulesOf,
  type Template,
} from '#src/insights/health-measures/index.ts';
import type { OfAnswer, OfAsk } from './ask.ts';
import { namedIn, tellingRows } from './board.ts';
import { type Ground, groundOf, healthBy } from './judged.ts';
import { changeWords, definitionOf, judgedFigure, oneVerdict, scoreWords } from './words.ts';

/**
 * One holder's health: what is behind it, week by week, and why it changed.
 *
 * @throws DomainError `health.unknown_holder`, those of `groundOf`
 */
export async function oneOf(engines: Engines, ask: OfAsk): Promise<OfAnswer> {
  const ground = await groundOf(engines, ask);
  const { frame, adopted, among } = ground;
  const holder = holderNamed(ground.known.holders, frame.unit, ask.holder);
  const whole = ground.holders.includes(holder)
    ? ground
    : { ...ground, holders: [...ground.holders, holder] };
  const [all = []] = await healthBy(engines, whole, [adopted.template]);
  const own = all.find((one) => one.holder === holder);
  if (own === undefined) throw new Error('who was asked for is not judged');
  const people = await namedIn(engines, ground, [own]);
  const { health } = own;
  const path = await trajectoryOf(engines, ground, { holder, weeks: ask.weeks });
  return {
    template: adopted,
    among,
    row: tellingRows(adopted.template, all)(own, people.get(holder.key)),
    features: health.dimensions.flatMap(({ features }) => [...features]),
    contracts: health.held.map(({ contract, offer, seats, state, once, monthly, startsAt }) => ({
      contract,
      offer,
      seats,
      state,
      once,
      monthly,
      startsAt: new Date(startsAt).toISOString(),
    })),
    trajectory: path.map((point) => pointTold(adopted.template, point)),
    changes: changesIn(adopted.template, path),
    verdict: oneVerdict(adopted.template, health),
    definition: definitionOf(adopted.template, frame),
    ...saidOf(frame, ask),
  };
}

interface PointHealth {
  readonly at: number;
  readonly health: Health;
}

/**
 * A holder's health at the question's instant and at the same time of the weeks before it, oldest first: by what is
 * known now of then, and by the rules of the question.
 */
async function trajectoryOf(
  engines: Engines,
  { frame, known, adopted }: Ground,
  { holder, weeks }: { readonly holder: Holder; readonly weeks: number },
): Promise<PointHealth[]> {
  const at = Array.from({ length: weeks }, (_, i) => dayAt(frame.asOf, -7 * (weeks - 1 - i), frame.zone));
  const reading = new Reading();
  const rules = rulesOf(adopted.template, known, reading);
  const judge = await judgingAt(
    engines,
    { frame, known, reading, rules },
    { kind: 'one', key: holder.key, at },
  );
  return at.map((instant, place) => ({ at: instant, health: judge(holder, place) }));
}

const iso = (at: number): string => new Date(at).toISOString();

const pointTold = (
  { dimensions }: Template,
  { at, health }: PointHealth,
): OfAnswer['trajectory'][number] => ({
  at: iso(at),
  score: health.score,
  colour: health.colour,
  coverage: health.coverage,
  dimensions: dimensions.flatMap((dimension, i) => {
    const told = health.dimensions[i];
    return told === undefined
      ? []
      : [{ key: dimension.key, colour: told.colour, figure: judgedFigure(dimension, told) }];
  }),
});

/** Each change of colour with its reason, latest first. */
function changesIn({ dimensions }: Template, path: readonly PointHealth[]): OfAnswer['changes'] {
  const changes = path.flatMap(({ at, health }, i) => {
    const before = path[i - 1]?.health;
    if (before === undefined) return [];
    const own = dimensions.flatMap((dimension, d) => {
      const [was, is] = [before.dimensions[d], health.dimensions[d]];
      if (was === undefined || is === undefined || was.colour === is.colour) return [];
      return [
        {
          at: iso(at),
          key: dimension.key,
          from: was.colour,
          to: is.colour,
          why: changeWords(dimension, was, is),
        },
      ];
    });
    if (before.colour === health.colour) return own;
    const why = scoreWords(dimensions, before, health);
    return [{ at: iso(at), key: null, from: before.colour, to: health.colour, why }, ...own];
  });
  return changes.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}
