import type { Board } from '../aarrr/index.ts';
import type { AcquisitionTable } from '../acquisition/index.ts';
import type { AdoptionGrid } from '../adoption/index.ts';
import type { Rate } from '../aha/index.ts';
import type { HabitGrid } from '../habit/index.ts';
import type { LifecycleGrid } from '../lifecycle/index.ts';
import type { PathTree } from '../paths/index.ts';
import type { Ranking } from '../step-failure/index.ts';
import type { Ratios, Share, StickinessGrid } from '../stickiness/index.ts';
import type { CurveAnswer, RetakingAnswer } from '../time-to-value/index.ts';
import type { Sought } from '../value/index.ts';
import type { GroupsCompared } from './ask.ts';

type Figure = GroupsCompared['figures'][number];

export const range = { from: '2025-03-03', to: '2025-03-30' };
export const play = { event: 'play' };
/** A question of each insight about sixty newcomers. @param moment the aha moment that `aha.rate` asks about */
export const questionsAbout = (moment: string): Readonly<Record<string, object>> => ({
  'lifecycle.grid': { period: 'week', ...range, activeBy: { by: 'event', match: play } },
  'stickiness.grid': { period: 'day', ...range, activeBy: { by: 'event', match: play } },
  'stickiness.ratios': { ...range, activeBy: { by: 'event', match: play } },
  'stickiness.share': {
    period: 'month',
    from: '2025-03-01',
    to: '2025-06-01',
    activeBy: { by: 'event', match: play },
  },
  'adoption.grid': { ...range, features: [{ used: [{ event: 'search' }], seen: [play] }] },
  'habit.grid': { value: play, weeks: 8, asOf: '2025-05-12T10:00:00Z' },
  'aha.rate': { definition: moment, ...range },
  'time-to-value.curve': {
    ...range,
    begin: { by: 'event', match: { event: 'sign up' } },
    value: play,
    within: [1, 3, 85],
  },
  'time-to-value.retaking': { ...range, value: play },
  'step-failure.ranking': {
    of: {
      declared: {
        start: { event: 'sign up' },
        steps: [
          { name: 'profile', done: { event: 'profile' } },
          { name: 'play', done: play },
        ],
        windowDays: 3,
        departure: { kind: 'silence', match: play, from: 4, to: 14 },
      },
    },
    among: 'reached',
    ...range,
  },
  'paths.tree': { anchor: { event: 'sign up' }, limit: { kind: 'window', amount: 2, of: 'day' }, ...range },
  'value.sought': { search: [{ event: 'search' }], value: [play], ...range },
  'survival.contracts': { ...range, readings: [20, 40] },
  'aarrr.board': {
    start: { event: 'sign up' },
    ...range,
    activation: { by: 'event', match: play, days: 3 },
    revenue: { match: { event: 'search' }, days: 7 },
    referral: { match: { event: 'profile' }, days: 7 },
  },
  'acquisition.table': {
    start: { event: 'sign up' },
    ...range,
    campaign: { by: 'trait', name: 'plan' },
    stay: { match: play, from: 40, to: 44 },
    mismatch: { days: 5, match: { event: 'search' } },
  },
});

type Answers = Readonly<Record<string, (answer: never, figure: Figure) => readonly (number | undefined)[]>>;

/** What each insight itself answers for the people of one group, by the keys of the comparison. */
export const ownAnswers: Answers = {
  'lifecycle.grid': ({ rows }: LifecycleGrid, { key }) => {
    const row = rows.at(-Number(key.slice(5)));
    return [row?.returning, (row?.returning ?? 0) - (row?.dormant ?? 0)];
  },
  'stickiness.grid': ({ bars, customers }: StickinessGrid, { key }) => [
    bars[Number(key.split('_')[2]) - 1]?.atLeast,
    customers,
  ],
  'stickiness.ratios': ({ rows }: Ratios, { key }) => {
    const [short, , long] = key.split('_') as ('daily' | 'weekly' | 'monthly')[];
    return [rows.at(-1)?.[short ?? 'daily'], rows.at(-1)?.[long ?? 'daily']];
  },
  'stickiness.share': ({ rows }: Share, { key }) => {
    const row = rows.filter(({ state }) => state === 'complete').at(-Number(key.slice(7)));
    return [row?.active, row?.known];
  },
  'adoption.grid': ({ features }: AdoptionGrid, { key }) => {
    const row = features[0]?.rows.at(-1);
    const figure = key.endsWith('in_period') ? row?.inPeriod : row?.toDate;
    return [figure?.used, figure?.eligible];
  },
  'habit.grid': ({ habit: made, kinds, active }: HabitGrid, { key }) => [
    key === 'habit' ? made : kinds[key as 'daily'],
    active,
  ],
  'aha.rate': ({ total }: Rate) => [total.reached, total.eligible],
  'time-to-value.curve': ({ everyone }: CurveAnswer, { key }) => [
    everyone.within.find(({ days }) => `within_${days}` === key)?.reached,
    everyone.customers,
  ],
  'time-to-value.retaking': (answer: RetakingAnswer, { key }) => [
    {
      again: answer.customers - answer.once,
      often: answer.ownSpeed.bars.reduce((sum, { value: gap, count }) => sum + (gap <= 7 ? count : 0), 0),
      running: answer.streaks.running,
    }[key],
    answer.customers,
  ],
  'step-failure.ranking': (answer: Ranking, { key }) => {
    const step = answer.steps.find((one) => `step_${one.step}` === key);
    return [step?.missed.people, (step?.missed.people ?? 0) + (step?.done.people ?? 0)];
  },
  'paths.tree': ({ edges, entered }: PathTree, { key }) => [
    edges.find(({ depth, to }) => depth === 0 && to.kind === 'named' && `next: ${to.name}` === key)?.people ??
      0,
    entered,
  ],
  'value.sought': ({ all }: Sought) => [all.peopleNotFound, all.peopleEnded],
  'aarrr.board': ({ total }: Board, { key }) => {
    const reached = total.stages.find(({ stage }) => stage === key)?.reached;
    return [reached?.hits, reached?.total];
  },
  'acquisition.table': ({ total }: AcquisitionTable, { key }) => {
    const { hits, total: judged } = key === 'stayed' ? total.stayed : total.mismatch;
    return [hits, judged];
  },
};
