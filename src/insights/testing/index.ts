export { asking, paperWorkspace, run } from '../../../test/asking.ts';
export { fill, type ToldEvent } from '../../../test/filling.ts';
export { eventAsked } from './event-asked.ts';
export { type Place, places, planOf, tellingAccountPlans, tellingPlans } from './places.ts';
export { received } from './received.ts';
export { beginOf, dateIn, plusPeriods, Recomputed, type Where } from './recomputed.ts';
