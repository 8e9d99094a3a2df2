import type { GroupsCompared } from '#src/insights/groups/index.ts';
import type { CsvCell } from '../../charts/csv.ts';
import type { CurveLine } from '../../charts/curve-option.ts';
import type { ShareRow } from '../../charts/ShareRows.tsx';
import type { Catalogue } from '../../ui/catalogue.ts';
import type { ComparedQuestion, GroupArm } from '../../ui/comparable.ts';
import { addDays, daysBetween, isWholeMonths, type PeriodName } from '../../ui/dates.ts';
import type { Figures } from '../../words/figures.ts';
import type { Word, Words } from '../../words/index.ts';

export interface Saying {
  readonly words: Words;
  readonly figures: Figures;
}

export type ComparedFigure = GroupsCompared['figures'][number];

/** How a group is called before it is asked. */
export function armName(arm: GroupArm, { lists }: Pick<Catalogue, 'lists'>, figures: Figures): string {
  if (arm.kind === 'range') return rangeName(arm, figures);
  if (arm.kind === 'people') return arm.name;
  return lists.find(({ id }) => id === arm.list)?.name ?? arm.list;
}

/** Dates as a name, which stands beside other names. */
function rangeName({ from, to }: DateRange, figures: Figures): string {
  const style = isWholeMonths(from, to) ? 'month' : 'long';
  const [first, last] = [figures.day(from, style), figures.day(to, style)];
  return first === last ? first : `${first} – ${last}`;
}

/** The range of a question, and the one just before it, as long; undefined for questions without dates. */
export function rangesOf({ ask }: ComparedQuestion): { own: DateRange; before: DateRange } | undefined {
  const { from, to } = ask as { from?: string; to?: string };
  if (from === undefined || to === undefined) return undefined;
  const days = daysBetween(from, to) + 1;
  return { own: { from, to }, before: { from: addDays(from, -days), to: addDays(from, -1) } };
}

interface DateRange {
  readonly from: string;
  readonly to: string;
}

/** Figures that stand on one scale, in its order; empty where they do not. */
export function figuresInLine({ figures }: GroupsCompared): ComparedFigure[] {
  const placed = figures.filter(({ place }) => place !== null);
  if (placed.length < 3 || placed.length < figures.length) return [];
  return placed.toSorted((a, b) => (a.place?.at ?? 0) - (b.place?.at ?? 0));
}

const few = 30;
const mostLines = 6;

/** One line per group over the figures. */
export const linesOf = (
  { arms }: GroupsCompared,
  inLine: readonly ComparedFigure[],
  { words, figures }: Saying,
): CurveLine[] =>
  arms.map(({ name }, arm) => ({
    id: String(arm),
    name: words.said(name),
    kind: arm < mostLines ? arm : 'others',
    points: inLine.map(({ groups }) => {
      const group = groups[arm];
      return {
        share: group?.share.known ? group.share.value : null,
        low: group?.low ?? null,
        high: group?.high ?? null,
        note: `, ${figures.count(group?.hits ?? 0)} / ${figures.count(group?.total ?? 0)}`,
      };
    }),
  }));

/** The periods of a scale of dates, each by its first day; none of another scale. */
export const datesOf = (inLine: readonly ComparedFigure[]): { period: string }[] =>
  inLine.flatMap(({ place }) => (place?.date ? [{ period: place.date }] : []));

/** How long the periods of a scale of dates are. */
export function periodOf({ of, ask }: ComparedQuestion): PeriodName {
  const period = 'period' in ask ? ask.period : undefined;
  return period ?? (of === 'stickiness.share' ? 'month' : of === 'stickiness.ratios' ? 'day' : 'week');
}

/** Names of the places on the scale. */
export function columnsOf(
  inLine: readonly ComparedFigure[],
  question: ComparedQuestion,
  figures: Figures,
): string[] {
  const byMonth = periodOf(question) === 'month';
  return inLine.map(({ place }) =>
    place?.date ? figures.day(place.date, byMonth ? 'tiny-month' : 'tiny') : figures.decimal(place?.at ?? 0),
  );
}

/** What the places of the scale are. */
export function axisOf(of: ComparedQuestion['of'], [first]: readonly ComparedFigure[]): Word {
  if (of === 'stickiness.grid') return 'groups.axis.buckets';
  if (of === 'time-to-value.curve' || of === 'survival.contracts') return 'groups.axis.days';
  return first?.place?.date ? 'groups.axis.periods' : 'groups.axis.back';
}

/** One bar per group for one figure. */
export const barsOf = (
  { arms }: GroupsCompared,
  { groups }: ComparedFigure,
  { words, figures }: Saying,
): ShareRow[] =>
  arms.map(({ name }, arm) => {
    const group = groups[arm];
    const of = words.t('groups.of_total', {
      hits: figures.count(group?.hits ?? 0),
      total: figures.count(group?.total ?? 0),
    });
    return {
      id: String(arm),
      name: words.said(name),
      bars: [
        {
          id: 'hits',
          share: group?.share.known ? group.share.value : null,
          low: group?.low ?? null,
          high: group?.high ?? null,
          text: group?.share.known ? `${figures.share(group.share.value, 1)} (${of})` : of,
          kind: arm % mostLines,
          few: (group?.total ?? 0) < few,
        },
      ],
    };
  });

/** Every share of every group, then every difference of the figures. */
export function comparedCsv({ arms, figures: all, pairs }: GroupsCompared, { words }: Saying): CsvCell[][] {
  const { t, said } = words;
  const shares = all.flatMap(({ name, groups }) =>
    groups.map(({ hits, total, share, low, high }, arm) => [
      said(name),
      said(arms[arm]?.name ?? name),
      hits,
      total,
      share.known ? share.value : null,
      low,
      high,
    ]),
  );
  const nameOf = (arm: number) => said(arms[arm]?.name ?? { fr: '', en: '' });
  const differences = pairs.flatMap(({ first, second, cells }) =>
    cells.map(({ difference, low, high, correctedP, neededPerGroup, verdict }, i) => [
      said(all[i]?.name ?? { fr: '', en: '' }),
      nameOf(first),
      nameOf(second),
      difference.known ? difference.value : null,
      low,
      high,
      correctedP.known ? correctedP.value : null,
      neededPerGroup,
      t(`compare.verdict.${verdict}`),
    ]),
  );
  const head = (...columns: Word[]) => columns.map((column) => t(column));
  return [
    head(
      'groups.figure',
      'groups.csv.group',
      'groups.csv.hits',
      'groups.csv.total',
      'groups.csv.share',
      'groups.csv.low',
      'groups.csv.high',
    ),
    ...shares,
    [],
    head(
      'groups.figure',
      'groups.csv.first',
      'groups.csv.second',
      'compare.difference',
      'groups.csv.low',
      'groups.csv.high',
      'compare.p',
      'groups.csv.needed',
      'groups.csv.verdict',
    ),
    ...differences,
  ];
}
