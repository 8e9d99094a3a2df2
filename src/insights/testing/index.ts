export { asking, paperWorkspace, run } from '../../../test/asking.ts';
export { fill, type ToldEvent } from '../../../test/filling.ts';
export { beginOf, dateIn, plusPeriods, Recomputed, type Where } from './recomputed.ts';
