export { noteFindings } from './findings.ts';
export { type Gate, gateOf, type Passed } from './in-force.ts';
export { type Finding, type Judged, type Judgement, judgeByPlan } from './judge.ts';
