export { Arm, CompareAsk, Compared, ComparedArm, ComparedPair, PairCell } from './ask.ts';
export { operations } from './operations.ts';
export { cautions, nameOf, pairWords } from './words.ts';
