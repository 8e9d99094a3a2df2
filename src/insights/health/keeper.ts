import { isDomainError } from '#src/basics/errors.ts';
import { knownDays, startOfDay } from '#src/customers/calendar/index.ts';
import {
  noteScoresPending,
  type Published,
  publishedScores,
  publishScores,
  type ScoreName,
  scoresFailed,
  type ToldScore,
} from '#src/customers/scores/index.ts';
import type { Unit } from '#src/customers/traits/index.ts';
import { hasNews, isOwnFault, type Keeper, type Kept, type News } from '#src/customers/upkeep/index.ts';
import { say } from '#src/customers/wording/index.ts';
import type { Template } from '#src/insights/health-measures/index.ts';
import { type HolderHealth, healthOf } from './judged.ts';
import { versionInForce } from './templates.ts';
import { dimensionName } from './words.ts';

const family = 'health';

/** Judging everybody takes a hundredth of the time, and is not done again before this. */
const [restOf, leastRestMs] = [100, 5 * 60_000];

/**
 * Publishes health as scores, so that segments and filters can ask for it: what the board says, for accounts and for
 * customers. Judged anew at local midnight, when a template was adopted, and some minutes after something arrived.
 */
export const scoresKeeper: Keeper = {
  name: 'scores',
  keep: async (kept, news) => {
    const published = await publishedScores(kept.records);
    for (const unit of ['account', 'customer'] as const) {
      if (kept.signal.aborted) return;
      const before = published.find((one) => one.unit === unit && one.family === family);
      const version = await versionInForce(kept.records, unit, kept.clock.now());
      const judgedBy = `${version}:${kept.workspace.layout}`;
      if (before === undefined || before.judgedBy !== judgedBy || isDue(kept, before, news))
        await judge(kept, unit, judgedBy);
      else if (!before.pending && hasNews(news)) await noteScoresPending(kept, before);
    }
  },
};

function isDue({ clock, workspace }: Kept, before: Published, news: News): boolean {
  const [now, tried] = [clock.now(), Date.parse(before.triedAt)];
  const midnight = startOfDay(knownDays(tried, workspace.timezone).current + 1, workspace.timezone);
  if (now >= midnight) return true;
  return (before.pending || hasNews(news)) && now >= tried + Math.max(leastRestMs, restOf * before.tookMs);
}

/** What cannot be judged says why; it is tried again as what was judged is. */
async function judge(kept: Kept, unit: Unit, judgedBy: string): Promise<void> {
  const began = kept.clock.now();
  const took = () => kept.clock.now() - began;
  try {
    const { all, adopted, frame } = await healthOf(kept, { unit, people: [], includeMarked: false });
    await publishScores(kept, {
      unit,
      family,
      scores: all.length === 0 ? [] : namesOf(adopted.template),
      at: frame.asOf,
      tookMs: took(),
      judgedBy,
      told: all.flatMap(toldOf),
    });
  } catch (error) {
    const fault = isDomainError(error) ? error.code : isOwnFault(error) ? 'scores.too_heavy' : undefined;
    if (fault === undefined) throw error;
    await scoresFailed(kept, { unit, family, scores: [], at: began, tookMs: took(), judgedBy }, fault);
  }
}

const health = say('Santé', 'Health');

const namesOf = ({ dimensions }: Template): ScoreName[] => [
  { score: family, name: health, number: true },
  ...dimensions.map((dimension) => {
    const { fr, en } = dimensionName(dimension);
    return {
      score: `${family}.${dimension.key}`,
      name: say(`${health.fr} : ${fr}`, `${health.en}: ${en}`),
      number: false,
    };
  }),
];

const toldOf = ({ holder: { key }, health: { score, colour, dimensions } }: HolderHealth): ToldScore[] => [
  { key, score: family, value: score, colour: colour ?? '' },
  ...dimensions.map((one) => ({
    key,
    score: `${family}.${one.key}`,
    value: null,
    colour: one.colour ?? '',
  })),
];
