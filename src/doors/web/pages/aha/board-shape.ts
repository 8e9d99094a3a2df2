import type { AhaDefinition, Board, Progress, Rate, RateCell } from '#src/insights/aha/index.ts';
import type { CsvCell } from '../../charts/csv.ts';
import type { CurveLine } from '../../charts/curve-option.ts';
import type { Whisker } from '../../charts/Whiskers.tsx';
import { periodLabel } from '../../ui/dates.ts';
import { valueSaid } from '../../ui/in-segment.ts';
import type { Saying } from './shape.ts';

export type Channel = NonNullable<AhaDefinition['channel']>;
export type Newcomer = Progress['people'][number];

/** By what channels are told apart, as a menu holds it: « trait:canal ». */
export const channelText = (channel: Channel | null): string | null =>
  channel === null ? null : `${channel.by}:${channel.name}`;

/** The same read back; null for anything else. */
export function channelIn(text: string | null | undefined): Channel | null {
  const at = text?.indexOf(':') ?? -1;
  const [by, name] = [text?.slice(0, at), text?.slice(at + 1)];
  return at > 0 && name && (by === 'trait' || by === 'start_property') ? { by, name } : null;
}

/** A channel suggested where a definition names none: a trait that is called like one. */
export const likelyChannel = (traits: readonly string[]): Channel | null => {
  const name = traits.find((trait) => /^(canal|channel|source|utm_source|acquisition)/i.test(trait));
  return name === undefined ? null : { by: 'trait', name };
};

/** A group of newcomers by its name: a week, a value, others, none. */
export function groupSaid({ group }: Pick<RateCell, 'group'>, { words, figures }: Saying): string {
  const { t } = words;
  if (group.kind === 'period' && group.value !== null)
    return periodLabel(group.value, 'week', words, figures);
  if (group.kind === 'others') return t('ask.others');
  if (group.kind === 'missing') return t('ask.missing');
  return group.value === null ? t('ask.all_together') : valueSaid(group.value, words);
}

/** The share that reached it, week by week of the start; what still runs is dashed. */
export function trendLine(trend: Board['trend'], { words, figures }: Saying): CurveLine {
  return {
    id: 'reached',
    name: words.t('aha.share_reached'),
    kind: 0,
    points: trend.map(({ share, state, reached, eligible, open }) => ({
      share: share.known ? share.value.share : null,
      low: share.known && state === 'complete' ? share.value.interval.low : null,
      high: share.known && state === 'complete' ? share.value.interval.high : null,
      running: state === 'running',
      note: `, ${figures.count(reached)} / ${figures.count(eligible)}${
        state === 'running' ? `, ${words.t('aha.still_open', { count: open })}` : ''
      }`,
    })),
  };
}

/** Channels against all others, weakest first. */
export const channelWhiskers = (groups: Rate['groups'], saying: Saying): Whisker[] =>
  weakestFirst(groups).flatMap((cell) => {
    const { against } = cell;
    if (against === null) return [];
    const { difference, interval, verdict } = against;
    return [
      {
        id: `${cell.group.kind}/${cell.group.value}`,
        label: groupSaid(cell, saying),
        value: difference,
        ...interval,
        sure: verdict === 'different',
      },
    ];
  });

const shareIn = ({ share }: RateCell): number => (share.known ? share.value.share : 2);

/** Groups in the order in which one acts on them; those of whom nothing is known at the end. */
export const weakestFirst = (groups: readonly RateCell[]): RateCell[] =>
  groups.toSorted((one, other) => shareIn(one) - shareIn(other));

export const statuses = ['on_track', 'late', 'lost', 'reached'] as const;
export type StatusShown = (typeof statuses)[number];

/** How many newcomers stand so. */
export const standingSo = (
  { onTrack, late, lost, reached }: Progress['totals'],
  status: StatusShown,
): number => ({ on_track: onTrack, late, lost, reached })[status];

/** How far somebody is: shares of what is needed that are done, and that a steady pace would have brought. */
export function wayOf(
  { times, expected }: Pick<Newcomer, 'times' | 'expected'>,
  needed: number,
): { done: number; pace: number } {
  return { done: Math.min(1, times / needed), pace: Math.min(1, expected / needed) };
}

/** « 37/100, 4 jours » */
export function progressSaid(
  { times, status, daysLeft, ahaReachedAt }: Newcomer,
  needed: number,
  { timezone, saying: { words, figures } }: { readonly timezone: string; readonly saying: Saying },
): string {
  const { t } = words;
  const done = t('aha.done_of', { times: figures.count(times), needed: figures.count(needed) });
  if (status === 'reached' && ahaReachedAt !== null)
    return t('aha.reached_on', { done, date: figures.moment(ahaReachedAt, timezone) });
  return status === 'lost' ? done : t('aha.days_left', { done, days: daysLeft });
}

/** Every week and channel as a row of a file. Shares are 0–1. */
export function boardCsv(
  { rate, trend }: Pick<Board, 'rate' | 'trend'>,
  channels: readonly RateCell[],
  saying: Saying,
): CsvCell[][] {
  const { t } = saying.words;
  return [
    [
      t('aha.cohort'),
      t('aha.started'),
      t('aha.eligible'),
      t('aha.reached'),
      t('aha.share_reached'),
      t('csv.low'),
      t('csv.high'),
      t('aha.open'),
      t('aha.so_far'),
    ],
    ...[rate, ...trend, ...channels].map((cell): CsvCell[] => [
      groupSaid(cell, saying),
      cell.started,
      cell.eligible,
      cell.reached,
      ...(cell.share.known
        ? [cell.share.value.share, cell.share.value.interval.low, cell.share.value.interval.high]
        : [null, null, null]),
      cell.open,
      cell.soFar,
    ]),
  ];
}
