export { type CurveOptions, type SurvivalCurve, type SurvivalStep, survivalCurve } from './kaplan-meier.ts';
export { type LogRank, type LogRankGroup, logRank, logRankOfCounts, type StepCount } from './log-rank.ts';
export {
  atRiskAt,
  medianSurvival,
  type RestrictedMean,
  restrictedMean,
  type SurvivalTime,
  survivalAt,
  survivalQuantile,
} from './readings.ts';
export type { SurvivalRow } from './rows.ts';
