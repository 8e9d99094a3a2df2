import { type ComponentType, useMemo } from 'react';
import type { Asked, OperationName } from '../../asked.ts';
import { Columns } from '../../charts/Columns.tsx';
import { recordOf } from '../../ui/address.ts';
import { useFigures, useWords, type Words } from '../../words/index.ts';
import { Chart as AarrrChart } from '../aarrr/Chart.tsx';
import { Chart as AcquisitionChart } from '../acquisition/Chart.tsx';
import { drawable } from '../acquisition/shape.ts';
import { Chart as AdoptionChart } from '../adoption/Chart.tsx';
import { CurveChart } from '../aha/CurveChart.tsx';
import { Trend as AhaTrend } from '../aha/Trend.tsx';
import { Chart as GroupsChart } from '../compare/Chart.tsx';
import { Chart as ContractsChart } from '../contract-retention/Chart.tsx';
import { chartSaid, columnsOf, drawnSteps } from '../funnels/shape.ts';
import { Chart as HabitChart } from '../habit/Chart.tsx';
import { Tallies } from '../health/Tallies.tsx';
import { SmallMap } from '../journey-map/SmallMap.tsx';
import { Chart as LifecycleChart } from '../lifecycle/Chart.tsx';
import { Chart as MissionsChart } from '../missions/Chart.tsx';
import { Chart as PathChart } from '../paths/Chart.tsx';
import { PhaseColumns } from '../phases/PhaseColumns.tsx';
import { Curve } from '../retention/Curve.tsx';
import { seriesOf as retentionSeries } from '../retention/shape.ts';
import { Chart as RevenueChart } from '../revenue/Movements.tsx';
import { SeasonColumns } from '../seasons/SeasonColumns.tsx';
import { SizeColumns, useHistorySaid } from '../segments/HistoryPart.tsx';
import { Chart as SoughtChart } from '../sought/Chart.tsx';
import { Ratios } from '../step-failure/Result.tsx';
import { Chart as StickinessChart } from '../stickiness/Chart.tsx';
import { Chart as SurvivalChart } from '../survival/Chart.tsx';
import { ChurnTable } from '../survival/Churn.tsx';
import { curveVerdict } from '../survival/curves.ts';
import { shownHorizon, Chart as WaitChart } from '../time-to-value/Chart.tsx';
import { drawnGroups, peopledGroups } from '../time-to-value/saying.ts';
import styles from './Tiles.module.css';

/** What is drawn: an answer, and the question whose conditions a shared page leaves out. */
interface DrawnProps<Name extends OperationName> {
  readonly asked: Asked[Name]['input'];
  readonly found: Asked[Name]['output'];
}

const height = 240;

/** As many groups or campaigns as a tile has room for. */
const mostRows = 4;

/** Each insight's own chart, small. An answer that has none here is told by its verdict alone. */
const drawings: { readonly [Name in OperationName]?: ComponentType<DrawnProps<Name>> } = {
  'retention.grid': Retention,
  'lifecycle.grid': Lifecycle,
  'stickiness.grid': Stickiness,
  'adoption.grid': Adoption,
  'funnels.grid': Funnel,
  'value.sought': Sought,
  'step-failure.ranking': StepFailure,
  'aha.scan': AhaScan,
  'aha.curve': AhaCurve,
  'aha.board': AhaBoard,
  'habit.grid': Habit,
  'paths.tree': Paths,
  'time-to-value.curve': TimeToValue,
  'aarrr.board': Aarrr,
  'acquisition.table': Acquisition,
  'survival.contracts': Survival,
  'survival.churn': Churn,
  'contract-retention.periods': Contracts,
  'seasons.returns': Seasons,
  'missions.outcomes': Missions,
  'journey-maps.figures': JourneyMap,
  'revenue.movements': RevenueMovements,
  'compare.groups': Groups,
  'phases.board': Phases,
  'health.summary': Health,
  'segments.history': SegmentSize,
};

/** The chart of an operation's answers; undefined where it has none. */
export function drawingOf(operation: string): ComponentType<{ asked: unknown; found: unknown }> | undefined {
  // The names are those of `drawings`, and an answer is always that of the operation it was asked of.
  return Object.hasOwn(drawings, operation)
    ? (drawings[operation as OperationName] as ComponentType<{ asked: unknown; found: unknown }>)
    : undefined;
}

/** What an answer says in words: its verdict, or one for each thing it speaks of. */
export function verdictOf(found: unknown, { said }: Pick<Words, 'said'>): string {
  const { verdict, features } = recordOf(found);
  const verdicts = Array.isArray(features) ? features.map((one) => recordOf(one).verdict) : [verdict];
  return verdicts
    .map((one) => (isBoth(one) ? one : recordOf(one).words))
    .flatMap((words) => (isBoth(words) ? [said(words)] : []))
    .join(' ');
}

const isBoth = (value: unknown): value is { fr: string; en: string } => {
  const { fr, en } = recordOf(value);
  return typeof fr === 'string' && typeof en === 'string';
};

function useSaying() {
  const words = useWords();
  const figures = useFigures();
  return useMemo(() => ({ words, figures }), [words, figures]);
}

function Retention({ asked, found }: DrawnProps<'retention.grid'>) {
  const said = useSaying();
  const saying = useMemo(() => ({ ...said, ask: asked }), [said, asked]);
  const shown = retentionSeries(found, undefined);
  return shown && <Curve grid={found} saying={saying} shown={shown} height={height} />;
}

function RevenueMovements({ asked, found }: DrawnProps<'revenue.movements'>) {
  const said = useSaying();
  const period = asked.period ?? 'month';
  const saying = useMemo(() => ({ ...said, period }), [said, period]);
  const [book] = found.whole.length > 0 ? found.whole : found.books;
  return book && <RevenueChart book={book} saying={saying} height={height} />;
}

function Lifecycle({ asked, found }: DrawnProps<'lifecycle.grid'>) {
  const said = useSaying();
  const period = asked.period ?? 'week';
  const saying = useMemo(() => ({ ...said, period }), [said, period]);
  return <LifecycleChart grid={found} saying={saying} height={height} />;
}

function Stickiness({ asked, found }: DrawnProps<'stickiness.grid'>) {
  return (
    <StickinessChart
      grid={found}
      saying={{ ...useSaying(), period: asked.period ?? 'day' }}
      height={height}
    />
  );
}

function Adoption({ asked, found }: DrawnProps<'adoption.grid'>) {
  const said = useSaying();
  const period = asked.period ?? 'week';
  const saying = useMemo(() => ({ ...said, period }), [said, period]);
  return <AdoptionChart grid={found} asked={asked} saying={saying} toDate={undefined} height={height} />;
}

function Funnel({ asked, found }: DrawnProps<'funnels.grid'>) {
  const said = useSaying();
  const saying = { ...said, asked };
  const [series] = found.series;
  if (series === undefined) return null;
  const steps = drawnSteps(found, series, saying);
  return (
    <Columns
      columns={columnsOf(steps, saying)}
      format={said.figures.count}
      axis=""
      said={chartSaid(steps, found.unit, saying)}
      height={height}
    />
  );
}

function Sought({ asked, found }: DrawnProps<'value.sought'>) {
  return <SoughtChart sought={found} period={asked.period ?? 'week'} saying={useSaying()} height={height} />;
}

function StepFailure({ found }: DrawnProps<'step-failure.ranking'>) {
  return <Ratios ranking={found} saying={useSaying()} />;
}

/** The count that tells best who stays: the moment itself, or what came nearest to one. */
function AhaScan({ found: { candidates, curve } }: DrawnProps<'aha.scan'>) {
  const saying = useSaying();
  const [first] = candidates;
  return first && curve && <CurveChart curve={curve} threshold={first} saying={saying} height={height} />;
}

function AhaCurve({ found: { curve, threshold } }: DrawnProps<'aha.curve'>) {
  const saying = useSaying();
  return threshold && <CurveChart curve={curve} threshold={threshold} saying={saying} height={height} />;
}

function AhaBoard({ found }: DrawnProps<'aha.board'>) {
  return <AhaTrend board={found} saying={useSaying()} height={height} />;
}

function Habit({ found }: DrawnProps<'habit.grid'>) {
  const saying = useSaying();
  return found.active > 0 && <HabitChart grid={found} saying={saying} height={height} />;
}

function Paths({ asked, found }: DrawnProps<'paths.tree'>) {
  const saying = useSaying();
  const backwards = asked.direction === 'to';
  return (
    found.entered > 0 && <PathChart tree={found} backwards={backwards} saying={saying} height={height} />
  );
}

function TimeToValue({ asked, found }: DrawnProps<'time-to-value.curve'>) {
  const saying = useSaying();
  const { chosen } = shownHorizon(found, undefined);
  if (found.everyone.customers === 0) return null;
  return (
    <>
      <WaitChart answer={found} asked={asked} saying={saying} horizon={chosen} height={height} />
      <Some drawn={drawnGroups(found).length} of={peopledGroups(found).length} />
    </>
  );
}

function Aarrr({ asked, found }: DrawnProps<'aarrr.board'>) {
  const said = useSaying();
  const saying = { ...said, apart: asked.apart };
  if (found.total.customers === 0) return null;
  return (
    <>
      <AarrrChart board={found} saying={saying} most={mostRows} />
      <Some drawn={mostRows} of={found.groups.length} />
    </>
  );
}

function Acquisition({ found }: DrawnProps<'acquisition.table'>) {
  const saying = useSaying();
  const rows = drawable(found);
  return (
    rows.length > 0 && (
      <>
        <AcquisitionChart table={found} saying={saying} most={mostRows} />
        <Some drawn={mostRows} of={rows.length} />
      </>
    )
  );
}

/** The curves say of themselves how long half last; the answer has no verdict of its own. */
function Survival({ found: { curves } }: DrawnProps<'survival.contracts'>) {
  const { words, figures } = useSaying();
  const [all] = curves;
  if (all === undefined) return null;
  return (
    <>
      <p className={styles.verdict}>{curveVerdict(all, words, figures)}</p>
      {all.contracts > 0 && <SurvivalChart curves={curves} height={height} />}
    </>
  );
}

function Churn({ found: { months } }: DrawnProps<'survival.churn'>) {
  return <ChurnTable months={months} />;
}

function Contracts({ asked, found }: DrawnProps<'contract-retention.periods'>) {
  const held = found.periods.some(({ counts }) => counts.at_start + counts.at_end + counts.new > 0);
  return held && <ContractsChart found={found} period={asked.period ?? 'month'} height={height} />;
}

function Seasons({ found }: DrawnProps<'seasons.returns'>) {
  return found.rows.length > 0 && <SeasonColumns found={found} height={height} />;
}

function Missions({ found }: DrawnProps<'missions.outcomes'>) {
  return found.all.missions > 0 && <MissionsChart found={found} height={height} />;
}

function JourneyMap({ found }: DrawnProps<'journey-maps.figures'>) {
  return found.stages.length > 0 && <SmallMap map={found} />;
}

function Groups({ asked, found }: DrawnProps<'compare.groups'>) {
  return <GroupsChart compared={found} question={asked.question} height={height} />;
}

function Phases({ found }: DrawnProps<'phases.board'>) {
  return found.total > 0 && <PhaseColumns board={found} height={height} />;
}

function Health({ found: { overall, dimensions, total } }: DrawnProps<'health.summary'>) {
  const saying = useSaying();
  const { said } = saying.words;
  if (total === 0) return null;
  const told = dimensions.map(({ name, ...dimension }) => ({ ...dimension, name: said(name) }));
  return <Tallies overall={overall} dimensions={told} saying={saying} />;
}

/** The answer has no verdict of its own: how many are in it now, and how that came. */
function SegmentSize({ found }: DrawnProps<'segments.history'>) {
  const said = useHistorySaid(found);
  const { days } = found;
  if (days.length === 0) return null;
  return (
    <>
      <p className={styles.verdict}>{said}</p>
      {days.length > 1 && <SizeColumns days={days} said={said} height={height} />}
    </>
  );
}

/** Says that not everything is drawn, where it is not. */
function Some({ drawn, of }: { drawn: number; of: number }) {
  const { t } = useWords();
  return drawn < of && <p className={styles.some}>{t('dashboards.drawn_of', { drawn, of })}</p>;
}
