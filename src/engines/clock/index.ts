export { fixedClock, handClock, systemClock } from './clock.ts';
export type { Clock } from './port.ts';
