export { Arm, CompareAsk, Compared, ComparedArm, ComparedPair, CurveTooSmall, PairCell } from './ask.ts';
export { everyTwo, testedBy } from './cell.ts';
export { type CurvesHeld, curvesHeld } from './curve.ts';
export { operations } from './operations.ts';
export { sharedPeople } from './shared.ts';
export { cautions, curveWords, nameOf, pairWords, togetherWords } from './words.ts';
