export { Arm, CompareAsk, Compared, ComparedArm, ComparedPair, PairCell } from './ask.ts';
export { operations } from './operations.ts';
