export { type CurveOptions, type SurvivalCurve, type SurvivalStep, survivalCurve } from './kaplan-meier.ts';
export { fewestForLogRank, type JudgedLogRank, judgedLogRank } from './large-enough.ts';
export {
  type LogRank,
  type LogRankGroup,
  logRank,
  logRankAmong,
  logRankOfCounts,
  stratifiedLogRank,
} from './log-rank.ts';
export {
  atRiskAt,
  medianSurvival,
  type RestrictedMean,
  type RestrictedMeanDifference,
  restrictedMean,
  restrictedMeanDifference,
  type SurvivalTime,
  survivalAt,
  survivalQuantile,
} from './readings.ts';
export type { SurvivalRow } from './rows.ts';
export type { StepCount } from './timeline.ts';
