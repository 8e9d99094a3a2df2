import type { Engines } from '#src/customers/frame/index.ts';
import { periodNoun, say } from '#src/customers/wording/index.ts';
import { comparable, periodsOver, sharesBy, whichPeriod } from '#src/insights/comparable/index.ts';
import { type Behind, RatiosAsk, ShareAsk, StickinessAsk } from './ask.ts';
import { bucketsOf } from './buckets.ts';
import { bucketPlan, gridOf } from './grid.ts';
import { whoIs } from './people.ts';
import { ratiosOf } from './ratios.ts';
import { shareOf } from './share.ts';

const shareIn = (engines: Engines) =>
  sharesBy('stickiness.people', ({ behind }: { behind: Behind }) => whoIs(engines, behind));

/** So many numbers of buckets are compared. */
const mostRungs = 12;

/** Of those active in any bucket, those active in so many or more; the bucket that runs is left out. */
export const comparableBuckets = comparable({
  of: 'stickiness.grid',
  ask: StickinessAsk,
  headline: 'nearest_half',
  measure: async (context, asked) => {
    const over = bucketsOf(await bucketPlan(context, asked, 'quickest')).filter(
      ({ state }) => state === 'complete',
    );
    const last = over.at(-1);
    const ask = { ...asked, to: last?.to ?? asked.to };
    const { bars, customers, definition, unit } = await gridOf(context, ask);
    const share = shareIn(context);
    const behind = { kind: 'buckets', ask, which: 'at_least' } as const;
    const shares = rungs(over.length).map((buckets) =>
      share({
        key: `at_least_${buckets}_of_${over.length}`,
        name: bucketWords(ask, buckets, over.length),
        place: { at: buckets, date: null },
        hits: bars[buckets - 1]?.atLeast ?? 0,
        total: customers,
        hitsAsk: { behind: { ...behind, buckets } },
        totalAsk: { behind: { ...behind, buckets: 1 } },
      }),
    );
    return { unit, shares, definition };
  },
});

/** Numbers from 2 to the last, evenly apart. */
function rungs(last: number): number[] {
  const count = Math.min(mostRungs, last - 1);
  if (count < 2) return count < 1 ? [] : [2];
  return Array.from({ length: count }, (_, i) => Math.round(2 + (i * (last - 2)) / (count - 1)));
}

function bucketWords({ period, width }: StickinessAsk, least: number, all: number) {
  const noun = periodNoun(period);
  const plural = period === 'month' ? noun.fr : `${noun.fr}s`;
  return width === 1
    ? say(`actifs ${least} ${plural} ou plus sur ${all}`, `active in ${least} or more of ${all} ${noun.en}s`)
    : say(
        `actifs dans ${least} tranches de ${width} ${plural} ou plus, sur ${all}`,
        `active in ${least} or more of ${all} stretches of ${width} ${noun.en}s`,
      );
}

const spans = { daily: 1, weekly: 7, monthly: 30 } as const;

/** Of those active in the 7 or 30 days up to the last day that is over, those active on it: each once. */
export const comparableRatios = comparable({
  of: 'stickiness.ratios',
  ask: RatiosAsk,
  measure: async (context, asked, { dated }) => {
    const over = periodsOver(context, { ...asked, period: 'day' }, 1);
    const ask = { ...asked, ...(over && { from: over.from, to: over.to }) };
    const { rows, definition, unit } = await ratiosOf(context, ask);
    const row = over === undefined ? undefined : rows.at(-1);
    if (row === undefined) return { unit, shares: [], definition };
    const share = shareIn(context);
    const behind = (span: keyof typeof spans) => ({
      behind: { kind: 'ratio', ask, day: row.day, span } as const,
    });
    const when = whichPeriod(row.day, 'day', { dated, fromLast: 0 });
    const shares = (
      [
        ['daily', 'monthly'],
        ['weekly', 'monthly'],
        ['daily', 'weekly'],
      ] as const
    ).map(([short, long]) =>
      share({
        key: `${short}_of_${long}`,
        name:
          short === 'daily'
            ? say(
                `actifs ${when.fr}, parmi ceux des ${spans[long]} jours`,
                `active ${when.en}, of those of the ${spans[long]} days`,
              )
            : say(
                `actifs en 7 jours, parmi ceux des 30 jours, ${when.fr}`,
                `active within 7 days, of those of the 30 days, ${when.en}`,
              ),
        hits: row[short],
        total: row[long],
        hitsAsk: behind(short),
        totalAsk: behind(long),
      }),
    );
    return { unit, shares, definition };
  },
});

/** Of those known by the end of a period, those active in it: one share for each that is over, the latest first. */
export const comparableActiveShare = comparable({
  of: 'stickiness.share',
  ask: ShareAsk,
  measure: async (context, asked, { dated }) => {
    const over = periodsOver(context, asked);
    const ask = { ...asked, ...(over && { from: over.from, to: over.to }) };
    const { rows, definition, unit } = await shareOf(context, ask);
    const share = shareIn(context);
    const told = over === undefined ? [] : rows.toReversed();
    const shares = told.map(({ period, active, known }, fromLast) => {
      const behind = { kind: 'share', ask, period } as const;
      const when = whichPeriod(period, ask.period, { dated, fromLast });
      return share({
        key: `active_${fromLast + 1}`,
        name: say(`actifs ${when.fr}`, `active ${when.en}`),
        place: { at: -fromLast, date: dated ? period : null },
        hits: active,
        total: known,
        hitsAsk: { behind: { ...behind, which: 'active' } },
        totalAsk: { behind: { ...behind, which: 'known' } },
      });
    });
    return { unit, shares, definition };
  },
});
