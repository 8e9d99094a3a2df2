import { arrivingOperations } from './arriving-operations.ts';
import { fileOperations } from './file-operations.ts';
import { planOperations } from './operations.ts';

export { checkSample, type SampleCheck } from './check.ts';
export { type Difference, differences } from './differences.ts';
export { Plan } from './document.ts';
export { planFile, planFileName, readPlanFile } from './file.ts';
export { noteFindings } from './findings.ts';
export { type Gate, gateOf, type Passed } from './in-force.ts';
export { type Finding, type Judged, type Judgement, judgeByPlan } from './judge.ts';
export { typedCalls } from './typed-calls.ts';

const byVerb = { ...planOperations, ...arrivingOperations, ...fileOperations };

/** What can be asked of the plan of events. */
export const operations = Object.values(byVerb);

/** The same by verb: what `plan.get` and the others take and answer. */
export type PlanOperations = typeof byVerb;
export { personalData } from './personal-data.ts';
