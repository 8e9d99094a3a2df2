export { operations } from './operations.ts';
export { personalData } from './personal-data.ts';
export { type Judgement, noteScoresPending, publishScores, scoresFailed } from './publishing.ts';
export {
  latestJudgement,
  type Published,
  publishedScores,
  type ScoreName,
  scoreTraits,
  type ToldScore,
} from './scores.ts';
