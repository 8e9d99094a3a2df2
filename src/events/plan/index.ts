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

/** What can be asked of the plan of events. */
export const operations = Object.values({ ...planOperations, ...arrivingOperations, ...fileOperations });

export { personalData } from './personal-data.ts';
