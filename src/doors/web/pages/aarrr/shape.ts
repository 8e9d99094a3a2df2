import type { Board, BoardGroup, Stage } from '#src/insights/aarrr/index.ts';
import type { CsvCell } from '../../charts/csv.ts';
import type { ShareBar, ShareRow } from '../../charts/ShareRows.tsx';
import type { Whisker } from '../../charts/Whiskers.tsx';
import { valueSaid } from '../../ui/in-segment.ts';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';
import type { Apart } from './search.ts';

/** What is needed to say an answer. */
export interface Saying {
  readonly words: Words;
  readonly figures: Figures;
  readonly apart: Apart | undefined;
}

/** What a group is called. */
export function groupName(
  { kind, value }: BoardGroup['group'],
  { words: { t }, figures, apart }: Saying,
): string {
  if (kind === 'period' && value !== null && apart?.by === 'period')
    return figures.day(value, apart.period === 'month' ? 'month' : 'short');
  if (kind === 'value') return valueSaid(value, { t });
  return t(kind === 'others' ? 'aarrr.others' : kind === 'missing' ? 'aarrr.missing' : 'aarrr.all');
}

export const groupKey = ({ kind, value }: BoardGroup['group']): string => `${kind}/${value ?? ''}`;

/** What stands over the columns of the table; the days of the worth are those it was added up over. */
export const headsOf = (
  { total, worthDays }: Pick<Board, 'total' | 'worthDays'>,
  { words: { t } }: Saying,
): string[] => [
  t('aarrr.group'),
  t('aarrr.customers'),
  ...total.stages
    .filter(({ stage }) => stage !== 'acquisition')
    .flatMap(({ stage }) => [t(`aarrr.stage.${stage}`), t('csv.part')]),
  ...(worthDays === null ? [] : [t('aarrr.worth', { days: worthDays })]),
];

/** As many groups as have a colour. */
export const mostDrawn = 6;

/** The groups that are drawn: all together, the first ones, or the latest periods. */
const drawnGroups = (
  { total, groups }: Pick<Board, 'total' | 'groups'>,
  most: number,
): readonly BoardGroup[] =>
  groups.length === 0
    ? [total]
    : groups[0]?.group.kind === 'period'
      ? groups.slice(-most)
      : groups.slice(0, most);

const shareSaid = ({ reached }: Stage, { words: { t }, figures }: Saying): string =>
  reached.share.known ? figures.share(reached.share.value, 1) : t('aarrr.unknown');

/** A row per stage, a bar per group; of all together no bar for acquisition, which is everybody. */
export const drawnRows = (
  board: Pick<Board, 'total' | 'groups'>,
  saying: Saying,
  most: number = mostDrawn,
): ShareRow[] =>
  board.total.stages
    .filter(({ stage }) => stage !== 'acquisition' || board.groups.length > 0)
    .map(({ stage }) => ({
      id: stage,
      name: saying.words.t(`aarrr.stage.${stage}`),
      bars: drawnGroups(board, most).flatMap((group, at): ShareBar[] => {
        const own = group.stages.find((one) => one.stage === stage);
        if (own === undefined) return [];
        const { share, low, high, hits, total } = own.reached;
        const counts = saying.words.t('aarrr.bar', {
          count: saying.figures.count(hits),
          of: saying.figures.count(total),
        });
        const value = `${shareSaid(own, saying)}${share.known ? ` (${counts})` : ''}`;
        const name = board.groups.length === 0 ? undefined : groupName(group.group, saying);
        return [
          {
            id: groupKey(group.group),
            share: share.known ? share.value : null,
            low: stage === 'acquisition' ? null : low,
            high: stage === 'acquisition' ? null : high,
            text: name === undefined ? value : saying.words.t('shell.pair', { name, value }),
            kind: at,
            running: own.state === 'running',
            few: total < 30,
          },
        ];
      }),
    }));

/** How the groups differ from the others together in activation. */
export const whiskersOf = ({ groups }: Pick<Board, 'groups'>, saying: Saying): Whisker[] =>
  groups.flatMap((group) => {
    const against = group.stages.find(({ stage }) => stage === 'activation')?.against;
    if (!against) return [];
    const { difference, low, high, verdict } = against;
    return [
      {
        id: groupKey(group.group),
        label: groupName(group.group, saying),
        value: difference,
        low,
        high,
        sure: verdict === 'different',
      },
    ];
  });

/** The answer as rows of a file; shares are 0–1. */
export function boardCsv({ total, groups }: Board, saying: Saying): CsvCell[][] {
  const { t } = saying.words;
  const head = [
    t('aarrr.group'),
    t('funnels.step'),
    t('csv.state'),
    t('aarrr.which.judged'),
    t('aarrr.which.reached'),
    t('csv.part'),
    t('csv.low'),
    t('csv.high'),
    t('aarrr.p'),
  ];
  const rows = [total, ...groups].flatMap((group) =>
    group.stages.map((stage): CsvCell[] => [
      groupName(group.group, saying),
      t(`aarrr.stage.${stage.stage}`),
      t(`csv.state.${stage.state}`),
      stage.reached.total,
      stage.reached.hits,
      stage.reached.share.known ? stage.reached.share.value : null,
      stage.reached.low,
      stage.reached.high,
      stage.against?.correctedP ?? null,
    ]),
  );
  return [head, ...rows];
}
