export {
  oddsRatio,
  type RatioEstimate,
  type RatioMethod,
  riskDifference,
  riskRatio,
  type ShareDifference,
} from './ratios.ts';
export {
  type Correlation,
  type Excess,
  excess,
  matthews,
  matthewsValue,
  mutualInformation,
  type Separation,
  separation,
} from './separation.ts';
